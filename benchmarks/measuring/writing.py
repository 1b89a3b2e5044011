"""How quickly operators' writes are answered; what was made is taken away again."""

import itertools
import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from measuring.client import Connection, Outcome, connect, press, request_bytes
from measuring.figures import percentile, table
from measuring.machine import Api
from measuring.reading import take_times

TARGET_MS = 100.0
CLIENTS = 5
SMALL_CATEGORY = 190
"""Has a hundred contacts: launching is the worker's business and not measured here."""


async def measure_writes(api: Api, key: str, seconds: float) -> list[str]:
    """`POST /contacts`, `/categories`, `/campaigns/start`, each by so many clients at once."""
    await _clean_up(api, key)  # of a run that was interrupted
    rows = []
    for name, make in _BODIES.items():
        bodies = map(make, itertools.count(1))

        def next_request(name: str = name, bodies: Iterator[Any] = bodies) -> bytes:
            return request_bytes("POST", f"/api{name}", key, json.dumps(next(bodies)).encode())

        await take_times(api, key)
        outcome: Outcome = await press(api.port, clients=CLIENTS, seconds=seconds, next_request=next_request)
        times, _ = await take_times(api, key)
        p99 = percentile(times, 99)
        verdict = "met" if p99 < TARGET_MS and not outcome.refused else "MISSED"
        rows.append(
            (
                f"POST {name}", f"{percentile(times, 50):.1f}", f"{p99:.1f}", f"{TARGET_MS:g}",
                f"{verdict} {outcome.refused or ''}", f"{len(times) / outcome.seconds:.0f}",
            )
        )  # fmt: skip
    await _clean_up(api, key)
    return [
        f"## Writes, {CLIENTS} clients", "",
        *table(("request", "p50 ms", "p99 ms", "target p99", "", "requests/s"), rows),
    ]  # fmt: skip


def _contact(number: int) -> dict[str, Any]:
    return {
        "phone": f"+22961{number:06d}", "first_name": "Essai", "last_name": f"Mesure {number}",
        "category_ids": [SMALL_CATEGORY], "attributes": {"city": "Lomé"},
    }  # fmt: skip


def _category(number: int) -> dict[str, Any]:
    return {"name": f"Essai de mesure {number}"}


def _campaign(number: int) -> dict[str, Any]:
    return {
        "name": f"Essai de mesure {number}", "category_ids": [SMALL_CATEGORY],
        "template": {"name": "welcome_1", "language": "fr"},
        "variables": {"1": {"field": "first_name", "default": "cliente"}}, "force": True,
    }  # fmt: skip


_BODIES: dict[str, Callable[[int], Any]] = {
    "/contacts": _contact, "/categories": _category, "/campaigns/start": _campaign,
}  # fmt: skip


async def _clean_up(api: Api, key: str) -> None:
    connection = await connect(api.port)
    for path, steps in (
        ("/api/campaigns?q=essai+de+mesure&limit=200", ("POST {}/stop", "DELETE {}")),
        ("/api/contacts?q=essai+mesure&limit=200", ("DELETE {}",)),
    ):
        while items := (await ask(connection, "GET", path, key))["items"]:
            for item in items:
                for step in steps:
                    method, place = step.format(f"{path.partition('?')[0]}/{item['id']}").split(" ")
                    await ask(connection, method, place, key)
    for category in (await ask(connection, "GET", "/api/categories", key))["items"]:
        if category["name"].startswith("Essai de mesure"):
            await ask(connection, "DELETE", f"/api/categories/{category['id']}", key)
    connection.close()


async def ask(connection: Connection, method: str, path: str, key: str, body: Any = None) -> Any:
    """The decoded answer, whatever its status; None of nothing."""
    sent = b"" if body is None else json.dumps(body).encode()
    _, answer = await connection.ask(request_bytes(method, path, key, sent))
    if answer[:2] == b"\x1f\x8b":
        answer = zlib.decompress(answer, 31)
    return json.loads(answer) if answer else None
