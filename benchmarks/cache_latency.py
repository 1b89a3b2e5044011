"""What does the cache cost: one read, one write, building a key? What moving a version costs: `speed.py`.

Run from `backend/`: `python ../benchmarks/cache_latency.py [--seconds 1.2]`. Starts a Valkey of its own,
takes about ten seconds, prints a table and writes it to `benchmarks/results/cache_latency.md`. The bare GET
of the same client in the same run stands beside it: what is above it is ours.
"""

import argparse
import asyncio
import os
import platform
import secrets
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import uvloop

from relance.cache.namespaces import BY_NAME
from relance.cache.service import CacheService
from relance.core.redis import RedisClient, create_redis
from relance.embedded.account import Account
from relance.embedded.binaries import find_binaries
from relance.embedded.ports import pick_port
from relance.embedded.valkey import ValkeyServer

RESULT = Path(__file__).parent / "results" / "cache_latency.md"
PASSWORD = secrets.token_hex(8)
VERSIONS = {name: str(uuid.uuid4()) for name in BY_NAME}
PAYLOAD = b'{"items":[' + b'{"id":1,"name":"Clients de Cotonou"},' * 135 + b"null]}"
Operation = Callable[[], Awaitable[object]]


async def measure(operation: Operation, *, seconds: float, at_once: int) -> tuple[float, float, int]:
    """p50 and p99 in milliseconds, and the number of calls, with `at_once` callers for `seconds`."""
    taken_ms: list[float] = []
    end = time.perf_counter() + seconds

    async def call() -> None:
        while (began := time.perf_counter()) < end:
            await operation()
            taken_ms.append((time.perf_counter() - began) * 1000)

    await operation()
    await asyncio.gather(*(call() for _ in range(at_once)))
    cuts = statistics.quantiles(taken_ms, n=100)
    return cuts[49], cuts[98], len(taken_ms)


def measure_key(cache: CacheService) -> tuple[float, float, int]:
    """The same for building a key of six parts, one of them 1,000 characters long."""
    parts = ("page", 50, None, True, "x" * 1000, "2026-11-01")
    taken_ms = []
    for _ in range(50_000):
        began = time.perf_counter()
        cache.place("contacts", parts, VERSIONS)
        taken_ms.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(taken_ms, n=100)
    return cuts[49], cuts[98], len(taken_ms)


async def run(redis: RedisClient, seconds: float) -> list[str]:
    """The rows of the table."""
    cache = CacheService(redis, enabled=True)
    await redis.set("bare", PAYLOAD)
    await cache.set("dashboard", ("hit",), PAYLOAD)
    operations: dict[str, Operation] = {
        "bare GET of the client": lambda: redis.get("bare"),
        "get, hit": lambda: cache.get("dashboard", ("hit",)),
        "get, miss": lambda: cache.get("dashboard", ("miss",)),
        "set": lambda: cache.set("contacts", ("set",), PAYLOAD),
    }
    rows = []
    for name, operation in operations.items():
        p50, p99, n = await measure(operation, seconds=seconds, at_once=1)
        rows.append(f"| {name}, one caller | {p50:.3f} | {p99:.3f} | {n} |")
    for name in ("bare GET of the client", "get, hit"):
        p50, p99, n = await measure(operations[name], seconds=seconds, at_once=10)
        rows.append(f"| {name}, ten callers at once | {p50:.3f} | {p99:.3f} | {n} |")
    p50, p99, n = measure_key(cache)
    rows.append(f"| build a key | {p50:.4f} | {p99:.4f} | {n} |")
    await cache.close()
    return rows


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.2, help="for each of the six operations")
    seconds = parser.parse_args().seconds
    account = Account(os.geteuid(), os.getegid(), switch=False)
    with tempfile.TemporaryDirectory() as folder:
        home, port = Path(folder), pick_port(None)
        (home / "sockets").mkdir()
        server = ValkeyServer(
            home=home,
            account=account,
            binaries=find_binaries(account, home),
            password=PASSWORD,
            durable=False,
        )
        server.start(port=port, log=home / "valkey.log")
        try:
            rows = uvloop.run(_connected(f"redis://:{PASSWORD}@127.0.0.1:{port}/0", seconds))
        finally:
            server.stop()
    head = [
        "# Latency of the cache",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores, Valkey "
        f"and caller on one machine, values of {len(PAYLOAD)} bytes. "
        "Goal: get and set under 5 ms, a key under 0.1 ms. "
        f"Load of the machine at the start: {os.getloadavg()[0]:.1f}.",
        "",
        "| operation | p50 ms | p99 ms | calls |",
        "|---|---|---|---|",
    ]
    text = "\n".join([*head, *rows]) + "\n"
    sys.stdout.write(text)
    RESULT.write_text(text)


async def _connected(url: str, seconds: float) -> list[str]:
    async with create_redis(url) as redis:
        return await run(redis, seconds)


if __name__ == "__main__":
    main()
