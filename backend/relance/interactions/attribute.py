"""Which campaign does an interaction answer?

A quote (or the target of a reaction) says it. Without one it is the newest Message 1 to this contact from
this number whose window holds the interaction's time, Meta's on both sides. While a Message 1 is still on its
way, what fits nothing, or quotes what nobody knows, waits a while: the reply can outrun our record.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from relance.core.db import Connection
from relance.interactions import sql
from relance.interactions.arrival import RETRY_FOR, SLACK, Arrival
from relance.messages.row import MessageRow
from relance.messages.state import CANCELLED, FAILED, HELD, PENDING, UNKNOWN
from relance.whatsapp.errors import WINDOW_CLOSED


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message of ours that was quoted: whom and which number it joins, and its campaign's Message 1."""

    contact_id: int
    sender_id: int
    message_1_id: int
    contact_deleted: bool


async def find_quoted(conn: Connection, wamids: Sequence[str]) -> dict[str, Quoted]:
    """What is quoted, by wamid; unlocked, ours only."""
    if not wamids:
        return {}
    return {row[0]: Quoted(*row[1:]) for row in await conn.fetch(sql.FIND_QUOTED, wamids)}


async def find_candidates(conn: Connection, arrivals: Sequence[Arrival]) -> None:
    """Fill in `candidate_ids` and `refused_ids`, from one unlocked read."""
    if not arrivals:
        return
    rows = await conn.fetch(
        sql.FIND_CANDIDATES,
        [arrival.contact_id for arrival in arrivals],
        [arrival.sender_id for arrival in arrivals],
        [arrival.at for arrival in arrivals],
        [arrival.quoted_id is not None for arrival in arrivals],
        [arrival.surely_opens_window and not arrival.is_opt_out for arrival in arrivals],
        SLACK,
        WINDOW_CLOSED,
    )
    for row in rows:
        arrival = arrivals[row["place"] - 1]
        ids = arrival.candidate_ids if row["part"] == "first" else arrival.refused_ids
        ids.append(row["id"])


def attribute(arrival: Arrival, rows: Mapping[int, MessageRow], *, now: datetime) -> MessageRow | None:
    """Decide on the locked rows; returns the Message 1 that is answered inside its window.

    Fills in `message_id`, `campaign_id`, `in_window`, and `retry_until` (kept when it was set before and is
    not over; a clock that was ahead then must not hold up the end of the campaign until its time has come).
    """
    last_try = arrival.retry_until is not None and arrival.retry_until <= now
    retry_until = min(arrival.retry_until or now + RETRY_FOR, now + RETRY_FOR)
    arrival.retry_until = None
    quoted = None if arrival.quoted_id is None else rows.get(arrival.quoted_id)
    if quoted is not None:
        _assign(arrival, quoted, in_window=quoted.expires_at is None or arrival.at < quoted.expires_at)
        return quoted if arrival.in_window else None
    candidates = [rows[id_] for id_ in arrival.candidate_ids if id_ in rows]
    waits = not last_try and any(map(_may_still_be_answered, candidates))
    if waits and arrival.context_wamid is not None:
        arrival.retry_until = retry_until
        return None
    fitting = [row for row in candidates if _fits(row, arrival.at)]
    if fitting:
        newest = max(fitting, key=lambda row: (row.sent_at, row.id))
        _assign(arrival, newest, in_window=True)
        return newest
    if waits:
        arrival.retry_until = retry_until
    return None


def _assign(arrival: Arrival, row: MessageRow, *, in_window: bool) -> None:
    arrival.message_id = row.id
    arrival.campaign_id = row.campaign_id
    arrival.in_window = in_window


def _fits(row: MessageRow, at: datetime) -> bool:
    return (
        row.sent_at is not None
        and row.expires_at is not None
        and row.status not in (FAILED, CANCELLED)
        and row.sent_at - SLACK <= at < row.expires_at
    )


def _may_still_be_answered(row: MessageRow) -> bool:
    """It may be out already, and only our record of it is late."""
    return row.status == HELD or (row.wamid is None and row.status in (PENDING, UNKNOWN))
