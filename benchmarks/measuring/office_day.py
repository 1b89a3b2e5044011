"""A day of an office of three: what its pages ask, what its people change, what the engine reports.

Time is not sped up, since times to live would mean something else then: of each kind of hour a sample is
played as it is, and weighted by how long such hours last. What is counted begins after a while of the same:
an office opens once a day.
"""

import asyncio
import hashlib
import hmac
import json
import random
import time
from dataclasses import dataclass
from typing import Any

from measuring.client import connect, request_bytes
from measuring.figures import table
from measuring.machine import APP_SECRET, Api
from measuring.writing import ask
from relance.core.db import RawConnection

OPERATORS = 3
THINK_S = (2.0, 9.0)


@dataclass(frozen=True, slots=True)
class Hours:
    """One kind of hour: how many of the day, changes of each operator per minute, statuses a second."""

    name: str
    of_day: float
    changes_per_min: float
    statuses_per_s: float


DAY = (
    Hours("looking things up, a reply now and then", 6.5, 0.3, 0.05),
    Hours("tending contacts and campaigns", 1.0, 3.0, 0.05),
    Hours("a campaign of thousands is going out", 0.5, 0.3, 60.0),
)

_PAGES: tuple[tuple[float, tuple[str, ...]], ...] = (
    (4, ("/api/dashboard/stats", "/api/messages/stats")),
    (3, ("/api/campaigns", "/api/categories")),
    (3, ("/api/campaigns/{campaign}", "/api/campaigns/{campaign}/stats")),
    (3, ("/api/contacts", "/api/contacts/counts", "/api/categories")),
    (2, ("/api/contacts?q={search}", "/api/categories")),
    (2, ("/api/contacts?category_id={category}", "/api/categories/{category}")),
    (1, ("/api/messages",)),
    (1, ("/api/categories", "/api/contacts/counts")),
)
_SEARCHES = ("awa", "diallo", "mensah", "+22901", "kossi")


async def play_day(api: Api, key: str, conn: RawConnection, seconds: float, *, before_s: float) -> list[str]:
    """The hit rate of each kind of hour, by `/api/cache/stats`, and of the day.

    Each sample lasts `seconds`, after `before_s` of the same hour that are not counted.
    """
    wamids = [
        row["wamid"]
        for row in await conn.fetch(
            "SELECT wamid FROM messages WHERE wamid IS NOT NULL ORDER BY id DESC LIMIT 30000"
        )
    ]
    campaigns = [
        row["id"]
        for row in await conn.fetch(
            "SELECT id FROM campaigns WHERE id > 0 AND deleted_at IS NULL ORDER BY id DESC LIMIT 25"
        )
    ]
    rows, hits, reads = [], 0.0, 0.0
    for hours in DAY:
        before, after = await _play(api, key, hours, (before_s, seconds), wamids, campaigns)
        hit, missed = after["hits"] - before["hits"], after["misses"] - before["misses"]
        hits += hit * hours.of_day
        reads += (hit + missed) * hours.of_day
        percent = f"{100 * hit / max(1, hit + missed):.1f}"
        rows.append((hours.name, f"{hours.of_day:g} h", str(hit + missed), percent, _worst(before, after)))
    rate = 100 * hits / max(1.0, reads)
    head = ("hours", "of the day", "reads in the sample", "hit rate %", "most missed")
    verdict = "met" if rate > 90 else "MISSED"
    return [
        f"## A day of an office of {OPERATORS}, samples of {seconds:g} s in real time "
        f"after {before_s:g} s of the same", "",
        *table(head, rows),
        f"Hit rate of the day: {rate:.1f} % (target over 90 %: {verdict}).", "",
    ]  # fmt: skip


def _worst(before: dict[str, dict[str, dict[str, int]]], after: dict[str, dict[str, dict[str, int]]]) -> str:
    missed = {
        name: (counts["misses"] - before["namespaces"][name]["misses"],
               counts["total"] - before["namespaces"][name]["total"])
        for name, counts in after["namespaces"].items()
    }  # fmt: skip
    worst = sorted(missed.items(), key=lambda item: -item[1][0])[:3]
    return ", ".join(f"{name} {n} of {total}" for name, (n, total) in worst)


async def _play(
    api: Api, key: str, hours: Hours, spans_s: tuple[float, float], wamids: list[str], campaigns: list[int]
) -> tuple[Any, Any]:
    """What the cache has counted at the beginning of the second span, and at its end."""
    end = time.monotonic() + sum(spans_s)
    people = [_operate(api, key, hours, end, random.Random(n), campaigns) for n in range(OPERATORS)]
    streams = [_listen(api, key, end) for _ in range(OPERATORS)]
    work = asyncio.gather(*people, *streams, _report_statuses(api, hours, end, wamids))
    await asyncio.sleep(spans_s[0])
    before = await _ask_once(api, "GET", "/api/cache/stats", key)
    await work
    return before, await _ask_once(api, "GET", "/api/cache/stats", key)


async def _ask_once(api: Api, method: str, path: str, key: str, body: Any = None) -> Any:
    """On a connection of its own: people think longer than the server keeps one alive."""
    connection = await connect(api.port)
    try:
        return await ask(connection, method, path, key, body)
    finally:
        connection.close()


async def _operate(
    api: Api, key: str, hours: Hours, end: float, chance: random.Random, campaigns: list[int]
) -> None:
    while time.monotonic() < end:
        values = {
            "campaign": chance.choice(campaigns[:6]),
            "search": chance.choice(_SEARCHES).replace("+", "%2B"),
            "category": chance.randrange(1, 12),
        }
        page = chance.choices([page for _, page in _PAGES], [weight for weight, _ in _PAGES])[0]
        for path in page:
            await _ask_once(api, "GET", path.format(**values), key)
        think_s = chance.uniform(*THINK_S)
        if chance.random() < hours.changes_per_min * think_s / 60:
            body = {"last_name": f"Changé {chance.randrange(1000)}"}
            await _ask_once(api, "PATCH", f"/api/contacts/{chance.randrange(1, 5000)}", key, body)
            await _ask_once(api, "GET", "/api/contacts", key)
        await asyncio.sleep(think_s)


async def _listen(api: Api, key: str, end: float) -> None:
    """The live stream that every open page keeps."""
    while time.monotonic() < end:
        reader, writer = await asyncio.open_connection("127.0.0.1", api.port)
        writer.write(request_bytes("GET", "/api/events", key))
        try:
            async with asyncio.timeout(max(0.1, end - time.monotonic())):
                while await reader.read(65536):
                    pass
        except TimeoutError:
            pass
        writer.close()


async def _report_statuses(api: Api, hours: Hours, end: float, wamids: list[str]) -> None:
    """Statuses as Meta sends them: signed, a few in each body."""
    a_body = 10 if hours.statuses_per_s > 10 else 1
    while time.monotonic() < end:
        statuses = [
            {"id": wamids.pop(), "status": "read", "timestamp": str(int(time.time())), "recipient_id": "0"}
            for _ in range(a_body)
        ]
        value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "106540352242922"},
                 "statuses": statuses}  # fmt: skip
        changes = [{"field": "messages", "value": value}]
        entry = [{"id": "102290129340398", "changes": changes}]
        body = json.dumps({"object": "whatsapp_business_account", "entry": entry}).encode()
        signature = hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        head = (
            "POST /api/webhooks/whatsapp HTTP/1.1\r\nHost: relance\r\nContent-Type: application/json\r\n"
            f"X-Hub-Signature-256: sha256={signature}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        connection = await connect(api.port)
        await connection.ask(head.encode() + body)
        connection.close()
        await asyncio.sleep(min(max(0.0, end - time.monotonic()), a_body / hours.statuses_per_s))
