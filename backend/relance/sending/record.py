"""Record: the outcomes of a slice in one transaction, and what becomes of its lease."""

from dataclasses import dataclass, field

from relance.core.clock import boottime_s
from relance.core.db import Connection, Pool, transaction
from relance.interactions.look_again import look_again
from relance.messages.evidence import Evidence
from relance.messages.store import apply_all
from relance.sending import sql
from relance.sending.learn import Told, learn_ids, learn_refusals
from relance.sending.lease import LEASE_S, Lease
from relance.sending.outcome import Answered, read_evidence, refuses_marketing


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
        evidence = list(slice_.withheld)
        if slice_.answered:
            now = await conn.fetchval(sql.DATABASE_NOW)
            now_s = boottime_s()
            evidence += [read_evidence(answered, now=now, now_s=now_s) for answered in slice_.answered]
        if evidence:
            await apply_all(conn, evidence, unknown_grace_s=unknown_grace_s)
        await learn_ids(conn, slice_.learnt)
        if any(refuses_marketing(answered.outcome) for answered in slice_.answered):
            await learn_refusals(conn, slice_.answered, at=await conn.fetchval(sql.DATABASE_NOW))
        # Whoever found our lease lapsed took these for lost: a reply may have been given up meanwhile.
        await look_again(conn, [late.message["contact_id"] for late in slice_.answered if _is_late(late)])
        prolonged = await _move_lease(conn, slice_)
    if prolonged:
        slice_.lease.prolonged(began_s)


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
