"""Record: the outcomes of a slice in one transaction, and what becomes of its lease."""

from dataclasses import dataclass, field

from relance.core.clock import boottime_s
from relance.core.db import Connection, Pool, transaction
from relance.interactions.look_again import look_again
from relance.messages.evidence import Evidence
from relance.messages.store import apply_to_locked, lock_messages
from relance.sending import sql
from relance.sending.answered import Answered, read_evidence, refuses_marketing
from relance.sending.learn import Told, learn_ids, learn_refusals
from relance.sending.lease import LEASE_S, Lease


@dataclass(slots=True)
class SliceRecord:
    """What a slice came to since its last record.

    `unsent` is None while requests are open or wait for their slot; a list ends the lease: those go back.
    """

    lease: Lease
    withheld: list[Evidence] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    learnt: list[Told] = field(default_factory=list)
    unsent: list[int] | None = None


async def record(pool: Pool, slice_: SliceRecord, *, unknown_grace_s: float) -> None:
    """Write evidence and shorten, release or end the lease, all or nothing. Safe to repeat.

    What is said of answered messages names their attempt, so it counts whoever holds the lease by now. What
    never left is only said by the statement that ends the lease, which the next holder's does not match.
    """
    began_s = boottime_s()
    async with transaction(pool) as conn:
        if slice_.withheld or slice_.answered:
            await _apply(conn, slice_, unknown_grace_s=unknown_grace_s)
        await learn_ids(conn, slice_.learnt)
        if any(refuses_marketing(answered.outcome) for answered in slice_.answered):
            await learn_refusals(conn, slice_.answered, at=await conn.fetchval(sql.DATABASE_NOW))
        # Whoever found our lease lapsed took these for lost: a reply may have been given up meanwhile.
        await look_again(conn, [late.message["contact_id"] for late in slice_.answered if _is_late(late)])
        prolonged = await _move_lease(conn, slice_)
    if prolonged:
        slice_.lease.prolonged(began_s)


async def _apply(conn: Connection, slice_: SliceRecord, *, unknown_grace_s: float) -> None:
    ids = [piece.message_id for piece in slice_.withheld]
    rows = await lock_messages(conn, [*ids, *(answered.message["id"] for answered in slice_.answered)])
    now_s = boottime_s()
    evidence = list(slice_.withheld)
    for answered in slice_.answered:
        row = rows.get(answered.message["id"])
        if row is not None:
            evidence.append(read_evidence(answered, now=row.locked_at, now_s=now_s))
    await apply_to_locked(conn, rows, evidence, unknown_grace_s=unknown_grace_s)


def _is_late(answered: Answered) -> bool:
    return answered.ended_s - answered.began_s > LEASE_S


async def _move_lease(conn: Connection, slice_: SliceRecord) -> bool:
    lease = slice_.lease
    if slice_.unsent is None:
        done = [piece.message_id for piece in slice_.withheld]
        done += [answered.message["id"] for answered in slice_.answered]
        short = lease.is_short()
        held = await conn.fetchval(sql.SHORTEN_LEASE, lease.batch_id, lease.holder, done, short, LEASE_S)
        return short and held is not None
    if slice_.unsent:
        await conn.execute(sql.RELEASE_LEASE, lease.batch_id, lease.holder, slice_.unsent)
    else:
        await conn.execute(sql.FINISH_LEASE, lease.batch_id, lease.holder)
    return False
