"""A version per namespace in PostgreSQL: a kept answer is found under the versions read before it was made.

A version is a random id that a change moves in its own transaction, as its last statement: so the lock on its
row lasts as long as the commit. Whoever has read a version sees, in any statement after it, all changes that
had moved it by then; docs/decisions/0012-versions-in-postgresql.md has the proof.
"""

import uuid
from collections.abc import Collection, Mapping

import asyncpg

from relance.cache import sql
from relance.cache.namespaces import find_namespace
from relance.core import db
from relance.core.db import CONNECTION_LOST, Connection, Pool
from relance.core.gathering import Gathering

Moved = Mapping[str, str]
"""Versions by namespace; of one that never moved there is none."""

DATABASE_FAILED = (*CONNECTION_LOST, asyncpg.PostgresError)


async def move_versions(conn: Connection, *namespaces: str) -> None:
    """Nothing kept in these namespaces is found any more. To be the last statement of a transaction."""
    if namespaces:
        await conn.execute(sql.MOVE, [find_namespace(name).name for name in namespaces])


async def move_rested(pool: Pool, namespaces: Collection[str]) -> set[str]:
    """For the engine, after its commits: the same, of those that nobody has moved within the last second.

    Returns which; the others have to be moved later.
    """
    rows = await pool.fetch(sql.MOVE_RESTED, [find_namespace(name).name for name in namespaces])
    return {row["namespace"] for row in rows}


class Versions:
    """For who reads or moves them outside of a request. Without a pool they are this process's own."""

    def __init__(self, pool: Pool | None) -> None:
        self._pool = pool
        self._own: dict[str, str] = {}
        self._reads: Gathering[None, Moved] = Gathering(self._read, most=1)

    async def read(self) -> Moved:
        """As of now. Raises what the driver raises."""
        return self._own if self._pool is None else await self._reads.get(None)

    async def move(self, namespaces: Collection[str]) -> None:
        """In a transaction of their own."""
        if self._pool is None:
            self._own = self._own | {find_namespace(name).name: uuid.uuid4().hex for name in namespaces}
            return
        async with db.transaction(self._pool) as conn:
            await move_versions(conn, *namespaces)

    async def _read(self, asked: tuple[None, ...]) -> dict[None, Moved]:
        assert self._pool is not None
        return dict.fromkeys(asked, await self._pool.fetchval(sql.READ) or {})
