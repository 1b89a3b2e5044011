"""Pages of contacts: whatever is asked, a few milliseconds on a million of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from relance.contacts import list_sql
from relance.contacts.filters import ContactFilter, Order
from relance.core.db import Connection, Row

WALK = 20_000
"""Contacts looked at in order before a list is searched by index."""

WALK_NARROWED = 5_000
"""The same, where each one costs a look-up more."""

COLLECT = 20_000
"""Contacts a filter may leave to be sorted, when a search might leave fewer."""

_EVERY = 2**62
_LAST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """The sort key of the last contact seen. `name_key` only in the order of names."""

    id: int
    name_key: str = ""


def first_place(order: Order) -> Place:
    """Before the first contact."""
    return Place(_LAST_ID) if order is Order.NEWEST else Place(0)


async def list_contacts(
    conn: Connection, *, wanted: ContactFilter, order: Order, after: Place, limit: int
) -> tuple[list[Row], Place | None]:
    """`limit` contacts after a place, and the place of the last one if there may be more.

    One statement for most lists, three at most, whatever the number of contacts.
    """
    rows: list[Row] = []
    for statement, most in _ways(wanted, order):
        rows = await conn.fetch(statement, *_parameters(wanted, after, limit + 1, most))
        if not rows or rows[0]["complete"]:
            break
    rows = [row for row in rows if row["id"] is not None]
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], Place(last["id"], last["name_key"] or "")


async def count_contacts(conn: Connection, *, wanted: ContactFilter) -> int | None:
    """How many there are, where the counts know it."""
    counted_by = wanted.counted_by
    return None if counted_by is None else int(await conn.fetchval(list_sql.COUNT, *counted_by))


def _ways(wanted: ContactFilter, order: Order) -> list[tuple[str, int]]:
    """Statements to try in turn, with how many contacts each may look at; the last one is complete."""
    category = wanted.category_id is not None
    narrowed = wanted.is_narrowed
    search = wanted.search
    by_name = order is Order.NAME
    if search is None and not by_name:
        return [(list_sql.exact(order, category=category), 0)]
    # In the order of names the text is read first, and only what matches costs the look-up.
    most = WALK_NARROWED if narrowed and not (by_name and search is not None) else WALK
    walk = list_sql.walk(order, category=category, narrowed=narrowed, search=search is not None)
    if search is None:
        if not narrowed:
            return [(walk, _EVERY)]
        return [(walk, most), (list_sql.collect_by_filter(category=category, search=False), _EVERY)]
    ways = [(walk, most)]
    if by_name and narrowed:
        ways.append((list_sql.collect_by_filter(category=category, search=True), COLLECT))
    # Two letters are looked up by forty trigrams: once, not once per bucket.
    by_bucket = not by_name and len(search.indexed) == 1
    collect = list_sql.collect_by_text(order, category=category, narrowed=narrowed, by_bucket=by_bucket)
    return [*ways, (collect, 0)]


def _parameters(wanted: ContactFilter, after: Place, limit: int, most: int) -> Sequence[Any]:
    search = wanted.search
    return (
        wanted.flags,
        wanted.category_id,
        after.id,
        after.name_key,
        limit,
        most,
        None if search is None else list(search.patterns),
        None if search is None else list(search.indexed),
    )
