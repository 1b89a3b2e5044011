"""The engine's news, told to the cache: every number is fresh within a second or two, nobody waits for it.

A send or a status costs a set insertion. Once a second at most, one small statement asks whether any of the
campaigns that moved was over already (only then are kept pages of campaigns ended, for the pages read what is
running by themselves), and one moves the versions: of each at most once a second, all processes together, in
a transaction of its own after the commits that it tells of. So no commit of the engine waits for another's.
"""

import asyncio
from collections.abc import Iterable

from relance.cache.versions import DATABASE_FAILED, move_rested
from relance.core.db import Pool
from relance.core.log import get_logger
from relance.messages import sql

log = get_logger(__name__)

ROUND_S = 1.0

_WITHIN_S = 2.0


class CacheNews:
    """One per process, on its event loop; `close` it before the pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._touched: set[int] = set()
        self._due: set[str] = set()
        self._rounds: asyncio.Task[None] | None = None

    def messages_changed(self, campaign_ids: Iterable[int]) -> None:
        """Ends the totals soon; those of a finished campaign too. Tests (negative ids) count nowhere."""
        counted = [id_ for id_ in campaign_ids if id_ > 0]
        if counted:
            self._touched.update(counted)
            self._tell("messages_stats")

    def campaigns_changed(self) -> None:
        """Ends lists and kept numbers of campaigns, and with them the dashboard."""
        self._tell("campaigns", "campaign_stats")

    def contacts_changed(self) -> None:
        """Ends pages and counts of contacts; how many a category has stays."""
        self._tell("contacts", "contact_counts")

    def members_changed(self) -> None:
        """Ends the numbers beside the categories as well."""
        self._tell("contacts", "contact_counts", "categories")

    async def close(self) -> None:
        """Tell at once what is left, and what others told a moment ago."""
        if self._rounds is not None:
            self._rounds.cancel()
            await asyncio.gather(self._rounds, return_exceptions=True)
        for _ in range(2):
            if self._due:
                await self._tell_due()
                await asyncio.sleep(ROUND_S if self._due else 0)

    def _tell(self, *namespaces: str) -> None:
        self._due.update(namespaces)
        if self._rounds is None or self._rounds.done():
            self._rounds = asyncio.create_task(self._tell_rounds())

    async def _tell_rounds(self) -> None:
        while self._due:
            await self._tell_due()
            await asyncio.sleep(ROUND_S)

    async def _tell_due(self) -> None:
        """What cannot be told now stays due."""
        touched, self._touched = self._touched, set()
        due, self._due = self._due, set()
        try:
            async with asyncio.timeout(_WITHIN_S):
                if touched and await self._pool.fetchval(sql.ANY_FINISHED, sorted(touched)):
                    due |= {"campaigns", "campaign_stats"}
                due -= await move_rested(self._pool, due)
        except DATABASE_FAILED as error:
            log.warning("finished_campaigns_not_looked_up", error=type(error).__name__)
            self._touched |= touched
        except BaseException:
            # Cancelled: `close` goes on with it.
            self._touched |= touched
            self._due |= due
            raise
        self._due |= due
