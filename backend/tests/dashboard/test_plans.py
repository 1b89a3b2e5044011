"""On 300,000 messages, 10,000 campaigns: no statement of dashboard and monitoring walks a large table."""

from typing import Any

import pytest

from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.counts import sql as counts_sql
from relance.counts.compact import compact_counts
from relance.dashboard import sql as dashboard
from relance.dashboard.service import read_dashboard
from relance.monitoring import health_sql, numbers_sql
from tests.messages.large import database_url, many_messages
from tests.support.vacuum import vacuum_analyze

__all__ = ["database_url", "many_messages"]

CAMPAIGNS = 10_000
LARGE = {"messages", "contacts", "send_batches", "message_counts", "campaigns", "interactions"}

STATEMENTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "dashboard": (dashboard.READ, ("now()", "30", "10", "20")),
    "running": (dashboard.RUNNING, ("20",)),
    "totals": (counts_sql.TOTALS, ()),
    "days": (counts_sql.DAYS, ("now()", "30")),
    "errors": (numbers_sql.ERRORS, ("now()", "7", "NULL", "100")),
    "latest failed": (numbers_sql.LATEST_FAILED, ("NULL", "now() - interval '7 days'", "20")),
    "queue": (health_sql.QUEUE, ()),
    "parked": (health_sql.PARKED, ()),
    "unechoed": (health_sql.UNECHOED, ("now()", "600", "2000")),
    "long unknown": (health_sql.LONG_UNKNOWN, ("now()",)),
    "templates": (health_sql.BLOCKED_TEMPLATES, ("now()",)),
    "campaigns to see to": (health_sql.CAMPAIGNS_TO_SEE_TO, ("now()",)),
    "incidents": (health_sql.INCIDENTS, ("now()",)),
}


@pytest.fixture
async def large(many_messages: Pool) -> Pool:
    """The messages, and beside their ten campaigns thousands of finished ones."""
    pool = many_messages
    await pool.execute(
        "INSERT INTO campaigns (name, status, sender_id, template_id, interaction_window_s, request_hash,"
        " message_2) SELECT 'old', 'completed', sender_id, template_id, 86400, '',"
        " jsonb_build_object('type', 'text', 'text', repeat('Merci ! ', 60))"
        " FROM campaigns, generate_series(1, $1) ORDER BY campaigns.id LIMIT $1",
        CAMPAIGNS,
    )
    await pool.execute(
        "INSERT INTO message_counts SELECT c.id, 'message_1', 'state', w, false, 5 FROM campaigns c,"
        " unnest(ARRAY['sent', 'delivered', 'read', 'failed', 'no_interaction', 'cancelled']) w"
        " WHERE c.name = 'old'"
    )
    await compact_counts(pool, tables=("message_totals", "error_counts"), many_rows=1)
    await vacuum_analyze(
        pool, *sorted(LARGE), "message_totals", "daily_counts", "error_counts", "contact_counts"
    )
    return pool


def walked_whole(plan: Any) -> set[str]:
    """Tables that a plan reads from end to end."""
    if isinstance(plan, list):
        return set().union(*map(walked_whole, plan))
    if not isinstance(plan, dict):
        return set()
    own = {plan["Relation Name"]} if plan.get("Node Type") == "Seq Scan" else set()
    return own.union(*map(walked_whole, plan.values()))


async def test_no_statement_walks_a_large_table(large: Pool) -> None:
    found = {}
    for name, (statement, values) in STATEMENTS.items():
        for place, value in reversed(list(enumerate(values, 1))):
            statement = statement.replace(f"${place}", f"({value})")
        plan = await large.fetchval(f"EXPLAIN (FORMAT JSON) {statement}")
        if walked := walked_whole(plan) & LARGE:
            found[name] = walked
    assert found == {}


async def test_the_dashboard_reads_few_buffers(large: Pool) -> None:
    """What the statements touch, not how long they take: 8 MB would already be too much."""
    statement, values = STATEMENTS["dashboard"]
    for place, value in reversed(list(enumerate(values, 1))):
        statement = statement.replace(f"${place}", f"({value})")
    (plan,) = await large.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}")
    assert plan["Plan"]["Shared Hit Blocks"] + plan["Plan"]["Shared Read Blocks"] < 1_000
    body = await read_dashboard(large, now=utc_now())
    assert body["campaigns"]["by_status"]["completed"] == CAMPAIGNS
    assert body["funnel"]["recipients"] == 300_000
