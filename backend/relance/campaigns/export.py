"""The messages of a campaign as CSV, page by page: short statements, no snapshot while a client is slow."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import datetime

from relance.contacts.export import make_harmless
from relance.core.db import Pool, Row
from relance.messages.filters import MessageFilter
from relance.messages.listing import Place, list_messages

PAGE = 1_000
COLUMNS = (
    "phone", "first_name", "last_name", "message_type", "state", "sent_at", "delivered_at", "read_at",
    "interacted_at", "no_interaction_at", "failed_at", "cancel_reason", "error_code", "error_title",
    "contact_id", "message_id",
)  # fmt: skip
_TEXTS = frozenset({"first_name", "last_name", "cancel_reason", "error_title"})
_BOM = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else


async def export_messages(pool: Pool, *, wanted: MessageFilter) -> AsyncIterator[bytes]:
    """The file in pieces: header, then a page each."""
    yield (_BOM + _render([COLUMNS])).encode()
    place: Place | None = Place()
    while place is not None:
        async with pool.acquire() as conn:
            page = await list_messages(conn, wanted=wanted, after=place, limit=PAGE)
        place = page.following
        if page.rows:
            yield _render([_cells(row) for row in page.rows]).encode()


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(_cell(name, row["id" if name == "message_id" else name]) for name in COLUMNS)


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat()
    return make_harmless(str(value)) if name in _TEXTS else str(value)


def _render(lines: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()
