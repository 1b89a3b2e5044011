"""Reading senders, and setting how fast they send."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relance.activity import Act, Subject, differences, record
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.senders import sql


@dataclass(frozen=True, slots=True)
class Sender:
    """One business phone number. Rates are messages per second; None is the setting's."""

    id: int
    phone_number_id: str
    waba_id: str
    display_phone_number: str | None
    verified_name: str | None
    quality_rating: str | None
    messaging_limit: str | None
    status: str | None
    rate_per_s: float | None
    throttled_rate_per_s: float | None
    throttled_at: datetime | None
    blocked_at: datetime | None
    blocked_until: datetime | None
    blocked_code: int | None
    blocked_reason: str | None
    synced_at: datetime | None


async def get_sender(conn: Connection, *, sender_id: int) -> Sender:
    """Read a sender. Raises AppError `sender_not_found`."""
    row = await conn.fetchrow(sql.GET, sender_id)
    if row is None:
        raise AppError("sender_not_found", id=sender_id)
    return Sender(**row)


async def find_sender(conn: Connection, *, phone_number_id: str) -> Sender | None:
    """The sender with Meta's id of the number."""
    row = await conn.fetchrow(sql.FIND_BY_PHONE_NUMBER_ID, phone_number_id)
    return None if row is None else Sender(**row)


async def list_sender_states(conn: Connection) -> list[dict[str, Any]]:
    """All senders with the blocks that stand now, in one statement: see `schemas.SenderBody`."""
    return [dict(row) for row in await conn.fetch(sql.STATES, None)]


async def get_sender_state(conn: Connection, *, sender_id: int) -> dict[str, Any]:
    """As `list_sender_states`, of one. Raises AppError `sender_not_found`."""
    row = await conn.fetchrow(sql.STATES, sender_id)
    if row is None:
        raise AppError("sender_not_found", id=sender_id)
    return dict(row)


async def set_rate(conn: Connection, *, sender_id: int, rate_per_s: float | None) -> None:
    """Set the rate; None: the setting's. Raises AppError `sender_not_found`."""
    was = await conn.fetchrow(sql.SET_RATE, sender_id, rate_per_s)
    if was is None:
        raise AppError("sender_not_found", id=sender_id)
    before, after = differences(dict(was), {"rate_per_s": rate_per_s})
    if after:
        await record(conn, Act.SENDER_CHANGED, Subject("sender", sender_id), before=before, after=after)
