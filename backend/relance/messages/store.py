"""Lock rows, apply evidence, write everything back: the same steps for the sender and the webhooks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from relance.core.db import Connection
from relance.core.log import get_logger
from relance.messages import sql
from relance.messages.evidence import Effects, Evidence, apply_evidence
from relance.messages.row import MessageRow
from relance.messages.state import MESSAGE_2, PENDING

log = get_logger(__name__)

LANE_REPLY = "reply"
LANE_BULK = "bulk"
LANE_SETTLE = "settle"

SMALL_BATCH = 50
"""Messages per batch for what does not come from a launch: retries and replies."""


@dataclass(slots=True)
class QueueEntry:
    """One message to queue, due in `delay_s` seconds.

    In the settle lane: so long after `unknown_since`, which is the database's time.
    """

    row: MessageRow
    lane: str
    delay_s: float = 0.0
    unknown_since: datetime | None = None


async def lock_messages(conn: Connection, ids: Iterable[int]) -> dict[int, MessageRow]:
    """The rows of `ids`, locked in id order, by id; ids that do not exist are missing."""
    locked = {row[0]: MessageRow(*row) for row in await conn.fetch(sql.LOCK_MESSAGES, sorted(set(ids)))}
    if again := [row.id for row in locked.values() if row.attempt > 1]:
        for former in await conn.fetch(sql.FORMER_WAMIDS, again):
            row = locked[former["message_id"]]
            # A Message 2 that was revived had failed, also where that was not noted with its wamid.
            row.former[former["wamid"]] = former["failed"] or row.revived_at is not None
    return locked


async def resolve_wamids(conn: Connection, wamids: Iterable[str]) -> dict[str, tuple[int, int | None]]:
    """(message id, attempt if the wamid is a former one) by wamid, without locking."""
    wanted = list(set(wamids))
    if not wanted:
        return {}
    rows = await conn.fetch(sql.RESOLVE_WAMIDS, wanted)
    return {row["wamid"]: (row["message_id"], row["attempt"]) for row in rows}


async def apply_all(conn: Connection, evidence: Sequence[Evidence], *, unknown_grace_s: float) -> Effects:
    """Apply evidence inside the caller's transaction: lock, decide, write, queue, alarm."""
    rows = await lock_messages(conn, (piece.message_id for piece in evidence))
    return await apply_to_locked(conn, rows, evidence, unknown_grace_s=unknown_grace_s)


async def apply_to_locked(
    conn: Connection, rows: dict[int, MessageRow], evidence: Iterable[Evidence], *, unknown_grace_s: float
) -> Effects:
    """As `apply_all`, of rows that the caller has locked; evidence of others is left out."""
    effects = Effects()
    for piece in evidence:
        row = rows.get(piece.message_id)
        if row is not None:
            apply_evidence(row, piece, effects)
    await write_messages(conn, rows.values())
    await write_effects(conn, effects, unknown_grace_s=unknown_grace_s)
    return effects


async def write_messages(conn: Connection, rows: Iterable[MessageRow]) -> int:
    """Write the changed ones of the locked rows back, in at most two statements; returns how many."""
    narrow = [row for row in rows if row.changed and not row.changed_wide]
    wide = [row for row in rows if row.changed_wide]
    if narrow:
        await conn.execute(sql.WRITE_MESSAGES, *_narrow_columns(narrow))
    if wide:
        await conn.execute(sql.WRITE_MESSAGES_WIDE, *_narrow_columns(wide), *_wide_columns(wide))
    return len(narrow) + len(wide)


def _column(values: list[object]) -> list[object]:
    """One column; where no row has a value, none at all: `unnest` fills up with NULL, and costs less."""
    return values if any(value is not None for value in values) else []


def _narrow_columns(rows: list[MessageRow]) -> tuple[list[object], ...]:
    return (
        [row.id for row in rows],
        [row.status for row in rows],
        _column([row.wamid for row in rows]),
        _column([row.sent_at for row in rows]),
        _column([row.delivered_at for row in rows]),
        _column([row.read_at for row in rows]),
        _column([row.interacted_at for row in rows]),
        _column([row.expires_at for row in rows]),
        _column([row.echoed_at for row in rows]),
        _column([row.pricing_category for row in rows]),
        _column([row.pricing_type for row in rows]),
        _column([row.billable for row in rows]),
        _column([row.left_at for row in rows]),
        _column([row.answered_at for row in rows]),
        _column([row.first_status_at for row in rows]),
        [row.heard for row in rows],
    )


def _wide_columns(rows: list[MessageRow]) -> tuple[list[object], ...]:
    return (
        [row.attempt for row in rows],
        [row.retries for row in rows],
        _column([row.failed_at for row in rows]),
        _column([row.unknown_at for row in rows]),
        _column([row.revived_at for row in rows]),
        _column([row.cancel_reason for row in rows]),
        _column([row.error_code for row in rows]),
        _column([row.error_title for row in rows]),
        _column([row.error_details for row in rows]),
        _column([row.fbtrace_id for row in rows]),
    )


async def write_effects(conn: Connection, effects: Effects, *, unknown_grace_s: float) -> None:
    """Queue what became pending or unknown, keep replaced wamids, raise an alarm for each new double."""
    # What moved on in the same breath, or twice, stands in the queue once or not at all.
    requeue = {row.id: (row, delay_s) for row, delay_s in effects.requeue if row.status == PENDING}
    await enqueue(conn, [QueueEntry(row, lane_of(row), delay_s) for row, delay_s in requeue.values()])
    await enqueue(
        conn, [QueueEntry(row, LANE_SETTLE, unknown_grace_s, since) for row, since in effects.settle]
    )
    if not effects.old_wamids:
        return
    kept = await conn.fetch(sql.KEEP_OLD_WAMIDS, *map(list, zip(*effects.old_wamids, strict=True)))
    new = {row["wamid"] for row in kept}
    doubles = [(row, wamid) for row, wamid in effects.doubles if wamid in new]
    if doubles:
        await _raise_doubles(conn, doubles)


async def _raise_doubles(conn: Connection, doubles: Sequence[tuple[MessageRow, str]]) -> None:
    """An incident for each; it says so where a person had the message sent again while it was in doubt."""
    asked = await conn.fetch(sql.LIST_SENT_AGAIN, [row.id for row, _ in doubles])
    by_person = {row["message_id"]: row["decided_at"].isoformat() for row in asked}
    for row, wamid in doubles:
        decided_at = by_person.get(row.id)
        log.error(
            "message_accepted_twice",
            message_id=row.id,
            campaign_id=row.campaign_id,
            sent_again_by_person=decided_at is not None,
        )
        details: dict[str, object] = {"wamids": [row.wamid, wamid]}
        if decided_at is not None:
            details["sent_again_at"] = decided_at
        await raise_incident(conn, "double", f"message:{row.id}", details)


async def raise_incident(conn: Connection, kind: str, subject: str, details: dict[str, object]) -> None:
    """Put something in front of a person; repeated, it counts up."""
    await conn.execute(sql.RAISE_INCIDENT, kind, subject, details)


def lane_of(row: MessageRow) -> str:
    """The lane a message waits in: Message 2 goes before any Message 1."""
    return LANE_REPLY if row.message_type == MESSAGE_2 else LANE_BULK


async def enqueue(conn: Connection, entries: Sequence[QueueEntry], *, batch_size: int = SMALL_BATCH) -> None:
    """Put messages into the queue, in the transaction that moved them. The only way in besides launch."""
    if not entries:
        return
    await conn.execute(
        sql.ENQUEUE,
        [entry.row.id for entry in entries],
        [entry.row.campaign_id for entry in entries],
        [entry.row.sender_id for entry in entries],
        [entry.lane for entry in entries],
        [entry.delay_s for entry in entries],
        [entry.unknown_since for entry in entries],
        batch_size,
    )
