"""Contacts as a file, page by page: short statements, so no snapshot stands while a client is slow."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

from relance.contacts import sql
from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists.export_columns import COLUMNS, MOST_FIELDS, columns_for, write_line
from relance.contacts.lists.listing import Place, first_place, list_contacts
from relance.core.csv_cells import LINES_AT_ONCE
from relance.core.db import Connection, Pool, Row
from relance.downloads.columns import Column
from relance.downloads.look import PLAIN, Look
from relance.downloads.writing import Page, write_csv, write_file

__all__ = ["COLUMNS", "export_contacts", "write_contacts"]


async def export_contacts(
    pool: Pool, *, wanted: ContactFilter, order: Order, look: Look = PLAIN
) -> AsyncIterator[bytes]:
    """The file in pieces: header, then a page each."""
    fields: Sequence[str] = ()
    if look.language is not None:
        fields = [row["name"] for row in await pool.fetch(sql.FIELDS_BY_NAME, MOST_FIELDS)]
    columns = columns_for(look, fields)
    pages = _read_pages(pool, wanted, order, columns)
    async for piece in write_file(pages, columns=columns, look=look, sheet_name="Contacts"):
        yield piece


async def _read_pages(
    pool: Pool, wanted: ContactFilter, order: Order, columns: Sequence[Column]
) -> AsyncIterator[Page]:
    names: dict[int, str] = {}
    place: Place | None = first_place(order)
    while place is not None:
        async with pool.acquire() as conn:
            rows, place = await list_contacts(
                conn, wanted=wanted, order=order, after=place, limit=LINES_AT_ONCE
            )
            await _learn_names(conn, names, rows)
        yield (write_line(row, columns, names) for row in rows)


async def _learn_names(conn: Connection, names: dict[int, str], rows: Iterable[Row]) -> None:
    """Those of categories that were not met before."""
    met = {id_ for row in rows for id_ in row["category_ids"]}
    if new := met - names.keys():
        names |= {row["id"]: row["name"] for row in await conn.fetch(sql.CATEGORY_NAMES, sorted(new))}


def write_contacts(
    rows: Iterable[Row | Mapping[str, Any]], names: Mapping[int, str] | None = None, look: Look = PLAIN
) -> bytes:
    """Lines of the CSV file. The import knows them again."""
    columns = columns_for(look, ())
    return write_csv([write_line(row, columns, names or {}) for row in rows], columns, look)
