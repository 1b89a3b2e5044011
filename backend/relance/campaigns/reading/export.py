"""The messages of a campaign as CSV, page by page: short statements, no snapshot while a client is slow."""

from collections.abc import AsyncIterator
from datetime import datetime

from relance.core.csv_cells import BOM, LINES_AT_ONCE, write_lines
from relance.core.db import Pool, Row
from relance.messages.filters import MessageFilter
from relance.messages.listing import Place, list_messages

COLUMNS = (
    "phone", "first_name", "last_name", "message_type", "state", "sent_at", "delivered_at", "read_at",
    "interacted_at", "no_interaction_at", "failed_at", "cancel_reason", "error_code", "error_title",
    "contact_id", "message_id",
)  # fmt: skip


async def export_messages(pool: Pool, *, wanted: MessageFilter) -> AsyncIterator[bytes]:
    """The file in pieces: header, then a page each."""
    yield BOM + write_lines([COLUMNS])
    place: Place | None = Place()
    while place is not None:
        async with pool.acquire() as conn:
            page = await list_messages(conn, wanted=wanted, after=place, limit=LINES_AT_ONCE)
        place = page.following
        if page.rows:
            yield write_lines(map(_cells, page.rows), phone_first=True)


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(_cell(row["id" if name == "message_id" else name]) for name in COLUMNS)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)
