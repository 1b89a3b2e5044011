"""Contacts as CSV, page by page: short statements, so no snapshot stands while a client is slow."""

import csv
import io
from collections.abc import AsyncIterator

import orjson

from relance.contacts.filters import ContactFilter, Order
from relance.contacts.listing import Place, first_place, list_contacts
from relance.core.db import Pool, Row

PAGE = 1_000
COLUMNS = (
    *("phone", "first_name", "last_name", "whatsapp_verified", "opted_out_at", "opted_out_reason"),
    *("created_at", "category_ids", "attributes"),
)
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOM = "\ufeff"  # without it a spreadsheet takes UTF-8 for something else


async def export_contacts(pool: Pool, *, wanted: ContactFilter, order: Order) -> AsyncIterator[bytes]:
    """The file in pieces: header, then a page each."""
    yield (_BOM + _render([COLUMNS])).encode()
    place: Place | None = first_place(order)
    while place is not None:
        async with pool.acquire() as conn:
            rows, place = await list_contacts(conn, wanted=wanted, order=order, after=place, limit=PAGE)
        yield _render([_cells(row) for row in rows]).encode()


def make_harmless(cell: str) -> str:
    """A spreadsheet runs what begins like a formula: an apostrophe in front makes it a text."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def _cells(row: Row) -> tuple[str, ...]:
    verified = row["whatsapp_verified"]
    opted_out_at = row["opted_out_at"]
    return (
        row["phone"] or "",
        make_harmless(row["first_name"] or ""),
        make_harmless(row["last_name"] or ""),
        "" if verified is None else str(verified).lower(),
        "" if opted_out_at is None else opted_out_at.isoformat(),
        make_harmless(row["opted_out_reason"] or ""),
        row["created_at"].isoformat(),
        " ".join(map(str, row["category_ids"])),
        orjson.dumps(row["attributes"]).decode() if row["attributes"] else "",
    )


def _render(lines: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()
