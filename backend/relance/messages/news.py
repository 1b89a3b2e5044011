"""The engine's news, told to the cache: every number is fresh within a second or two, nobody waits for it.

A send or a status costs a set insertion. Once a second at most one small statement asks whether any of the
campaigns that moved was over already: only then are kept pages of campaigns empty, for the pages read what
is running by themselves.
"""

import asyncio
import time
from collections.abc import Iterable

import asyncpg

from relance.cache.service import CacheService
from relance.core.db import CONNECTION_LOST, Pool
from relance.core.log import get_logger
from relance.messages import sql

log = get_logger(__name__)

LOOK_EVERY_S = 1.0

_LOOK_WITHIN_S = 2.0


class CacheNews:
    """One per process, on its event loop, beside its cache; `close` it before the cache and the pool."""

    def __init__(self, cache: CacheService, pool: Pool) -> None:
        self._cache = cache
        self._pool = pool
        self._touched: set[int] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._look: asyncio.Task[None] | None = None
        self._looked_at = 0.0

    def messages_changed(self, campaign_ids: Iterable[int]) -> None:
        """Empties the totals soon; those of a finished campaign too. Tests (negative ids) count nowhere."""
        counted = [id_ for id_ in campaign_ids if id_ > 0]
        if counted:
            self._cache.bump_later("messages_stats")
            self._touched.update(counted)
            self._arm()

    def campaigns_changed(self) -> None:
        """Empties lists and kept numbers of campaigns, and with them the dashboard."""
        self._cache.bump_later("campaigns")
        self._cache.bump_later("campaign_stats")

    def contacts_changed(self) -> None:
        """Empties pages and counts of contacts; how many a category has stays."""
        self._cache.bump_later("contacts")
        self._cache.bump_later("contact_counts")

    def members_changed(self) -> None:
        """Empties the numbers beside the categories as well."""
        self.contacts_changed()
        self._cache.bump_later("categories")

    async def close(self) -> None:
        """Look for the last time at what moved."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._look is not None:
            await asyncio.gather(self._look, return_exceptions=True)
        if self._touched:
            await self._look_for_finished()
        if self._timer is not None:
            self._timer.cancel()

    def _arm(self) -> None:
        if self._timer is None and (self._look is None or self._look.done()):
            delay_s = max(0.0, self._looked_at + LOOK_EVERY_S - time.monotonic())
            self._timer = asyncio.get_running_loop().call_later(delay_s, self._fire)

    def _fire(self) -> None:
        self._timer = None
        self._looked_at = time.monotonic()
        self._look = asyncio.create_task(self._look_for_finished())
        self._look.add_done_callback(lambda _: self._arm() if self._touched else None)

    async def _look_for_finished(self) -> None:
        touched, self._touched = self._touched, set()
        try:
            async with asyncio.timeout(_LOOK_WITHIN_S):
                finished = await self._pool.fetchval(sql.ANY_FINISHED, sorted(touched))
        except (*CONNECTION_LOST, asyncpg.PostgresError) as error:
            log.warning("finished_campaigns_not_looked_up", error=type(error).__name__)
            finished = True  # without an answer the pages are made anew: right, and only slower
        if finished:
            self.campaigns_changed()
