"""Answers that are often asked for are made again before they end: people need not wait for them.

Without it a page that somebody looks at every minute, kept for 15 s, would be made while he waits, each time.
An answer made ahead is no older than any other: it is kept like one, under versions read before. What nobody
has asked for in a while is left to end. The loads come one after the other and take a small share of the
time; what is not used of it is saved for the moment after a change, when much has to be loaded at once.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from relance.cache.namespaces import find_namespace
from relance.cache.service import CacheService, Place
from relance.core.log import get_logger

log = get_logger(__name__)

WARM_FOR_S = 900.0
"""After the last question. Three people at work come back to a page within that."""

MOST = 64
"""Answers kept warm by a process; the one not asked for longest is forgotten first."""

MOST_MET = 1_024
"""Questions remembered as asked once: whoever turns a thousand pages pushes none of the warm ones out."""

PERIOD_S = 0.5
"""Between two looks at how long they stand."""

AHEAD = 0.3
"""An answer is made again in the last part of its time."""

SHARE = 0.1
"""Of the time may pass in loading ahead, in the long run."""

SAVED_S = 2.0
"""Of loading at once, at most, after a time of rest."""


class Question(NamedTuple):
    """What was asked of a kept route."""

    namespace: str
    path: str
    query: bytes


class Ahead:
    """The questions of a process that come again. `load` has the route answer; it may raise."""

    def __init__(self, cache: CacheService, load: Callable[[Question, Place], Awaitable[None]]) -> None:
        self._cache = cache
        self._load = load
        self._met: OrderedDict[Question, float] = OrderedDict()
        self._hot: OrderedDict[Question, float] = OrderedDict()
        self._keeper: asyncio.Task[None] | None = None
        self._credit_s = SAVED_S
        self._paid_at = time.monotonic()

    def ask(self, question: Question, *, is_met: bool) -> None:
        """Somebody asked: from the second time on the answer is kept warm.

        `is_met`: the route has answered, and for as long as is usual; else only what was met here is meant.
        """
        if question not in self._hot and self._met.pop(question, None) is None:
            if is_met:
                _put(self._met, question, MOST_MET)
            return
        _put(self._hot, question, MOST)
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._keep_warm())

    async def close(self) -> None:
        """End a load that is under way."""
        self._hot.clear()  # a client that meets the cancellation may make an error of its own of it
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)

    async def _keep_warm(self) -> None:
        while wanted := self._list_wanted():
            for question, place in await self._find_due(wanted):
                await self._load_one(question, place)
            await asyncio.sleep(PERIOD_S)

    async def _find_due(self, wanted: list[Question]) -> list[tuple[Question, Place]]:
        """What has ended first, for it is waited for; of that the one asked for last."""
        versions = await self._cache.read_versions()
        if versions is None:
            return []
        places = [self._cache.place(one.namespace, (one.path, one.query), versions) for one in wanted]
        left_s = await self._cache.read_times(places)
        due = [
            (question, place)
            for question, place in zip(reversed(wanted), reversed(places), strict=True)
            if place in left_s and left_s[place] < find_namespace(question.namespace).ttl_s * AHEAD
        ]
        return sorted(due, key=lambda one: left_s[one[1]] > 0)

    async def _load_one(self, question: Question, place: Place) -> None:
        began = time.monotonic()
        try:
            await self._load(question, place)
        # Whoever asks next meets the same and is told: deleted meanwhile, or the database is away.
        except Exception as error:
            self._hot.pop(question, None)
            log.debug("cache_not_warmed", namespace=question.namespace, error=type(error).__name__)
        now = time.monotonic()
        self._credit_s = min(SAVED_S, self._credit_s + (now - self._paid_at) * SHARE) - (now - began)
        self._paid_at = now
        if self._credit_s < 0:
            await asyncio.sleep(-self._credit_s / SHARE)

    def _list_wanted(self) -> list[Question]:
        """Those asked for lately; the others are forgotten."""
        since = time.monotonic() - WARM_FOR_S
        for asked in (self._met, self._hot):
            # In the order of the last question.
            while asked and next(iter(asked.values())) < since:
                asked.popitem(last=False)
        return list(self._hot)


def _put(asked: "OrderedDict[Question, float]", question: Question, most: int) -> None:
    asked[question] = time.monotonic()
    asked.move_to_end(question)
    if len(asked) > most:
        asked.popitem(last=False)
