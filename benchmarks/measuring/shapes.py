"""What operators ask: the paths of each endpoint, with realistic and varied parameters."""

import json
import random
import zlib
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlencode

from measuring.client import Connection, request_bytes

SEARCHES = (
    "awa", "diallo", "kof", "mensah", "afi am", "aminata", "dossou", "lawson", "+22901", "9701", "hou",
    "jean", "Hélène", "ba", "traoré", "martin", "+33612", "0712",
)  # fmt: skip
PAGES = 8


def _contacts(chance: random.Random) -> Iterator[dict[str, object]]:
    yield from ({"sort": sort} for sort in ("newest", "oldest", "name"))
    for _ in range(12):
        yield {"category_id": chance.randrange(1, 201), "sort": chance.choice(("newest", "name"))}
    for verified in ("true", "false", "unknown"):
        yield {"whatsapp_verified": verified}
        yield {"whatsapp_verified": verified, "category_id": chance.randrange(1, 60)}
    for opted_out in ("true", "false"):
        yield {"opted_out": opted_out}
        yield {"opted_out": opted_out, "interacted": "true", "sort": "oldest"}
    yield {"interacted": "true"}
    yield {"interacted": "false", "category_id": 3}
    for place, q in enumerate(SEARCHES):
        yield {"q": q}
        yield {"q": q, "category_id": chance.randrange(1, 60)}
        yield {"q": q, "sort": ("oldest", "name")[place % 2], "whatsapp_verified": "true"}
        if place % 3 == 0:
            yield {"q": q, "opted_out": "true", "interacted": "true"}


def _campaigns(chance: random.Random) -> Iterator[dict[str, object]]:
    yield {}
    yield {"limit": 20}
    yield from ({"status": status} for status in ("draft", "sending", "completed", "stopped", "paused"))
    yield from ({"q": q} for q in ("offre", "noël", "rentree", "rappel mars"))
    yield {"status": "completed", "q": "soldes"}


def _messages(chance: random.Random) -> Iterator[dict[str, object]]:
    yield {}
    states = ("pending", "sent", "delivered", "read", "failed", "cancelled", "no_interaction", "unknown")
    yield from ({"state": state} for state in states)
    yield from ({"type": kind} for kind in ("message_1", "message_2"))
    yield from ({"reached": reached} for reached in ("delivered", "read", "interacted", "failed"))
    yield from ({"error_code": code} for code in (131026, 131049))
    for _ in range(15):
        campaign = {"campaign_id": chance.randrange(1, 800)}
        yield campaign
        yield {**campaign, "state": chance.choice(states)}
        yield {**campaign, "reached": "interacted", "type": "message_1"}
    yield from ({"contact_id": chance.randrange(1, 1_000_000)} for _ in range(20))
    yield {"sent_from": "2026-11-01T00:00:00Z", "sent_until": "2026-11-02T00:00:00Z"}
    yield {"sent_from": "2026-06-01T00:00:00Z", "sent_until": "2026-06-08T00:00:00Z", "state": "read"}


async def list_paths(connection: Connection, key: str, only: str = "") -> dict[str, list[str]]:
    """Endpoint → paths, of endpoints whose name contains a part of `only` (`stats,/messages`).

    Pages after the first are those that the cursors of the API lead to.
    """
    chance = random.Random(7)
    overs = [chance.randrange(1, 790) for _ in range(150)]
    lists = {
        "/contacts": list(_contacts(chance)),
        "/campaigns": list(_campaigns(chance)),
        "/messages": list(_messages(chance)),
    }
    paths = {
        "/messages/stats": ["/api/messages/stats"],
        "/categories": ["/api/categories"],
        "/categories/{id}": [f"/api/categories/{id_}" for id_ in range(1, 201)],
        "/dashboard/stats": ["/api/dashboard/stats"],
        "/campaigns/{id}/stats, over": [f"/api/campaigns/{id_}/stats" for id_ in overs],
    }
    running = await _get(connection, key, "/api/campaigns?status=sending")
    paths["/campaigns/{id}/stats, running"] = [f"/api/campaigns/{c['id']}/stats" for c in running["items"]]
    for name, filters in lists.items():
        if not _is_asked(name, only):
            continue
        found: list[str] = []
        for place, wanted in enumerate(filters):
            path = f"/api{name}?{urlencode(wanted)}" if wanted else f"/api{name}"
            found.append(path)
            if place < 12 or place % 5 == 0:
                found += [later async for later in _pages(connection, key, path)]
        paths[name] = found
    if "/campaigns" in paths:
        paths["/campaigns, over"] = [path for path in paths["/campaigns"] if "completed" in path]
    return {name: found for name, found in paths.items() if _is_asked(name, only)}


def _is_asked(name: str, only: str) -> bool:
    return any(part in name for part in only.split(","))


async def _pages(connection: Connection, key: str, path: str) -> AsyncIterator[str]:
    joint = "&" if "?" in path else "?"
    page = path
    for _ in range(PAGES):
        cursor = (await _get(connection, key, page))["next_cursor"]
        if cursor is None:
            return
        page = f"{path}{joint}cursor={cursor}"
        yield page


async def _get(connection: Connection, key: str, path: str) -> dict[str, Any]:
    status, body = await connection.ask(request_bytes("GET", path, key))
    if body[:2] == b"\x1f\x8b":
        body = zlib.decompress(body, 31)
    if status != 200:
        raise RuntimeError(f"{path}: {status} {body[:200]!r}")
    return json.loads(body)
