"""Invalidations that arrive: at once, or remembered and repeated before anything cached is believed again."""

import asyncio
import time
from collections.abc import Collection

from relance.cache.store import CacheUnavailableError, TokenStore
from relance.cache.trust import DATABASE_FAILED, TRUST_S, Debts
from relance.core.log import get_logger

log = get_logger(__name__)

_FIRST_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 1.0


class Invalidations:
    """Renews tokens. What is owed stays in `_owed` until Redis has acknowledged it."""

    def __init__(self, store: TokenStore, debts: Debts) -> None:
        self._store = store
        self._debts = debts
        self._owed: dict[str, int] = {}
        self._changes = 0
        self._recorded_changes = 0
        self._payer: asyncio.Task[None] | None = None
        self._deliveries: set[asyncio.Task[None]] = set()

    @property
    def is_owing(self) -> bool:
        """Whether values in Redis may be older than a change that this process committed."""
        return bool(self._owed)

    async def invalidate(self, names: Collection[str]) -> None:
        """Returns when no process hands out older values any more; normally after one round trip.

        With Redis away: after `TRUST_S` at most (from the second time on at once). Never raises for Redis
        or PostgreSQL. A caller that is cancelled does not stop it.
        """
        if not names:
            return
        self._owe(names)
        delivery = asyncio.create_task(self._deliver())
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)
        await asyncio.shield(delivery)

    def owe(self, names: Collection[str]) -> None:
        """Remember and keep trying, without waiting."""
        self._owe(names)
        self._keep_paying()

    async def pay_for(self, names: Collection[str]) -> bool:
        """Renew the tokens of what other processes owe. False when Redis cannot be reached."""
        try:
            await self._store.renew(names)
        except CacheUnavailableError:
            return False
        return True

    async def close(self) -> None:
        """Give what is owed a last chance to be recorded; end everything that is under way."""
        for task in (*self._deliveries, self._payer):
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        if self._owed and not await self._pay():
            await self._record()

    def _owe(self, names: Collection[str]) -> None:
        self._changes += 1
        self._owed.update(dict.fromkeys(names, self._changes))

    async def _deliver(self) -> None:
        if await self._pay():
            return
        nobody_trusts_at = await self._record()
        payer = self._keep_paying()
        patience_s = nobody_trusts_at - time.monotonic()
        if patience_s > 0:
            await asyncio.wait({payer}, timeout=patience_s)

    async def _pay(self) -> bool:
        """Deliver all that is owed at this moment. False when Redis did not acknowledge it."""
        owed = dict(self._owed)
        try:
            if owed:
                await self._store.renew(owed)
        except CacheUnavailableError as error:
            log.warning("cache_invalidation_delayed", namespaces=sorted(owed), reason=str(error))
            return False
        for name, change in owed.items():
            # A change that came during the renewal may have been committed after it.
            if self._owed.get(name) == change:
                del self._owed[name]
        return True

    async def _record(self) -> float:
        """Tell the other processes. Returns the monotonic time from which none trusts the cache."""
        changes = self._changes
        try:
            nobody_trusts_at = await self._debts.record(tuple(self._owed))
        except DATABASE_FAILED as error:
            log.error("cache_debt_not_recorded", error=type(error).__name__)
            return time.monotonic() + TRUST_S
        self._recorded_changes = changes
        return nobody_trusts_at

    def _keep_paying(self) -> "asyncio.Task[None]":
        if self._payer is None or self._payer.done():
            self._payer = asyncio.create_task(self._pay_until_free())
        return self._payer

    async def _pay_until_free(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while self._owed:
            if await self._pay():
                continue
            if self._recorded_changes < self._changes:
                await self._record()
            await asyncio.sleep(pause_s)
            pause_s = min(_LONGEST_PAUSE_S, pause_s * 2)
        # Nothing is owed at this very moment, so every row recorded until now is paid.
        paid = tuple(self._debts.ids)
        try:
            await self._debts.forgive(paid)
        except DATABASE_FAILED as error:
            # The rows stay; whoever reads next pays them once more and deletes them.
            log.warning("cache_debt_not_taken_back", error=type(error).__name__)
