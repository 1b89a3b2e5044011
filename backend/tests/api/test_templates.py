"""The routes of templates."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.templates.api import router
from relance.whatsapp.client import GraphClient
from tests.auth.office import Office, code_of
from tests.campaigns.scene import BODY_WITH_NAME, Scene
from tests.support.services import change
from tests.support.statements import count_statements


@pytest.fixture
async def office(settings: Settings, pool: Pool, redis: RedisClient) -> AsyncIterator[Office]:
    async with Office(settings, pool, redis, [router]) as office:
        yield office


@pytest.fixture
async def client(office: Office) -> httpx2.AsyncClient:
    return await office.program()


@pytest.fixture
async def scene(pool: Pool) -> Scene:
    return await Scene(pool).furnish()


async def names(client: httpx2.AsyncClient, **query: Any) -> list[str]:
    answer = await client.get("/api/templates", params=query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def test_template_is_shown_with_its_shape(client: httpx2.AsyncClient, scene: Scene) -> None:
    shown = (await client.get(f"/api/templates/{scene.template_id}")).json()
    assert (shown["name"], shown["language"], shown["status"]) == ("welcome", "fr", "APPROVED")
    assert shown["components"] == BODY_WITH_NAME
    assert shown["shape"]["body_parameters"] == ["1"] and shown["shape"]["unsupported"] is None
    assert (await client.get("/api/templates")).json()["items"] == [shown]
    assert code_of(await client.get("/api/templates/404")) == (404, "template_not_found")


async def test_list_is_filtered(client: httpx2.AsyncClient, scene: Scene, pool: Pool) -> None:
    await scene.add_template("paused", BODY_WITH_NAME, status="PAUSED")
    await pool.execute("UPDATE templates SET language = 'en_US' WHERE name = 'paused'")
    assert await names(client) == ["paused", "welcome"]
    assert await names(client, status="approved") == ["welcome"]
    assert await names(client, language="en-US") == ["paused"]
    assert await names(client, status="APPROVED", language="en_US") == []


async def test_list_is_paged(client: httpx2.AsyncClient, scene: Scene, pool: Pool) -> None:
    for name in ("a", "b", "c", "d"):
        await scene.add_template(name, BODY_WITH_NAME)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        query: dict[str, Any] = {"limit": 2, "status": "APPROVED"} | ({"cursor": cursor} if cursor else {})
        page = (await client.get("/api/templates", params=query)).json()
        assert page["total"] == 5
        seen += [item["name"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
        assert len(page["items"]) == 2
    assert seen == ["a", "b", "c", "d", "welcome"]


async def test_cursor_of_another_filter_is_400(client: httpx2.AsyncClient, scene: Scene) -> None:
    await scene.add_template("b", BODY_WITH_NAME)
    cursor = (await client.get("/api/templates", params={"limit": 1})).json()["next_cursor"]
    for query in ({"cursor": cursor, "status": "PAUSED"}, {"cursor": cursor + "x"}, {"cursor": "é"}):
        assert code_of(await client.get("/api/templates", params=query)) == (400, "bad_cursor")


@pytest.mark.parametrize(
    "query",
    [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"status": "a b"}, {"status": "\x00"}, {"language": "f"}],
)
async def test_malformed_query_is_422(client: httpx2.AsyncClient, query: dict[str, Any]) -> None:
    assert code_of(await client.get("/api/templates", params=query)) == (422, "malformed")


async def test_sync_reads_the_list_from_meta_and_frees_approved_ones(
    office: Office, client: httpx2.AsyncClient, scene: Scene, simulator: Any, settings: Settings, pool: Pool
) -> None:
    change(office.app, settings=settings.model_copy(update={"whatsapp_api_url": simulator.url}))
    answer = await client.post("/api/templates/sync")
    assert answer.status_code == 200, answer.text
    listed = answer.json()["listed"]
    assert listed > 0 and answer.json()["vanished"] >= 0
    assert len(await names(client, status="APPROVED")) > 0
    await pool.execute(
        "UPDATE templates SET blocked_at = now(), blocked_code = 132000 WHERE status = 'APPROVED'"
    )
    graph = GraphClient(simulator.url, settings.whatsapp_graph_version, settings.whatsapp_token)
    async with graph:
        change(office.app, graph=graph)
        assert (await client.post("/api/templates/sync")).json() == {"listed": listed, "vanished": 0}
    assert await pool.fetchval("SELECT count(*) FROM templates WHERE blocked_at IS NOT NULL") == 0


async def test_sync_without_meta_is_503_and_says_what_to_do(client: httpx2.AsyncClient, scene: Scene) -> None:
    answer = await client.post("/api/templates/sync")
    assert code_of(answer) == (503, "graph_unreachable")
    assert "RELANCE_WHATSAPP_API_URL" in answer.json()["error"]["message"]
    assert "retry-after" in answer.headers
    assert await names(client) == ["welcome"]


@pytest.mark.parametrize("token", ["wrong-token", "a token\n"])
async def test_sync_with_a_bad_token_is_503_with_advice(
    office: Office, client: httpx2.AsyncClient, simulator: Any, settings: Settings, token: str
) -> None:
    update = {"whatsapp_api_url": simulator.url, "whatsapp_token": token}
    change(office.app, settings=settings.model_copy(update=update))
    answer = await client.post("/api/templates/sync")
    assert code_of(answer) == (503, "graph_refused")
    assert "token" in answer.json()["error"]["message"].lower() and token not in answer.text


async def test_preview_with_a_contact(client: httpx2.AsyncClient, scene: Scene, pool: Pool) -> None:
    contact_id = await scene.add_contact(first_name="Awa", attributes={"city": "Cotonou"})
    path = f"/api/templates/{scene.template_id}/preview"
    for field, body in (("first_name", "Bonjour Awa !"), ("city", "Bonjour Cotonou !")):
        request = {"contact_id": contact_id, "variables": {"1": {"field": field}}}
        answer = await client.post(path, json=request)
        assert answer.json() == {
            "header": None, "body": body, "footer": None, "buttons": [], "missing": [],
        }  # fmt: skip
    assert (await client.post(path, json={"values": {"1": "*vous*"}})).json()["body"] == "Bonjour *vous* !"
    assert (await client.post(path, json={})).json()["missing"] == ["body.1"]
    await pool.execute("UPDATE contacts SET deleted_at = now()")
    assert code_of(await client.post(path, json={"contact_id": contact_id})) == (404, "contact_not_found")
    assert code_of(await client.post("/api/templates/404/preview", json={})) == (404, "template_not_found")


@pytest.mark.parametrize(
    "body",
    [
        {"contact_id": 0},
        {"contact_id": 2**63},
        {"contact_id": "1"},
        {"values": {"1": 1}},
        {"values": {"1": "x" * 4097}},
        {"variables": {"1": {}}},
        {"variables": {"1": {"field": "a", "value": "b"}}},
        {"buttons": {"x": {"value": "a"}}},
        {"extra": 1},
        [],
    ],
)
async def test_malformed_preview_is_422(client: httpx2.AsyncClient, scene: Scene, body: Any) -> None:
    answer = await client.post(f"/api/templates/{scene.template_id}/preview", json=body)
    assert code_of(answer) == (422, "malformed")


async def test_statements_do_not_grow_with_the_templates(
    client: httpx2.AsyncClient, scene: Scene, pool: Pool
) -> None:
    counts = []
    for name in ("a", "b"):
        async with count_statements(pool) as statements:
            await client.get("/api/templates")
        counts.append(statements.count)
        await scene.add_template(name, BODY_WITH_NAME)
    assert counts == [3, 3], "the key, the page and the total"
