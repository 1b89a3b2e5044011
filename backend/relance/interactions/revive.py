"""The one revival of a Message 2 that met a closed window (131047).

A reaction, or what Meta does not show, is an interaction and brings Message 2, but Meta does not say whether
it opens the customer service window. If Meta refuses, the next interaction that surely opens it sends that
Message 2 again, once.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from relance.core.db import Connection
from relance.interactions import sql
from relance.interactions.arrival import CUSTOMER_SERVICE_WINDOW, Arrival
from relance.messages.evidence import Effects
from relance.messages.failures import keep_failed
from relance.messages.row import MessageRow
from relance.messages.state import FAILED, MESSAGE_2
from relance.whatsapp.errors import WINDOW_CLOSED
from relance.whatsapp.interaction_kinds import MAY_NOT_OPEN_THE_WINDOW


def is_refused(row: MessageRow) -> bool:
    """Whether this Message 2 may be revived by an interaction later than `failed_at`."""
    return (
        row.message_type == MESSAGE_2
        and row.status == FAILED
        and row.error_code == WINDOW_CLOSED
        and row.revived_at is None
        and row.failed_at is not None
    )


def revive_by(
    arrival: Arrival, rows: Mapping[int, MessageRow], effects: Effects, *, now: datetime
) -> MessageRow | None:
    """Revive the newest refused Message 2 that this interaction opens the window for."""
    for message_id in arrival.refused_ids:
        row = rows.get(message_id)
        if row is not None and is_refused(row) and _opens(row, arrival.at, now):
            _revive(row, arrival.at, effects, now)
            return row
    return None


async def revive_overtaken(
    conn: Connection,
    rows: Iterable[MessageRow],
    arrivals: Iterable[Arrival],
    effects: Effects,
    *,
    now: datetime,
) -> int:
    """Revive rows refused just now whose next interaction came before the word of the refusal; how many."""
    refused = [row for row in rows if row.changed_wide and is_refused(row)]
    if not refused:
        return 0
    found = await conn.fetch(
        sql.FIND_OPENINGS,
        [row.id for row in refused],
        [row.contact_id for row in refused],
        [row.sender_id for row in refused],
        [row.failed_at for row in refused],
        sorted(MAY_NOT_OPEN_THE_WINDOW),
    )
    openings: dict[int, datetime] = {row["message_id"]: row["at"] for row in found}
    at_hand = {
        (arrival.contact_id, arrival.sender_id): arrival.at
        for arrival in sorted(arrivals, key=lambda arrival: arrival.at)
        if arrival.surely_opens_window and not arrival.is_opt_out
    }
    revived = 0
    for row in refused:
        at = openings.get(row.id) or at_hand.get((row.contact_id, row.sender_id))
        if at is not None and _opens(row, at, now):
            _revive(row, at, effects, now)
            revived += 1
    return revived


def _opens(row: MessageRow, at: datetime, now: datetime) -> bool:
    return row.failed_at is not None and row.failed_at <= at and now < at + CUSTOMER_SERVICE_WINDOW


def _revive(row: MessageRow, at: datetime, effects: Effects, now: datetime) -> None:
    if row.wamid is not None:
        keep_failed(row, row.wamid, row.attempt, effects)
        row.wamid = None
    row.begin_next_attempt()
    row.retries = 0
    row.revived_at = now
    row.error_code = row.error_title = row.error_details = row.fbtrace_id = None
    row.expires_at = at + CUSTOMER_SERVICE_WINDOW
    effects.requeue.append((row, 0.0))
