"""Record: the outcomes of a slice in one transaction, and the end of its lease."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from relance.core.clock import utc_now
from relance.core.db import Connection, Pool, transaction
from relance.messages.evidence import Evidence, NotSent
from relance.messages.store import apply_all
from relance.sending import sql


@dataclass(slots=True)
class SliceRecord:
    """What a slice came to so far. `open_ids` are under way; `unsent` were never started."""

    batch_id: int
    holder: str
    evidence: list[Evidence] = field(default_factory=list)
    open_ids: list[int] = field(default_factory=list)
    unsent: list[tuple[int, int]] = field(default_factory=list)
    # (message id, wa_id): answers whose wa_id is not the phone's digits.
    learnt: list[tuple[int, str]] = field(default_factory=list)


async def record(pool: Pool, slice_: SliceRecord, *, unknown_grace_s: float) -> None:
    """Write evidence and shorten, release or end the lease, all or nothing. Safe to repeat."""
    async with transaction(pool) as conn:
        evidence = [*slice_.evidence, *_handed_back(slice_.unsent)]
        if evidence:
            await apply_all(conn, evidence, unknown_grace_s=unknown_grace_s)
        if slice_.learnt:
            await conn.execute(sql.LEARN_WA_IDS, *map(list, zip(*slice_.learnt, strict=True)))
        await _end_lease(conn, slice_)


def _handed_back(unsent: Sequence[tuple[int, int]]) -> list[Evidence]:
    """Only matters if the lease lapsed meanwhile and the rows became unknown: we know they never left."""
    now = utc_now()
    return [NotSent(message_id, attempt, now) for message_id, attempt in unsent]


async def _end_lease(conn: Connection, slice_: SliceRecord) -> None:
    if slice_.open_ids:
        remaining = slice_.open_ids + [message_id for message_id, _ in slice_.unsent]
        await conn.execute(sql.SHORTEN_LEASE, slice_.batch_id, slice_.holder, remaining)
    elif slice_.unsent:
        left = [message_id for message_id, _ in slice_.unsent]
        await conn.execute(sql.RELEASE_LEASE, slice_.batch_id, slice_.holder, left)
    else:
        await conn.execute(sql.FINISH_LEASE, slice_.batch_id, slice_.holder)
