"""Messages as a file, page by page: short statements, no snapshot while a client is slow."""

from collections.abc import AsyncIterator, Sequence

from relance.core.csv_cells import LINES_AT_ONCE
from relance.core.db import Pool, Row
from relance.downloads.columns import Column, Line, plain_columns
from relance.downloads.look import PLAIN, Look
from relance.downloads.sentences import tell_error
from relance.downloads.writing import Page, write_file
from relance.messages.filters import MessageFilter
from relance.messages.listing import Place, list_messages

COLUMNS = (
    "phone", "first_name", "last_name", "message_type", "state", "sent_at", "delivered_at", "read_at",
    "interacted_at", "no_interaction_at", "failed_at", "cancel_reason", "error_code", "error_title",
    "contact_id", "message_id", "campaign_id", "campaign_name",
)  # fmt: skip
OFFICE_COLUMNS = (
    "phone", "first_name", "last_name", "campaign_name", "message_type", "state", "sent_at", "delivered_at",
    "read_at", "interacted_at", "no_interaction_at", "failed_at", "cancel_reason", "error_code",
    "error_title", "message_id",
)  # fmt: skip


async def export_messages(pool: Pool, *, wanted: MessageFilter, look: Look = PLAIN) -> AsyncIterator[bytes]:
    """The file in pieces: header, then a page each."""
    columns = plain_columns(COLUMNS if look.language is None else OFFICE_COLUMNS)
    pages = _read_pages(pool, wanted, columns, look)
    async for piece in write_file(pages, columns=columns, look=look, sheet_name="Messages"):
        yield piece


async def _read_pages(
    pool: Pool, wanted: MessageFilter, columns: Sequence[Column], look: Look
) -> AsyncIterator[Page]:
    place: Place | None = Place()
    while place is not None:
        async with pool.acquire() as conn:
            page = await list_messages(conn, wanted=wanted, after=place, limit=LINES_AT_ONCE)
        place = page.following
        if page.rows:
            yield [_write_line(row, columns, look) for row in page.rows]


def _write_line(row: Row, columns: Sequence[Column], look: Look) -> Line:
    values = {**row, "message_id": row["id"]}
    if look.language is not None:
        values["error_title"] = tell_error(row["error_code"], row["error_title"], look.language)
    return [values[column.name] for column in columns]
