"""How quickly each endpoint is read, by so many clients at once."""

import json
import random
import sys

from measuring.client import connect, press, request_bytes
from measuring.figures import Figures, median_of, percentile, table
from measuring.machine import Api

BARE = "bare endpoint"
TARGETS_MS = {
    "/messages/stats": 20, "/categories": 20, "/categories/{id}": 20, "/contacts": 30, "/campaigns": 30,
    "/campaigns, over": 30, "/campaigns/{id}/stats, over": 30, "/campaigns/{id}/stats, running": 30,
    "/dashboard/stats": 30, "/messages": 30,
}  # fmt: skip

Paths = dict[str, list[str]]


async def read_all(
    api: Api, key: str, paths: Paths, *, clients: int, seconds: float, runs: int
) -> dict[str, Figures]:
    """Warm everything, then press each endpoint; medians of the runs, the endpoints in turn."""
    asked = {BARE: ["/bench/bare"], **paths}
    requests = {name: [request_bytes("GET", path, key) for path in found] for name, found in asked.items()}
    taken: dict[str, list[Figures]] = {name: [] for name in requests}
    for _ in range(runs):
        for name, choices in requests.items():
            await warm(api, choices)
            taken[name].append(await measure(api, key, choices, clients=clients, seconds=seconds))
            sys.stdout.write(f"  {name}: p99 {taken[name][-1].p99:.1f} ms, {taken[name][-1].per_s:.0f}/s\n")
            sys.stdout.flush()
    return {name: median_of(found) for name, found in taken.items()}


async def warm(api: Api, requests: list[bytes]) -> None:
    """Ask everything once."""
    connection = await connect(api.port)
    for request in requests:
        await connection.ask(request)
    connection.close()


async def measure(api: Api, key: str, requests: list[bytes], *, clients: int, seconds: float) -> Figures:
    """One endpoint for so many seconds."""
    chance = random.Random(1)
    _, cpu_before = await take_times(api, key)
    outcome = await press(
        api.port, clients=clients, seconds=seconds, next_request=lambda: chance.choice(requests)
    )
    times, cpu_after = await take_times(api, key)
    n = len(outcome.times_ms)
    return Figures(
        p50=percentile(times, 50),
        p99=percentile(times, 99),
        most=max(times),
        client_p50=percentile(outcome.times_ms, 50),
        client_p99=percentile(outcome.times_ms, 99),
        per_s=n / outcome.seconds,
        cpu_us=(cpu_after - cpu_before) / n * 1e6,
        refused=outcome.refused,
    )


async def take_times(api: Api, key: str) -> tuple[list[float], float]:
    """Server-side milliseconds since the last time, and the process's CPU seconds."""
    connection = await connect(api.port)
    _, body = await connection.ask(request_bytes("GET", "/bench/times", key))
    connection.close()
    answer = json.loads(body)
    return answer["times_ms"], answer["cpu_s"]


def reading_table(figures: dict[str, Figures], targets: dict[str, float]) -> list[str]:
    """A row per endpoint, with how it compares to the bare one of the same run."""
    bare = figures[BARE]
    rows = []
    for name, one in figures.items():
        target = targets.get(name)
        verdict = "" if target is None else "met" if one.p99 < target and not one.refused else "MISSED"
        rows.append(
            (
                name,
                f"{one.p50:.1f}",
                f"{one.p99:.1f}",
                "" if target is None else f"{target:g}",
                verdict + (f" {one.refused}" if one.refused else ""),
                f"{one.client_p50:.1f}",
                f"{one.client_p99:.1f}",
                f"{one.per_s:.0f}",
                f"{one.cpu_us:.0f}",
                f"{bare.per_s / one.per_s:.1f}",
            )
        )
    head = ("endpoint", "p50 ms", "p99 ms", "target p99", "", "client p50", "client p99", "requests/s",
            "server CPU µs", "times the bare one")  # fmt: skip
    return table(head, rows)
