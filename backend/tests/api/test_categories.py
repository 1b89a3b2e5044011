"""The categories routes."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.categories.purge import purge_deleted_categories
from relance.core.db import Pool
from relance.core.settings import Settings
from tests.contacts.api_scene import serve
from tests.support.moved import watch_versions
from tests.support.statements import count_statements


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


async def make(client: httpx2.AsyncClient, name: str, **more: Any) -> int:
    answer = await client.post("/api/categories", json={"name": name, **more})
    assert answer.status_code == 201, answer.text
    category_id: int = answer.json()["id"]
    return category_id


async def test_create_show_replace_delete(client: httpx2.AsyncClient) -> None:
    category_id = await make(client, "Customers", color="#FF0000")
    shown = (await client.get(f"/api/categories/{category_id}")).json()
    assert shown == {"id": category_id, "name": "Customers", "color": "#ff0000", "contact_count": 0}
    answer = await client.put(f"/api/categories/{category_id}", json={"name": "Friends"})
    assert (answer.json()["name"], answer.json()["color"]) == ("Friends", "#ff0000")
    assert (await client.delete(f"/api/categories/{category_id}")).status_code == 204
    assert (await client.get(f"/api/categories/{category_id}")).status_code == 404
    assert (await client.delete(f"/api/categories/{category_id}")).status_code == 404
    assert (await client.put(f"/api/categories/{category_id}", json={"name": "x"})).status_code == 404


async def test_same_name_is_409_whatever_its_capitals(client: httpx2.AsyncClient) -> None:
    first = await make(client, "Customers")
    other = await make(client, "Friends")
    for answer in (
        await client.post("/api/categories", json={"name": "CUSTOMERS"}),
        await client.put(f"/api/categories/{other}", json={"name": "customers"}),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "category_exists")
        assert answer.json()["error"]["details"] == {"category_id": first}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 101},
        {"name": "a\x00"},
        {"name": "a", "color": "red"},
        {"name": "a", "size": 1},
        {"name": 1},
    ],
)
async def test_malformed_category_is_422(client: httpx2.AsyncClient, body: Any) -> None:
    assert (await client.post("/api/categories", json=body)).status_code == 422
    category_id = await make(client, "x")
    assert (await client.put(f"/api/categories/{category_id}", json=body)).status_code == 422


async def test_members_come_and_go_and_survive_the_category(client: Any, pool: Pool) -> None:
    category_id = await make(client, "vip")
    contact = (await client.post("/api/contacts", json={"phone": "+2290197000001"})).json()["id"]
    path = f"/api/categories/{category_id}/contacts"
    added = await client.post(path, json={"filter": {"q": "97"}})
    assert added.json() == {"matched": 1, "changed": 1, "next_cursor": None}
    assert (await client.get("/api/categories")).json()["items"][0]["contact_count"] == 1
    async with watch_versions(pool) as ended:
        assert (await client.delete(f"{path}/{contact}")).status_code == 204
    assert ended == {"categories", "contacts"}
    assert (await client.delete(f"{path}/{contact}")).status_code == 404
    await client.post(path, json={"ids": [contact]})
    assert (await client.delete(f"/api/categories/{category_id}")).status_code == 204
    assert (await client.get(f"/api/contacts/{contact}")).json()["category_ids"] == []
    await purge_deleted_categories(pool)
    assert await pool.fetchval("SELECT count(*) FROM contact_counts WHERE category_id <> 0") == 0
    assert (await client.post(path, json={"ids": [contact]})).status_code == 404


async def test_category_of_a_campaign_is_409(client: httpx2.AsyncClient, pool: Pool) -> None:
    category_id = await make(client, "vip")
    await pool.execute(
        "WITH a AS (INSERT INTO accounts VALUES ('1') RETURNING waba_id),"
        " s AS (INSERT INTO senders (phone_number_id, waba_id) SELECT '9', waba_id FROM a RETURNING id),"
        " t AS (INSERT INTO templates (waba_id, name, language, status, components)"
        "       SELECT waba_id, 't', 'fr', 'APPROVED', '[]' FROM a RETURNING id),"
        " c AS (INSERT INTO campaigns (name, sender_id, template_id, interaction_window_s, request_hash)"
        "       SELECT 'n', s.id, t.id, 60, '' FROM s, t RETURNING id)"
        " INSERT INTO campaign_categories SELECT id, $1 FROM c",
        category_id,
    )
    answer = await client.delete(f"/api/categories/{category_id}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "category_in_use")
    campaign_id = await pool.fetchval("SELECT id FROM campaigns")
    assert answer.json()["error"]["details"] == {"campaigns": [{"id": campaign_id, "name": "n"}]}


async def test_list_is_one_statement_whatever_the_number(client: httpx2.AsyncClient, pool: Pool) -> None:
    for count in (1, 30):
        for n in range(count):
            await make(client, f"{count} {n}")
        async with count_statements(pool) as statements:
            body = (await client.get("/api/categories")).json()
        assert body["total"] == len(body["items"])
        assert [text for text in statements.texts if "api_keys" not in text][1:] == []


async def test_lists_know_nothing_of_a_deleted_category_before_its_purge(client: Any, pool: Pool) -> None:
    kept, gone = await make(client, "kept"), await make(client, "gone")
    contact = (
        await client.post("/api/contacts", json={"phone": "+2290197000001", "category_ids": [kept, gone]})
    ).json()["id"]
    assert (await client.delete(f"/api/categories/{gone}")).status_code == 204
    assert await pool.fetchval("SELECT count(*) FROM category_contacts") == 2
    for query in ({}, {"q": "97"}, {"sort": "name"}, {"category_id": kept, "sort": "oldest"}):
        found = (await client.get("/api/contacts", params=query)).json()
        assert [(item["id"], item["category_ids"]) for item in found["items"]] == [(contact, [kept])], query
    for query in ({}, {"q": "97"}, {"sort": "name"}, {"q": "97", "sort": "name"}):
        found = (await client.get("/api/contacts", params={"category_id": gone, **query})).json()
        assert (found["items"], found["total"] or 0) == ([], 0), query
    assert b"%d" % gone not in (await client.get("/api/contacts/export")).content.split(b"\n")[1].split(b",")
