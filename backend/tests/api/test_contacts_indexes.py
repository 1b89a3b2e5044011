"""Lists use their indexes: no statement of a page reads a table from end to end."""

from typing import Any

import pytest

from relance.contacts import listing
from relance.contacts.filters import ContactFilter, Order, Verified
from relance.contacts.listing import first_place
from relance.core.db import Pool

LARGE = {"contacts", "contact_search", "category_contacts"}
WANTED = [
    ContactFilter(),
    ContactFilter(category_id=1),
    ContactFilter(category_id=1, opted_out=True),
    ContactFilter(whatsapp_verified=Verified.FALSE, interacted=True),
    ContactFilter(q="150012"),
    ContactFilter(q="xq"),
    ContactFilter(q="+229 0150 012", category_id=1),
    ContactFilter(q="n 123", whatsapp_verified=Verified.UNKNOWN),
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
        "INSERT INTO contacts (phone, first_name, whatsapp_verified, opted_out_at)"
        " SELECT '+2290150' || to_char(n, 'FM000000'), 'Person ' || n, n % 3 = 0,"
        " CASE WHEN n % 500 = 0 THEN now() END FROM generate_series(1, 30000) n"
    )
    await pool.execute("INSERT INTO categories (name) VALUES ('some'), ('all')")
    await pool.execute("INSERT INTO category_contacts SELECT 1, id FROM contacts WHERE id % 100 = 1")
    await pool.execute("INSERT INTO category_contacts SELECT 2, id FROM contacts")
    await pool.execute("VACUUM ANALYZE contacts, contact_search, category_contacts")


@pytest.mark.usefixtures("many")
async def test_no_page_reads_a_table_from_end_to_end(pool: Pool) -> None:
    async with pool.acquire() as conn:
        for mode in ("force_custom_plan", "force_generic_plan"):
            await conn.execute(f"SET plan_cache_mode = {mode}")
            for wanted in WANTED:
                for order in Order:
                    for statement, most in listing._ways(wanted, order):
                        values = listing._parameters(wanted, first_place(order), 51, most)
                        explained = await conn.fetchval(f"EXPLAIN (FORMAT JSON) {statement}", *values)
                        nodes = scans(explained[0]["Plan"])
                        whole = [table for node, table in nodes if node == "Seq Scan" and table in LARGE]
                        assert whole == [], (mode, wanted, order, statement)
