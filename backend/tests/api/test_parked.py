"""The routes of parked webhooks."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import orjson
import pytest

from relance.core.db import Pool, transaction
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.reasons.parked import PARKED
from relance.webhooks import api
from relance.webhooks.group import Parked
from relance.webhooks.parked.store import park
from relance.webhooks.replay import TOUCHED_BY_REPLAY
from tests.auth.office import Office, code_of
from tests.support.moved import watch_versions
from tests.support.statements import count_statements

HARMLESS = orjson.dumps({"object": "whatsapp_business_account", "entry": []})


@pytest.fixture
async def office(settings: Settings, pool: Pool, redis: RedisClient) -> AsyncIterator[Office]:
    async with Office(settings, pool, redis, [api.router]) as office:
        yield office


@pytest.fixture
async def client(office: Office) -> httpx2.AsyncClient:
    return await office.program()


async def add(pool: Pool, *bodies: bytes) -> list[int]:
    for body in bodies:
        async with transaction(pool) as conn:
            await park(conn, [Parked(PARKED.make("status_without_time"), body)])
    return [row["id"] for row in await pool.fetch("SELECT id FROM webhook_parked ORDER BY id")]


async def test_parked_are_listed_newest_first_and_paged(client: httpx2.AsyncClient, pool: Pool) -> None:
    ids = await add(pool, b"{x}", b"{y}", b"{z}")
    page = (await client.get("/api/webhooks/parked", params={"limit": 2})).json()
    assert [item["id"] for item in page["items"]] == [ids[2], ids[1]] and page["total"] == 3
    assert page["items"][0]["excerpt"] == "{z}" and page["items"][0]["reason"] == "status_without_time"
    told = {name: page["items"][0][name] for name in ("code", "values", "message")}
    assert told == {"code": "status_without_time", "values": {}, "message": "A status has no time."}
    async with count_statements(pool) as statements:
        query = {"limit": 2, "cursor": page["next_cursor"]}
        rest = (await client.get("/api/webhooks/parked", params=query)).json()
    assert [item["id"] for item in rest["items"]] == [ids[0]] and rest["next_cursor"] is None
    assert statements.count == 3, "the key, the page and the total"
    wrong = {"cursor": page["next_cursor"], "open_only": "false"}
    assert code_of(await client.get("/api/webhooks/parked", params=wrong)) == (400, "bad_cursor")


@pytest.mark.parametrize(
    ("body", "json", "text"),
    [
        (b'{"a": [1, null]}', {"a": [1, None]}, None),
        (b"{x}", None, "{x}"),
        (b"\xff\x00", None, "\ufffd\x00"),
        (b"null", None, None),
        (b'"\\ud800"', None, '"\\ud800"'),
    ],
)
async def test_parked_is_shown_whole(
    client: httpx2.AsyncClient, pool: Pool, body: bytes, json: Any, text: str | None
) -> None:
    [parked_id] = await add(pool, body)
    shown = (await client.get(f"/api/webhooks/parked/{parked_id}")).json()
    assert (shown["json"], shown["text"], shown["size"]) == (json, text, len(body))


async def test_deeply_nested_body_is_shown(client: httpx2.AsyncClient, pool: Pool) -> None:
    [parked_id] = await add(pool, b"[" * 900 + b"]" * 900)
    assert (await client.get(f"/api/webhooks/parked/{parked_id}")).status_code == 200


async def test_replay_marks_what_can_be_read_now(
    client: httpx2.AsyncClient, office: Office, pool: Pool
) -> None:
    [parked_id] = await add(pool, HARMLESS)
    path = f"/api/webhooks/parked/{parked_id}"
    async with watch_versions(pool) as ended:
        answer = await client.post(f"{path}/replay")
    assert ended == set(TOUCHED_BY_REPLAY)
    assert answer.json() == {"replayed": 1, "failed": 0, "failures": [], "continue_after": None}
    assert (await client.get(path)).json()["replayed_at"] is not None
    assert (await client.get("/api/webhooks/parked")).json()["total"] == 0
    everything = (await client.get("/api/webhooks/parked", params={"open_only": "false"})).json()
    assert everything["total"] == 1


async def test_replay_of_what_stays_bad_says_why(client: httpx2.AsyncClient, pool: Pool) -> None:
    [parked_id] = await add(pool, b"{x}")
    before = (await client.get(f"/api/webhooks/parked/{parked_id}")).json()
    answer = (await client.post(f"/api/webhooks/parked/{parked_id}/replay")).json()
    assert (answer["replayed"], answer["failed"]) == (0, 1)
    assert answer["failures"][0]["id"] == parked_id and answer["failures"][0]["reason"]
    shown = (await client.get(f"/api/webhooks/parked/{parked_id}")).json()
    assert shown["replayed_at"] is None
    # When it last came from Meta, which our trying again is not.
    assert shown["last_at"] == before["last_at"]


async def test_list_and_detail_agree(client: httpx2.AsyncClient, pool: Pool) -> None:
    [parked_id] = await add(pool, b"{x}")
    detail = (await client.get(f"/api/webhooks/parked/{parked_id}")).json()
    [listed] = (await client.get("/api/webhooks/parked")).json()["items"]
    assert detail == listed | {"json": None, "text": "{x}"}
    assert detail["first_at"].endswith("Z")


async def test_replay_of_all(client: httpx2.AsyncClient, pool: Pool) -> None:
    ids = await add(pool, HARMLESS, b"{x}", b"[]")
    answer = (await client.post("/api/webhooks/parked/replay")).json()
    assert answer["replayed"] == 1 and answer["continue_after"] is None
    assert [failure["id"] for failure in answer["failures"]] == ids[1:]


async def test_long_replay_goes_on_where_it_stopped(
    client: httpx2.AsyncClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await add(pool, b"{x}", HARMLESS)
    monkeypatch.setattr(api, "REPLAY_BUDGET_S", -1.0)
    assert (await client.post("/api/webhooks/parked/replay")).json()["continue_after"] == 0
    monkeypatch.setattr(api, "REPLAY_BUDGET_S", 60.0)
    answer = (await client.post("/api/webhooks/parked/replay", json={"after_id": ids[0]})).json()
    assert (answer["replayed"], answer["failed"], answer["continue_after"]) == (1, 0, None)


async def test_unknown_and_impossible_are_4xx(client: httpx2.AsyncClient) -> None:
    for method, path in (("GET", "404"), ("POST", "404/replay")):
        answer = await client.request(method, f"/api/webhooks/parked/{path}")
        assert code_of(answer) == (404, "parked_webhook_not_found")
    assert code_of(await client.get(f"/api/webhooks/parked/{2**63}")) == (422, "malformed")
    wrong = await client.post("/api/webhooks/parked/replay", json={"after_id": "1"})
    assert code_of(wrong) == (422, "malformed")
