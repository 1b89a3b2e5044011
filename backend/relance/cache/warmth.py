"""Values that are asked for again and again are loaded anew before they end: people need not wait for them.

Without it a page that somebody looks at every minute, kept for 15 s, would be loaded while he waits, each
time. A value loaded ahead is no older than any other: it is stored like one, under tokens read before. What
nobody has asked for in a while is left to end. The loads come one after the other and take a small share of
the time, so that they grow rarer where the database is slow or busy; what is not used of it is saved for the
moment after a change, when much has to be loaded at once.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from relance.cache.flights import Load
from relance.core.log import get_logger

log = get_logger(__name__)

WARM_FOR_S = 900.0
"""After the last question. Three people at work come back to a page within that."""

MOST = 64
"""Values kept warm by a process; the one not asked for longest is forgotten first."""

MOST_MET = 1_024
"""Values remembered as asked for once: whoever turns a thousand pages pushes none of the warm ones out."""

PERIOD_S = 0.5
"""Between two looks at how long they stand."""

AHEAD = 0.3
"""A value is loaded anew in the last part of its time."""

SHARE = 0.1
"""Of the time may pass in loading ahead, in the long run."""

SAVED_S = 2.0
"""Of loading at once, at most, after a time of rest."""


@dataclass(slots=True)
class Hot:
    """A value that was asked for, and how to load it: `load` is called long after its request has ended."""

    namespace: str
    key: str
    ttl_s: float
    load: Load
    asked_at: float


Look = Callable[[Sequence[Hot]], Awaitable[Mapping[str, float]]]
"""The seconds for which each value still stands, by key; of none when that cannot be said now."""

Refill = Callable[[Hot], Awaitable[None]]


class Warmth:
    """The hot values of a process. `look` and `refill` raise nothing but what the loads raise."""

    def __init__(self, look: Look, refill: Refill) -> None:
        self._look = look
        self._refill = refill
        self._met: OrderedDict[str, Hot] = OrderedDict()
        self._hot: OrderedDict[str, Hot] = OrderedDict()
        self._keeper: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._credit_s = SAVED_S
        self._paid_at = time.monotonic()

    def wake(self) -> None:
        """Something was invalidated here: look now."""
        self._woken.set()

    def ask(self, namespace: str, key: str, ttl_s: float, load: Load) -> None:
        """Somebody asked: from the second time on the value is kept warm."""
        asked = Hot(namespace, key, ttl_s, load, time.monotonic())
        if key in self._hot or self._met.pop(key, None) is not None:
            self._keep(asked)
        else:
            _put(self._met, asked, MOST_MET)

    def ask_again(self, key: str) -> None:
        """Somebody asked who brought no loader."""
        known = self._hot.get(key) or self._met.pop(key, None)
        if known is not None:
            known.asked_at = time.monotonic()
            self._keep(known)

    async def close(self) -> None:
        """End a load that is under way."""
        self._hot.clear()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)

    def _keep(self, hot: Hot) -> None:
        _put(self._hot, hot, MOST)
        if self._keeper is None or self._keeper.done():
            self._keeper = asyncio.create_task(self._keep_warm())

    async def _keep_warm(self) -> None:
        while wanted := self._list_wanted():
            left_s = await self._look(wanted)
            due = [hot for hot in wanted if left_s.get(hot.key, hot.ttl_s) < hot.ttl_s * AHEAD]
            # What has gone already is waited for; of those the one asked for last, most likely.
            for hot in sorted(due, key=lambda hot: (left_s[hot.key] > 0, -hot.asked_at)):
                await self._load_one(hot)
            self._woken.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(PERIOD_S):
                    await self._woken.wait()

    async def _load_one(self, hot: Hot) -> None:
        began = time.monotonic()
        try:
            await self._refill(hot)
        # Whoever asks next meets the same and is told: deleted meanwhile, or the database is away.
        except Exception as error:
            self._hot.pop(hot.key, None)
            log.debug("cache_not_warmed", namespace=hot.namespace, error=type(error).__name__)
        now = time.monotonic()
        earned_s = (now - self._paid_at) * SHARE
        self._credit_s = min(SAVED_S, self._credit_s + earned_s) - (now - began)
        self._paid_at = now
        if self._credit_s < 0:
            await asyncio.sleep(-self._credit_s / SHARE)

    def _list_wanted(self) -> list[Hot]:
        """Those asked for lately; the others are forgotten."""
        since = time.monotonic() - WARM_FOR_S
        for values in (self._met, self._hot):
            # In the order of the last question.
            while values and next(iter(values.values())).asked_at < since:
                values.popitem(last=False)
        return list(self._hot.values())


def _put(values: "OrderedDict[str, Hot]", hot: Hot, most: int) -> None:
    values[hot.key] = hot
    values.move_to_end(hot.key)
    if len(values) > most:
        values.popitem(last=False)
