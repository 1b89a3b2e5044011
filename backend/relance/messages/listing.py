"""Pages of messages, of a campaign or of all, in a time that does not grow with their number."""

from dataclasses import dataclass
from datetime import UTC, datetime

from relance.core.db import Connection, Row
from relance.core.errors import not_found
from relance.messages import list_sql as sql
from relance.messages.filters import MessageFilter, State

ROW_FIELDS = (
    "id", "campaign_id", "campaign_name", "contact_id", "phone", "first_name", "last_name", "sender_id",
    "message_type", "state", "attempt", "created_at", "sent_at", "delivered_at", "read_at", "interacted_at",
    "no_interaction_at", "failed_at", "expires_at", "cancel_reason", "error_code", "error_title",
)  # fmt: skip

_LAST_ID = 2**63 - 1
_LAST_AT = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended; `sent_at` in lists by time."""

    id: int = _LAST_ID
    sent_at: datetime | None = _LAST_AT


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Rows with `ROW_FIELDS`; `following` is None at the end. `total` where the counts know it."""

    rows: list[Row]
    following: Place | None
    total: int | None


async def list_messages(conn: Connection, *, wanted: MessageFilter, after: Place, limit: int) -> MessagePage:
    """Up to `limit` messages after a place, the newest first. One statement, two for what is pending.

    A page may be short, even empty, with more to follow: only so many rows are looked at for one.
    """
    short_queue = False
    if wanted.state is State.PENDING and wanted.campaign_id is not None:
        short_queue = await conn.fetchval(sql.COUNT_BATCHES, wanted.campaign_id) <= sql.SHORT_QUEUE
    rows = await conn.fetch(
        sql.page(wanted, short_queue=short_queue),
        wanted.campaign_id,
        wanted.contact_id,
        wanted.message_type,
        wanted.state,
        wanted.error_code,
        wanted.sent_from,
        wanted.sent_until,
        after.id,
        _before(wanted, after),
        limit + 1,
    )
    first = rows[0]
    found = [row for row in rows if row["id"] is not None]
    if len(found) > limit:
        last = found[limit - 1]
        following: Place | None = Place(last["id"], last["sent_at"])
    elif first["walked"] is not None and first["walked"] >= sql.WALK:
        following = Place(first["walked_to_id"], first["walked_to_at"])
    else:
        following = None
    return MessagePage(found[:limit], following, first["total"])


def _before(wanted: MessageFilter, after: Place) -> datetime | None:
    """Where a list by time begins: not later than the period ends."""
    if after.id == _LAST_ID and wanted.sent_until is not None:
        return wanted.sent_until
    return after.sent_at


async def get_message(conn: Connection, *, message_id: int) -> tuple[Row, list[Row]]:
    """A message and what its contact did in answer. Raises AppError `message_not_found`."""
    row = await conn.fetchrow(sql.MESSAGE, message_id)
    if row is None:
        raise not_found("message", message_id)
    return row, await conn.fetch(sql.INTERACTIONS, message_id)
