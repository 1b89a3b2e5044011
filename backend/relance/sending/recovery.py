"""What each sender does for all of them, once a second: leases that lapsed, doubts that are due, clocks."""

import asyncio
import time

from relance.core.db import Pool, is_passing
from relance.core.log import get_logger
from relance.core.news import News
from relance.installation.identity import LOG_KEPT_DAYS
from relance.monitoring.work import Work
from relance.sending import sql
from relance.sending.lapse import lapse_leases
from relance.sending.lease import LAPSES_AFTER_S
from relance.sending.put_back import ClockBack, put_back_blocks, put_back_what_lies_ahead
from relance.sending.settle import settle_due

log = get_logger(__name__)

LOOK_EVERY_S = 1.0

_LOOK_AHEAD_EVERY_S = 10.0
"""Steps of a clock that are too small to be seen add up."""

_FOLD_EVERY_S = 3600.0


class Recovery:
    """One statement asks whether there is anything to do; mostly there is not."""

    def __init__(self, pool: Pool, *, grace_s: float, news: News, work: Work) -> None:
        """`grace_s`: how long a doubt waits at least."""
        self._pool = pool
        self._grace_s = grace_s
        self._news = news
        self._work = work
        self._clock = ClockBack()
        self._look_ahead_at_s = 0.0
        self._fold_at_s = 0.0

    async def run(self) -> None:
        """Until cancelled. A database that is away is waited for."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except Exception as error:
                if not is_passing(error):
                    raise
                log.warning("settling_waits", reason=type(error).__name__)
            else:
                self._work.note("settle")

    async def look(self) -> None:
        """One round."""
        seen = await self._pool.fetchrow(sql.LOOK, LAPSES_AFTER_S)
        assert seen is not None, "a statement without FROM has one row"
        if self._clock.went_back(seen["clock_s"]):
            await put_back_blocks(self._pool)
            self._look_ahead_at_s = 0.0
        if time.monotonic() > self._look_ahead_at_s:
            await put_back_what_lies_ahead(self._pool)
            self._look_ahead_at_s = time.monotonic() + _LOOK_AHEAD_EVERY_S
        if time.monotonic() > self._fold_at_s:
            await self._pool.execute(sql.COMPACT_LAST_CLAIMS, LOG_KEPT_DAYS + 1)
            self._fold_at_s = time.monotonic() + _FOLD_EVERY_S
        if seen["lapsed"]:
            await lapse_leases(self._pool, unknown_grace_s=self._grace_s, news=self._news)
        if seen["due"]:
            await settle_due(self._pool, unknown_grace_s=self._grace_s, news=self._news)
