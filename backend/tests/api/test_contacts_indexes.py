"""Lists use their indexes: no statement of a page reads a table from end to end."""

from typing import Any

import pytest

from relance.contacts.filters import ContactFilter, Order, Verified
from relance.contacts.lists import list_sql
from relance.contacts.lists.listing import first_place, list_contacts
from relance.contacts.search_index import find_candidates, write_index
from relance.contacts.search_index import sql as bitmaps_sql
from relance.contacts.search_index.candidates import wanted_keys
from relance.core.db import Connection, Pool
from tests.support.vacuum import vacuum_analyze

LARGE = {"contacts", "contact_search", "category_contacts", "contact_bits"}
WANTED = [
    ContactFilter(),
    ContactFilter(category_id=1),
    ContactFilter(category_id=1, opted_out=True),
    ContactFilter(whatsapp_verified=Verified.FALSE, interacted=True),
    ContactFilter(q="150012"),
    ContactFilter(q="xq"),
    ContactFilter(q="+229 0150 012", category_id=1),
    ContactFilter(q="n 123", whatsapp_verified=Verified.UNKNOWN),
    ContactFilter(fields=(("town", "town 17"),)),
    ContactFilter(q="person 1", category_id=1, fields=(("town", "town 17"), ("code", "1517"))),
]


def scans(plan: dict[str, Any]) -> list[tuple[str, str]]:
    found = [(plan["Node Type"], plan.get("Relation Name", ""))]
    for part in plan.get("Plans", []):
        found += scans(part)
    return found


@pytest.fixture
async def many(pool: Pool) -> None:
    """30,000 contacts, all in one category, 300 of them in another."""
    await pool.execute(
        "INSERT INTO contacts (phone, first_name, whatsapp_verified, opted_out_at, attributes)"
        " SELECT '+2290150' || to_char(n, 'FM000000'), 'Person ' || n, n % 3 = 0,"
        " CASE WHEN n % 500 = 0 THEN now() END, jsonb_build_object('town', 'Town ' || n % 300, 'code', n)"
        " FROM generate_series(1, 30000) n"
    )
    await pool.execute("INSERT INTO categories (name) VALUES ('some'), ('all')")
    await pool.execute("INSERT INTO category_contacts SELECT 1, id FROM contacts WHERE id % 100 = 1")
    await pool.execute("INSERT INTO category_contacts SELECT 2, id FROM contacts")
    await write_index(pool)
    await vacuum_analyze(pool, *sorted(LARGE))


async def statements_of(conn: Connection, wanted: ContactFilter, order: Order) -> list[tuple[str, list[Any]]]:
    """Every statement that may run for a page, with its values."""
    found = await find_candidates(conn, wanted=wanted, by_name=order is Order.NAME)
    keys = wanted_keys(wanted)
    kinds = [kind for kind, _ in keys]
    patterns = wanted.search.patterns if wanted.search else None
    place = first_place(order)
    values: list[Any] = [wanted.flags, wanted.category_id, place.id, place.name_key, 51, 50, patterns]
    ids = list(found.ids(descending=False, after=-1))[:500]
    asked = {
        "category": wanted.category_id is not None,
        "narrowed": wanted.is_narrowed,
        "search": wanted.search is not None,
        "fields": bool(wanted.fields),
    }
    fields = [[name for name, _ in wanted.fields], [value for _, value in wanted.fields]]
    if order is not Order.NAME:
        pages = [(list_sql.exact(order, category=asked["category"]), [*values, None, None, *fields])]
        pages.append((list_sql.some_by_id(order, **asked), [*values, ids, None, *fields]))
    else:
        pages = [(list_sql.all_by_name(), [*values, None, None, *fields])]
        pages.append((list_sql.some_by_name(**asked), [*values, ids, None, *fields]))
        pages.append((list_sql.walk_by_name(**asked), [*values, found.blocks, found.as_one(), *fields]))
    pages.append((list_sql.count_some(**asked), [*values, ids, None, *fields]))
    if not wanted.is_looked_up:
        pages.append((list_sql.count_exactly(category=asked["category"]), values[:2]))
    find = bitmaps_sql.FIND, [kinds, [key for _, key in keys], [kinds.count(kind) for kind in kinds]]
    return [find, *pages]


@pytest.mark.usefixtures("many")
async def test_no_page_reads_a_table_from_end_to_end(pool: Pool) -> None:
    async with pool.acquire() as conn:
        for mode in ("force_custom_plan", "force_generic_plan"):
            await conn.execute(f"SET plan_cache_mode = {mode}")
            for wanted in WANTED:
                for order in Order:
                    for statement, values in await statements_of(conn, wanted, order):
                        explained = await conn.fetchval(f"EXPLAIN (FORMAT JSON) {statement}", *values)
                        nodes = scans(explained[0]["Plan"])
                        whole = [table for node, table in nodes if node == "Seq Scan" and table in LARGE]
                        assert whole == [], (mode, wanted, order, statement)


@pytest.mark.usefixtures("many")
async def test_folded_contacts_are_hardly_ever_looked_at_in_vain(pool: Pool) -> None:
    async with pool.acquire() as conn:
        assert await conn.fetchval("SELECT count(*) FROM contact_bits_due") == 0
        for wanted in WANTED[2:]:
            found = await find_candidates(conn, wanted=wanted)
            rows, _ = await list_contacts(
                conn, wanted=wanted, order=Order.OLDEST, after=first_place(Order.OLDEST), limit=30_000
            )
            assert len(rows) <= found.count <= len(rows) * 1.5
