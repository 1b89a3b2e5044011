"""Marks: written down, durably, before the first byte of a message leaves.

A mark says "may have left from now on". Without a confirmed one nothing is written to Meta, so whoever finds
a lapsed lease knows what surely did not leave. Marks of all slices of a process are committed together: while
one statement runs, what is asked for waits and goes with the next.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from relance.core.clock import boottime_s
from relance.core.db import Connection, Pool, is_gone, is_passing
from relance.core.log import get_logger
from relance.sending import sql
from relance.sending.lease import LEASE_S, Lease
from relance.sending.pace import SLICE_S

log = get_logger(__name__)

GROUP_S = 0.02
"""The messages of so many seconds of slots are marked together, at least."""

_LONGEST_GROUP_S = SLICE_S / 2
_FORGETS = 0.98
_LEAST_LEAD_S = 0.003
_MOST_LEAD_S = 0.25
_CONNECT_WITHIN_S = 3.0
_COMMIT_WITHIN_S = 10.0


def group_s(usual_answer_s: float, lead_s: float) -> float:
    """Seconds of slots to mark together, `lead_s` before the first of them.

    As much as is on the wire anyway, and the 20 ms: what a kill leaves in doubt is then at most twice what
    was on its way and 20 ms of the rate; and there is a commit for each answer time, not for each message.
    """
    return min(_LONGEST_GROUP_S, max(GROUP_S, usual_answer_s + GROUP_S - lead_s))


@dataclass(slots=True)
class _Asked:
    lease: Lease
    message_ids: list[int]
    done: "asyncio.Future[datetime | None]"


class Marker:
    """Commits marks of one process, on a connection of its own. It must commit durably."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._conn: Connection | None = None
        self._waiting: list[_Asked] = []
        self._busy = False
        self._task: asyncio.Task[None] | None = None
        self._slowest_s = 0.004

    @property
    def lead_s(self) -> float:
        """How long before its first slot a group should be marked: a mark that comes late loses its slots, so
        a little more than the slowest of the last hundred or so took."""
        return min(_MOST_LEAD_S, _LEAST_LEAD_S + 1.25 * self._slowest_s)

    async def mark(self, lease: Lease, message_ids: list[int]) -> datetime | None:
        """When the mark was made, by the database's clock; None when the lease is lost or nobody knows.

        None means that none of them may leave under this mark, though it may have been committed. So does an
        error: it is one that does not pass.
        """
        if self._busy:
            done: asyncio.Future[datetime | None] = asyncio.get_running_loop().create_future()
            self._waiting.append(_Asked(lease, message_ids, done))
            return await done
        self._busy = True
        try:
            return await self._commit_one(lease, message_ids)
        finally:
            self._pass_on()

    async def close(self) -> None:
        """Give the connection back."""
        conn, self._conn = self._conn, None
        if conn is not None and not is_gone(conn):
            await self._pool.release(conn)  # type: ignore[arg-type]  # a proxy: it came from this pool

    def _pass_on(self) -> None:
        """Whoever waited while a statement ran goes with the next one."""
        if self._waiting:
            self._task = asyncio.create_task(self._commit_waiting())
        else:
            self._busy = False

    async def _commit_waiting(self) -> None:
        asked, self._waiting = self._waiting, []
        marked: dict[int, datetime] = {}
        try:
            marked = await self._commit_many(asked)
        except Exception as error:
            # Read by those who wait for their marks.
            for one in asked:
                if not one.done.done():
                    one.done.set_exception(error)
        finally:
            for one in asked:
                if not one.done.done():
                    one.done.set_result(marked.get(one.lease.batch_id))
            self._pass_on()

    async def _commit_one(self, lease: Lease, message_ids: list[int]) -> datetime | None:
        short = lease.is_short()
        rows, began_s = await self._run(
            sql.MARK_ONE, lease.batch_id, lease.holder, message_ids, LEASE_S if short else None
        )
        if not rows:
            return None
        if short:
            lease.prolonged(began_s)
        at: datetime = rows[0]["at"]
        return at

    async def _commit_many(self, asked: list[_Asked]) -> dict[int, datetime]:
        short = {one.lease.batch_id for one in asked if one.lease.is_short()}
        rows, began_s = await self._run(
            sql.MARK,
            [one.lease.batch_id for one in asked for _ in one.message_ids],
            [one.lease.holder for one in asked for _ in one.message_ids],
            [message_id for one in asked for message_id in one.message_ids],
            sorted(short),
            LEASE_S,
        )
        marked = {row["id"]: row["at"] for row in rows}
        for one in asked:
            if one.lease.batch_id in short and one.lease.batch_id in marked:
                one.lease.prolonged(began_s)
        return marked

    async def _run(self, statement: str, *values: object) -> tuple[list[asyncpg.Record], float]:
        """The rows, and when it began. No rows when the database did not confirm."""
        began_s = boottime_s()
        try:
            if self._conn is None or is_gone(self._conn):
                self._abandon()
                self._conn = await self._pool.acquire(timeout=_CONNECT_WITHIN_S)
                began_s = boottime_s()
            rows = await self._conn.fetch(statement, *values, timeout=_COMMIT_WITHIN_S)
        except BaseException as error:
            # The messages stay where they are; what was marked all the same is a doubt at worst.
            self._abandon()
            if not isinstance(error, Exception) or not is_passing(error):
                raise
            log.warning("marks_not_confirmed", error=type(error).__name__)
            return [], began_s
        self._slowest_s = max(boottime_s() - began_s, self._slowest_s * _FORGETS)
        return rows, began_s

    def _abandon(self) -> None:
        """Cut the connection: what it was asked may still run, and nobody may take it for answered."""
        conn, self._conn = self._conn, None
        if conn is not None:
            # Also when it is closed: the pool learns of some losses only this way.
            with suppress(asyncpg.InterfaceError):
                conn.terminate()
