"""May this process believe what Redis holds? Only while PostgreSQL says that no invalidation is owed.

A process that has committed a change and cannot reach Redis writes its debt into PostgreSQL, the one place
it certainly reaches, and then waits `TRUST_S` before it answers. Every process believes Redis for at most
`TRUST_S` after it began to look for debts and found none. So when the answer leaves, nobody believes values
that are older than the change, until somebody has paid: renewed the tokens in Redis, deleted the rows, and
looked again. docs/decisions/0004-cache-invalidation.md tells why nothing less is enough.

Looking costs one statement per process about every half second, only while somebody reads, and beside the
reads: only a read after a silence waits for it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection
from typing import TypeVar

import asyncpg

from relance.cache import sql
from relance.core.db import CONNECTION_LOST, Pool
from relance.core.log import get_logger

log = get_logger(__name__)

TRUST_S = 1.0
"""For so long a look at the debts is good, and so long the first undelivered invalidation waits."""

DATABASE_FAILED = (*CONNECTION_LOST, asyncpg.PostgresError)

_DATABASE_TIMEOUT_S = 2.0
_ROUNDS = 3

Pay = Callable[[Collection[str]], Awaitable[bool]]

T = TypeVar("T")


class Debts:
    """What this process owes, recorded for all. Without a pool there is nobody else to tell."""

    def __init__(self, pool: Pool | None) -> None:
        self._pool = pool
        self._one_at_a_time = asyncio.Lock()
        self._standing_since = 0.0
        self.ids: list[int] = []

    async def record(self, names: Collection[str]) -> float:
        """Record all that is owed now. Returns the monotonic time from which no process trusts the cache.

        Rows that have stood since an earlier change spare this one the wait. Raises DATABASE_FAILED.
        """
        if self._pool is None:
            return 0.0
        async with self._one_at_a_time, asyncio.timeout(_DATABASE_TIMEOUT_S):
            row = await self._pool.fetchrow(sql.OWE, self.ids, sorted(names))
            assert row is not None
            # Paid in between, by another process: for a moment somebody may have trusted again.
            if not self.ids or row["replaced"] < len(self.ids):
                self._standing_since = time.monotonic()
            self.ids = list(row["ids"] or ())
            return self._standing_since + TRUST_S

    async def forgive(self, ids: Collection[int]) -> None:
        """These are paid. Raises DATABASE_FAILED."""
        if self._pool is None or not ids:
            return
        async with self._one_at_a_time, asyncio.timeout(_DATABASE_TIMEOUT_S):
            await self._pool.execute(sql.FORGIVE, list(ids))
            self.ids = [id_ for id_ in self.ids if id_ not in ids]


class Trust:
    """This process's belief in Redis. Without a pool, a process alone has only its own debts to mind."""

    def __init__(self, pool: Pool | None, pay: Pay) -> None:
        self._pool = pool
        self._pay = pay
        self._until = 0.0
        self._not_before = 0.0
        self._look: asyncio.Task[None] | None = None

    async def holds(self) -> bool:
        """Whether no debt stood at a moment that is recent enough for a read that begins now."""
        if self._pool is None:
            return True
        began = time.monotonic()
        if began < self._until:
            if self._until - began < TRUST_S / 2:
                self._start_look(self._pool)
            return True
        if (look := self._start_look(self._pool)) is not None:
            await asyncio.shield(look)
        return began < self._until

    async def close(self) -> None:
        """End a look that is under way."""
        if self._look is not None:
            self._look.cancel()
            await asyncio.gather(self._look, return_exceptions=True)

    def _start_look(self, pool: Pool) -> "asyncio.Task[None] | None":
        if self._look is None or self._look.done():
            if time.monotonic() < self._not_before:
                return None
            self._look = asyncio.create_task(self._look_for_debts(pool))
        return self._look

    async def _look_for_debts(self, pool: Pool) -> None:
        """Look; pay what stands, and look again: only a look that finds nothing makes trust."""
        try:
            for _ in range(_ROUNDS):
                asked = time.monotonic()
                rows = await _run(pool.fetch(sql.LIST_DEBTS))
                if not rows:
                    self._until = asked + TRUST_S
                    return
                self._until = 0.0
                if not await self._pay({row["namespace"] for row in rows}):
                    break
                await _run(pool.execute(sql.FORGIVE, [row["id"] for row in rows]))
        except DATABASE_FAILED as error:
            log.warning("cache_debts_not_read", error=type(error).__name__)
        # Debts stand that nobody can pay now, or PostgreSQL does not say: ask again, but not every request.
        self._not_before = time.monotonic() + TRUST_S / 2


async def _run(statement: Awaitable[T]) -> T:
    """With a limit that includes the wait for a connection."""
    async with asyncio.timeout(_DATABASE_TIMEOUT_S):
        return await statement
