"""Messages that may have left before the database was restored: withheld, whoever queued them."""

from collections.abc import Sequence
from datetime import datetime

from relance.core.db import Connection, Row
from relance.interactions.look_again import look_again
from relance.messages.evidence import Accepted, Effects, Evidence, Lost, apply_evidence
from relance.messages.row import MessageRow
from relance.messages.state import PENDING
from relance.messages.store import lock_messages, write_effects, write_messages
from relance.sending import sql


async def settle_left(
    conn: Connection, ids: Sequence[int], *, unknown_grace_s: float, pending: bool = True
) -> tuple[list[int], int]:
    """Move those of the messages (the pending ones, or the others) that are known to have left before.

    A log's answer settles the row as sent; without one, or without a log, it is in doubt. Returns the ids
    that moved, and how many of them are in doubt. Call it in a transaction.
    """
    rows = await lock_messages(conn, ids)
    wanted = [row.id for row in rows.values() if (row.status == PENDING) == pending]
    found = await conn.fetch(sql.FIND_LEFT, wanted) if wanted else []
    if not found:
        return [], 0
    effects = Effects()
    for known in found:
        apply_evidence(rows[known["id"]], _judge(rows[known["id"]], known), effects)
    moved = [known["id"] for known in found]
    await write_messages(conn, rows.values())
    await write_effects(conn, effects, unknown_grace_s=unknown_grace_s)
    await conn.execute(sql.CONSUME_LEFT, moved)
    # Who replied meanwhile answered a message that was not known to have left.
    await look_again(conn, [rows[id_].contact_id for id_ in moved])
    return moved, len(effects.settle)


def _judge(row: MessageRow, known: Row) -> Evidence:
    at: datetime = known["at"] or known["halted_at"]
    if known["verdict"] == "accepted":
        return Accepted(row.id, row.attempt, known["wamid"], at)
    return Lost(row.id, row.attempt, at)
