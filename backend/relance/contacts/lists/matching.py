"""Who and how many are meant by a filter, without reading their rows.

Without a search the entries of an index are counted; it is as narrow as the filter allows. A search is
compared with the texts of those whom the bitmaps name, candidate by candidate. Both grow with the number of
contacts that match, so it is asked beside the list and never by it.
"""

from itertools import islice

from relance.contacts.filters import ContactFilter
from relance.contacts.lists import list_sql
from relance.contacts.lists.listing import count_contacts
from relance.contacts.search_index import find_candidates
from relance.core.db import Connection

_AT_ONCE = 20_000
"""Candidates that one statement compares."""


async def count_matching(conn: Connection, *, wanted: ContactFilter) -> int:
    """How many contacts a filter means, exactly, as of one moment for each 20,000 candidates."""
    known = await count_contacts(conn, wanted=wanted)
    if known is not None:
        return known
    if not wanted.is_looked_up:
        statement = list_sql.count_exactly(category=wanted.category_id is not None)
        return int(await conn.fetchval(statement, wanted.flags, wanted.category_id))
    ids = (await find_candidates(conn, wanted=wanted)).ids(descending=False, after=-1)
    statement = list_sql.count_some(**wanted.asks)
    given = (wanted.flags, wanted.category_id, None, None, None, None, wanted.patterns)
    fields = (wanted.field_names, wanted.field_values)
    count = 0
    while some := list(islice(ids, _AT_ONCE)):
        count += await conn.fetchval(statement, *given, some, None, *fields)
    return count


async def find_few(conn: Connection, *, q: str, most: int) -> list[int] | None:
    """The contacts that a search finds; None where more than `most` may be meant."""
    wanted = ContactFilter(q)
    candidates = await find_candidates(conn, wanted=wanted)
    if candidates.count > most:
        return None
    ids = list(candidates.ids(descending=False, after=-1))
    rows = await conn.fetch(list_sql.THOSE_FOUND, wanted.patterns, ids)
    return [row["contact_id"] for row in rows]
