"""How quickly does the API answer on a million contacts and ten million messages?

Run: `python benchmarks/speed.py --data FOLDER` with the folder that `load.py` has filled. Starts PostgreSQL,
Valkey and one API process as in production, presses each endpoint with 50 kept-alive clients without a
pause, then with 5 and the cache off, then writes, then looks at the plans of all statements, and plays the
day of an office of three. Times are the server's own (see measuring/server.py). Writes `results/speed.md`.
"""

import argparse
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import uvloop
from load import DATA
from measuring.client import connect, request_bytes
from measuring.list_shapes import list_paths
from measuring.machine import Api, open_servers, serve
from measuring.office_day import play_day
from measuring.plans import describe_plans, logged_plans
from measuring.reading import TARGETS_MS, Paths, read_all, reading_table, warm
from measuring.settle_database import tidy
from measuring.writing import measure_writes

from relance.auth.api_keys import create_api_key
from relance.core import db
from relance.embedded import Addresses

RESULT = Path(__file__).parent / "results" / "speed.md"
PARTS = ("warm", "off", "writes", "plans", "day")
OFF_TARGET_MS = 50.0


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder filled by load.py")
    parser.add_argument("--seconds", type=float, default=4.0, help="for each endpoint in each run")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--parts", default=",".join(PARTS), help="which of them")
    parser.add_argument(
        "--day-seconds", type=float, default=120, help="of each of the three samples of the day"
    )
    parser.add_argument("--day-before", type=float, default=60, help="seconds played before each sample")
    parser.add_argument(
        "--only", default="", help="endpoints whose name contains one of these, comma between"
    )
    parser.add_argument("--code", type=Path, help="`backend` folder of another version, to compare")
    parser.add_argument("--no-result", action="store_true", help="print only")
    options = parser.parse_args()
    lines = [
        "# Speed of the API",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores for "
        "server, PostgreSQL, Valkey and clients together. Load of the machine at the start: "
        f"{os.getloadavg()[0]:.1f}.",
        "",
    ]
    with open_servers(options.data) as servers:
        lines += uvloop.run(_measure(servers, options))
    text = "\n".join(lines)
    sys.stdout.write(text + "\n")
    if not options.no_result:
        RESULT.write_text(text)


async def _measure(servers: Addresses, options: argparse.Namespace) -> list[str]:
    key = await _make_key(servers.database_url)
    await tidy(servers.database_url)
    parts, lines = options.parts.split(","), await _sizes(servers.database_url)
    if "warm" in parts:
        with serve(servers, cache="on", code=options.code) as api:
            lines += await _read(api, key, options, clients=options.clients, targets=TARGETS_MS, title="Warm")
    if "off" in parts:
        with serve(servers, cache="off", code=options.code) as api:
            targets = dict.fromkeys(TARGETS_MS, OFF_TARGET_MS)
            lines += await _read(api, key, options, clients=5, targets=targets, title="The cache off")
    if "writes" in parts:
        with serve(servers, cache="on", code=options.code) as api:
            lines += await measure_writes(api, key, options.seconds)
        await tidy(servers.database_url)
    if "plans" in parts:
        lines += await _look_at_plans(servers, key, options)
    if "day" in parts:
        conn = await db.connect(servers.database_url, name="bench")
        try:
            with serve(servers, cache="on", code=options.code) as api:
                lines += await play_day(api, key, conn, options.day_seconds, before_s=options.day_before)
        finally:
            await conn.close()
    return lines


async def _look_at_plans(servers: Addresses, key: str, options: argparse.Namespace) -> list[str]:
    """Ask everything once with the cache off, while PostgreSQL logs its plans."""
    log = options.data / "logs" / "postgres.log"
    since = log.stat().st_size
    async with logged_plans(options.data):
        with serve(servers, cache="off", code=options.code) as api:
            connection = await connect(api.port)
            paths = await list_paths(connection, key, options.only)
            connection.close()
            for found in paths.values():
                await warm(api, [request_bytes("GET", path, key) for path in found])
    return describe_plans(log, since)


async def _read(
    api: Api, key: str, options: argparse.Namespace, *, clients: int, targets: dict[str, float], title: str
) -> list[str]:
    connection = await connect(api.port)
    paths: Paths = await list_paths(connection, key, options.only)
    connection.close()
    figures = await read_all(api, key, paths, clients=clients, seconds=options.seconds, runs=options.runs)
    return [f"## {title}, {clients} clients", "", *reading_table(figures, targets)]


async def _make_key(database_url: str) -> str:
    pool = await db.create_pool(database_url, name="bench", max_size=1)
    try:
        async with db.transaction(pool) as conn:
            return await create_api_key(conn, name="benchmark")
    finally:
        await pool.close()


async def _sizes(database_url: str) -> list[str]:
    conn = await db.connect(database_url, name="bench")
    try:
        row = await conn.fetchrow(
            "SELECT (SELECT count(*) FROM contacts WHERE deleted_at IS NULL) AS contacts,"
            " (SELECT count(*) FROM categories) AS categories,"
            " (SELECT sum(n) FROM message_totals WHERE kind = 'state')::bigint AS messages,"
            " (SELECT count(*) FROM campaigns WHERE id > 0 AND deleted_at IS NULL) AS campaigns"
        )
        assert row is not None
        return [", ".join(f"{n:,} {name}" for name, n in row.items()) + ".", ""]
    finally:
        await conn.close()


if __name__ == "__main__":
    main()
