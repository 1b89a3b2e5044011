"""What does it cost to count every status while it is written?

Run from `backend/`: `python ../benchmarks/counting_cost.py`. Statuses in groups, as webhooks bring them, on a
table of messages: without counting, with the counts by state and day, and with the course by the minute
too, in turn. Starts a PostgreSQL of its own, takes a minute, writes `benchmarks/results/counting_cost.md`.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from loading.database import KNOWN_REVISION, migrate_to
from measuring.fresh_servers import write_result

from relance.core.db import RawConnection, connect
from relance.migrations.apply import migrate

RESULT = Path(__file__).parent / "results" / "counting_cost.md"
ROWS = 20_000
ROUNDS = 7
GROUPS = (10, 100, 1000)

FILL = f"""
INSERT INTO accounts (waba_id) VALUES ('1');
INSERT INTO senders (phone_number_id, waba_id) VALUES ('1', '1');
INSERT INTO templates (waba_id, name, language, status, components)
    VALUES ('1', 'offer', 'fr', 'APPROVED', '[]');
INSERT INTO campaigns (name, status, sender_id, template_id, interaction_window_s, request_hash)
    VALUES ('Offer', 'sending', 1, 1, 86400, '');
INSERT INTO contacts (phone) SELECT '+336' || 10000000 + i FROM generate_series(1, {ROWS}) i;
INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, wamid, sent_at, parameters)
    SELECT 1, i, 1, 'message_1', 'sent', 'wamid.' || i, now(), '{{}}' FROM generate_series(1, {ROWS}) i;
VACUUM ANALYZE messages;
"""

DEFINITION = "SELECT pg_get_functiondef('count_updated_messages'::regproc)"

DELIVERED = """
UPDATE messages SET status = 'delivered', delivered_at = $2
WHERE id = ANY(ARRAY(SELECT id FROM messages WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE))
"""


async def measure(conn: RawConnection, group: int) -> float:
    """Microseconds for a status. Everything is rolled back."""
    ids = [row["id"] for row in await conn.fetch("SELECT id FROM messages ORDER BY id")]
    now = datetime.now(UTC)
    transaction = conn.transaction()
    await transaction.start()
    began = time.perf_counter()
    for start in range(0, ROWS, group):
        await conn.execute(DELIVERED, ids[start : start + group], now)
    took_s = time.perf_counter() - began
    await transaction.rollback()
    await conn.execute("VACUUM messages")
    return took_s / ROWS * 1e6


async def run(database_url: str) -> list[str]:
    """Rows of the table."""
    await migrate_to(database_url, KNOWN_REVISION)
    conn = await connect(database_url, name="benchmark")
    for statement in FILL.split(";\n"):
        if statement.strip():
            await conn.execute(statement)
    ways: dict[str, list[str]] = {
        "not counted": ["ALTER TABLE messages DISABLE TRIGGER count_updated_messages"],
        "by state and day": [
            "ALTER TABLE messages ENABLE TRIGGER count_updated_messages",
            await conn.fetchval(DEFINITION),
        ],
    }
    await migrate(database_url)
    ways["by the minute too"] = [ways["by state and day"][0], await conn.fetchval(DEFINITION)]
    lines = []
    for group in GROUPS:
        found: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way, prepare in ways.items():
                for statement in prepare:
                    await conn.execute(statement)
                found[way].append(await measure(conn, group))
        figures = [median(times) for times in found.values()]
        lines.append(f"| {group} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")
        sys.stdout.write(lines[-1] + "\n")
    await conn.close()
    return lines


def main() -> None:
    """Measure and write."""
    head = [
        f"# The cost of counting, {datetime.now(UTC):%d %B %Y}",
        "",
        f"Microseconds for a status `delivered` on {ROWS:,} messages, medians of {ROUNDS} rounds in turn; "
        "`python ../benchmarks/counting_cost.py`.",
        "",
        "| statuses in a group | not counted | by state and day | by the minute too |",
        "|---|---|---|---|",
    ]
    write_result(RESULT, head, run)


if __name__ == "__main__":
    main()
