"""How many status updates are HOT, by fillfactor and by how shuffled the statuses come?

Run from `backend/`: `python ../benchmarks/hot_updates.py`. Starts a PostgreSQL of its own, takes half a
minute, prints a table and writes it to `benchmarks/results/hot_updates.md`.
"""

import asyncio
import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from relance.core.db import Pool, create_pool
from relance.embedded import EmbeddedServers

RESULT = Path(__file__).parent / "results" / "hot_updates.md"
ROWS = 60_000
GROUP = 100

TABLE = """
DROP TABLE IF EXISTS m;
CREATE TABLE m (id bigint PRIMARY KEY, campaign_id bigint, contact_id bigint, status text, wamid text,
    sent_at timestamptz, delivered_at timestamptz, read_at timestamptz, parameters jsonb,
    created_at timestamptz)
    WITH (fillfactor = {fillfactor});
CREATE INDEX ON m (campaign_id, id);
CREATE UNIQUE INDEX ON m (wamid) WHERE wamid IS NOT NULL;
CREATE INDEX ON m (sent_at) WHERE sent_at IS NOT NULL;
INSERT INTO m SELECT i, 1, i, 'sent', 'wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI0QUQ2MjA4' || i, now(), NULL, NULL,
    '{{"1": "Awa"}}', now() FROM generate_series(1, {rows}) i;
"""


async def measure(pool: Pool, fillfactor: int, window: int) -> tuple[float, float]:
    """Share of HOT updates, and the table's MB afterwards: delivered, then read, for every row."""
    async with pool.acquire() as conn:
        await conn.execute(TABLE.format(fillfactor=fillfactor, rows=ROWS))
        for column in ("delivered_at", "read_at"):
            ids = list(range(1, ROWS + 1))
            for start in range(0, ROWS, window or ROWS):
                if window:
                    ids[start : start + window] = random.sample(ids[start : start + window], window)
            for start in range(0, ROWS, GROUP):
                await conn.execute(
                    f"UPDATE m SET status = $2, {column} = now() WHERE id = ANY($1::bigint[])",
                    ids[start : start + GROUP],
                    column,
                )
        await conn.execute("SELECT pg_stat_force_next_flush()")
    row = await pool.fetchrow(
        "SELECT n_tup_hot_upd::float8 / n_tup_upd AS hot, pg_relation_size('m') / 1e6 AS mb "
        "FROM pg_stat_user_tables WHERE relname = 'm'"
    )
    assert row is not None
    return float(row["hot"]), float(row["mb"])


async def run(database_url: str) -> list[str]:
    """Rows of the table."""
    pool = await create_pool(database_url, name="benchmark", max_size=2)
    lines = []
    for fillfactor in (80, 70, 50):
        for window in (0, 500, 2000):
            hot, mb = await measure(pool, fillfactor, window)
            lines.append(f"| {fillfactor} | {window or 'strict order'} | {hot:.1%} | {mb:.1f} |")
            print(lines[-1], flush=True)  # noqa: T201
    await pool.close()
    return lines


def main() -> None:
    """Measure and write."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        servers = EmbeddedServers(Path(folder) / "data", durable=False)
        addresses = servers.start()
        try:
            lines = asyncio.run(run(addresses.database_url))
        finally:
            servers.stop()
    head = [
        f"# HOT updates by fillfactor, {datetime.now(UTC):%d %B %Y}",
        "",
        f"{ROWS:,} rows, delivered then read, groups of {GROUP}; `python ../benchmarks/hot_updates.py`.",
        "",
        "| fillfactor | shuffled within | HOT | table MB after |",
        "|---|---|---|---|",
    ]
    RESULT.write_text("\n".join([*head, *lines, ""]))


if __name__ == "__main__":
    main()
