"""What operators ask: the paths of each endpoint, with realistic and varied parameters."""

import json
import random
import zlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from pydantic import TypeAdapter

from measuring.client import Connection, request_bytes
from measuring.machine import SECRET_KEY
from relance.contacts.filters import ContactFilter, Order
from relance.http.pagination import encode_cursor, scope_of
from relance.messages.filters import MessageFilter

SEARCHES = (
    "awa", "diallo", "kof", "mensah", "afi am", "aminata", "dossou", "lawson", "+22901", "9701", "hou",
    "jean", "Hélène", "ba", "traoré", "martin", "+33612", "0712",
)  # fmt: skip
UNLIKELY = (
    "a", "é", "7", "-", "%", "_a", "01", "229", "zzqx", "0000000", "4711", "90 17 44", "+2290190174403",
    "ÉLÉONORE", "n'd", "a b c", "ama ama", "dossou 97", "koffi lawson mensah", "jean-", "123456789", "o o",
    "q", "x", "ß",
)  # fmt: skip
PAGES = 8
DEEP_ID, DEEP_NAME, DEEP_MESSAGE = 470_000, "moussa", 4_700_000
"""Where pages in the middle of a list begin."""


def _contacts(chance: random.Random) -> Iterator[dict[str, object]]:
    yield from ({"sort": sort} for sort in ("newest", "oldest", "name"))
    for _ in range(12):
        yield {
            "category_id": chance.randrange(1, 201),
            "sort": chance.choice(("newest", "name")),
        }
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
        yield {
            "q": q,
            "sort": ("oldest", "name")[place % 2],
            "whatsapp_verified": "true",
        }
        if place % 3 == 0:
            yield {"q": q, "opted_out": "true", "interacted": "true"}
    for place, q in enumerate(UNLIKELY):
        sort = ("newest", "name", "oldest")[place % 3]
        yield {"q": q, "sort": sort}
        yield {
            "q": q,
            "sort": sort,
            "category_id": (1, 150)[place % 2],
            "interacted": "true",
        }
        yield {
            "q": q,
            "sort": ("name", "oldest", "newest")[place % 3],
            "whatsapp_verified": "false",
        }
    for sort in ("newest", "oldest", "name"):
        yield {"sort": sort, "limit": 200}
        yield {
            "sort": sort,
            "category_id": 1,
            "whatsapp_verified": "true",
            "opted_out": "true",
            "interacted": "true",
        }
        yield {
            "sort": sort,
            "category_id": 200,
            "whatsapp_verified": "unknown",
            "opted_out": "true",
        }
        yield {
            "sort": sort,
            "q": "a",
            "whatsapp_verified": "false",
            "opted_out": "true",
            "limit": 100,
        }
        yield {"sort": sort, "interacted": "true", "whatsapp_verified": "unknown"}


def _campaigns(chance: random.Random) -> Iterator[dict[str, object]]:
    yield {}
    yield {"limit": 20}
    yield from ({"status": status} for status in ("draft", "sending", "completed", "stopped", "paused"))
    yield from ({"q": q} for q in ("offre", "noël", "rentree", "rappel mars"))
    yield {"status": "completed", "q": "soldes"}


def _messages(chance: random.Random) -> Iterator[dict[str, object]]:
    yield {}
    states = (
        "pending",
        "sent",
        "delivered",
        "read",
        "failed",
        "cancelled",
        "no_interaction",
        "unknown",
    )
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
    yield {
        "sent_from": "2026-06-01T00:00:00Z",
        "sent_until": "2026-06-08T00:00:00Z",
        "state": "read",
    }
    yield {
        "sent_from": "2026-06-01T00:00:00Z",
        "sent_until": "2026-06-08T00:00:00Z",
        "state": "held",
    }
    yield {"sent_until": "2026-07-01T00:00:00Z", "error_code": 131049}
    yield {"limit": 100}
    yield {"limit": 200, "state": "read"}
    for state in states:
        yield from ({"state": state, "type": kind} for kind in ("message_1", "message_2"))
    yield from ({"reached": reached, "type": "message_2"} for reached in ("sent", "delivered", "interacted"))
    yield {"reached": "read", "state": "no_interaction"}
    yield from ({"error_code": code} for code in (130472, 999999))
    for campaign_id in (729, 805, 811, 812):
        # The largest, and those under way.
        yield from ({"campaign_id": campaign_id, "state": state} for state in states)
        yield {"campaign_id": campaign_id, "type": "message_2"}
        yield {"campaign_id": campaign_id, "error_code": 131049}
        yield {
            "campaign_id": campaign_id,
            "reached": "interacted",
            "state": "no_interaction",
        }


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
            found += _in_the_middle(name, path, wanted)
        paths[name] = found
    if "/campaigns" in paths:
        paths["/campaigns, over"] = [path for path in paths["/campaigns"] if "completed" in path]
    return {name: found for name, found in paths.items() if _is_asked(name, only)}


def _is_asked(name: str, only: str) -> bool:
    return any(part in name for part in only.split(","))


def _in_the_middle(name: str, path: str, wanted: dict[str, object]) -> list[str]:
    """A page deep in the list, which nobody could turn to within a benchmark: its cursor is made here."""
    asked = {field: value for field, value in wanted.items() if field not in ("sort", "limit")}
    if name == "/contacts":
        sort = Order(wanted.get("sort", "newest"))
        scope = scope_of(
            "contacts",
            wanted=repr(TypeAdapter(ContactFilter).validate_python(asked)),
            sort=sort,
        )
        key: tuple[Any, ...] = (DEEP_ID, DEEP_NAME if sort is Order.NAME else "")
    elif name == "/messages" and not {
        "campaign_id",
        "contact_id",
        "sent_from",
        "sent_until",
    } & set(asked):
        if "type" in asked:
            asked["message_type"] = asked.pop("type")
        scope = scope_of("messages", **asdict(TypeAdapter(MessageFilter).validate_python(asked)))
        key = (DEEP_MESSAGE, None)
    else:
        return []
    joint = "&" if "?" in path else "?"
    return [f"{path}{joint}cursor={encode_cursor(key, secret=SECRET_KEY, scope=scope)}"]


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
