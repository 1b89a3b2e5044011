"""Contacts as CSV, page by page: short statements, so no snapshot stands while a client is slow."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

import orjson

from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists.listing import Place, first_place, list_contacts
from relance.core.csv_cells import BOM, LINES_AT_ONCE, make_json_harmless, write_lines
from relance.core.db import Pool, Row

COLUMNS = (
    *("phone", "first_name", "last_name", "whatsapp_verified", "opted_out_at", "opted_out_reason"),
    *("created_at", "category_ids", "attributes"),
)

_LARGEST_AT_ONCE = 64 * 1024
"""Bytes of own fields of a page."""


async def export_contacts(pool: Pool, *, wanted: ContactFilter, order: Order) -> AsyncIterator[bytes]:
    """The file in pieces: header, then a page each."""
    yield BOM + write_lines([COLUMNS])
    place: Place | None = first_place(order)
    while place is not None:
        async with pool.acquire() as conn:
            rows, place = await list_contacts(
                conn, wanted=wanted, order=order, after=place, limit=LINES_AT_ONCE
            )
        yield await _write_page(rows)


async def _write_page(rows: Sequence[Row]) -> bytes:
    """At once as a rule, which is quickest; in a thread where it would hold up everybody.

    A contact has a few short fields, but may have a hundred of a thousand signs each: a page of those took
    most of a minute.
    """
    size = sum(len(orjson.dumps(row["attributes"])) for row in rows if row["attributes"])
    if size <= _LARGEST_AT_ONCE:
        return write_contacts(rows)
    return await asyncio.to_thread(write_contacts, rows)


def write_contacts(rows: Iterable[Row | Mapping[str, Any]]) -> bytes:
    """Lines of the file. `imports.columns` knows them again."""
    return write_lines(map(_cells, rows), phone_first=True)


def _cells(row: Row | Mapping[str, Any]) -> tuple[str, ...]:
    verified = row["whatsapp_verified"]
    opted_out_at = row["opted_out_at"]
    return (
        row["phone"] or "",
        row["first_name"] or "",
        row["last_name"] or "",
        "" if verified is None else str(verified).lower(),
        "" if opted_out_at is None else opted_out_at.isoformat(),
        row["opted_out_reason"] or "",
        row["created_at"].isoformat(),
        " ".join(map(str, row["category_ids"])),
        make_json_harmless(orjson.dumps(row["attributes"]).decode()) if row["attributes"] else "",
    )
