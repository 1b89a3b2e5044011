"""Bulk changes, the export and the timeline."""

import asyncio
import csv
import io
import threading
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.contacts import bulk
from relance.contacts.interacted import mark_late_interacted
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.downloads import writing
from tests.contacts.api_scene import serve
from tests.imports.office import import_text
from tests.support.spreadsheets import begins_a_formula, list_cells

ADD_SENDER = "INSERT INTO senders (phone_number_id, waba_id) VALUES ('9', '1') RETURNING id"


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


async def add_people(pool: Pool, count: int) -> list[int]:
    rows = await pool.fetch(
        "INSERT INTO contacts (phone, first_name) SELECT '+2290150' || to_char(n, 'FM000000'), 'P'"
        " FROM generate_series(1, $1::int) n RETURNING id",
        count,
    )
    return sorted(row["id"] for row in rows)


async def post(client: httpx2.AsyncClient, path: str, body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code in (200, 201), answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_categories_by_ids_and_back(client: httpx2.AsyncClient, pool: Pool) -> None:
    ids = await add_people(pool, 3)
    vip = (await post(client, "/api/categories", {"name": "vip"}))["id"]
    request = {"action": "add", "category_id": vip, "ids": [*ids, 999]}
    assert await post(client, "/api/contacts/bulk/categories", request) == {
        "matched": 4, "changed": 3, "next_cursor": None,
    }  # fmt: skip
    assert (await post(client, "/api/contacts/bulk/categories", request))["changed"] == 0
    removed = await post(
        client, "/api/contacts/bulk/categories", {**request, "action": "remove", "ids": ids[:1]}
    )
    assert removed["changed"] == 1
    assert (await client.get(f"/api/categories/{vip}")).json()["contact_count"] == 2


async def test_delete_by_filter_goes_on_where_it_stopped(
    client: httpx2.AsyncClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_people(pool, 10)
    await pool.execute("UPDATE contacts SET opted_out_at = now(), opted_out_reason = 'x' WHERE id > 3")
    monkeypatch.setattr(bulk, "CHUNK", 3)
    monkeypatch.setattr(bulk.change_by_filter, "__kwdefaults__", {"budget_s": 0.0})
    request: dict[str, Any] = {"filter": {"opted_out": True}}
    rounds = []
    while True:
        answer = await post(client, "/api/contacts/bulk/delete", request)
        rounds.append((answer["matched"], answer["changed"]))
        if answer["next_cursor"] is None:
            break
        request["cursor"] = answer["next_cursor"]
    assert rounds == [(3, 3), (3, 3), (1, 1)]
    assert await pool.fetchval("SELECT count(*) FROM contacts WHERE deleted_at IS NULL") == 3


@pytest.mark.parametrize(
    "body",
    [{}, {"ids": []}, {"ids": [1], "filter": {}}, {"ids": [1], "cursor": "x"}, {"filter": {"nope": 1}}],
)
async def test_malformed_choice_is_422(client: httpx2.AsyncClient, body: Any) -> None:
    assert (await client.post("/api/contacts/bulk/delete", json=body)).status_code == 422


async def test_bulk_into_an_unknown_category_is_404(client: httpx2.AsyncClient) -> None:
    request = {"action": "add", "category_id": 77, "ids": [1]}
    assert (await client.post("/api/contacts/bulk/categories", json=request)).status_code == 404


async def test_bulk_with_a_strange_cursor_is_400(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/api/contacts/bulk/delete", json={"filter": {}, "cursor": "abc"})
    assert answer.status_code == 400


async def test_export_is_a_csv_of_the_filter_without_formulas(client: httpx2.AsyncClient, pool: Pool) -> None:
    await add_people(pool, 2)
    await post(
        client, "/api/contacts", {"phone": "+2290197000001", "first_name": "=cmd()", "last_name": "@x"}
    )
    answer = await client.get("/api/contacts/export", params={"q": "97"})
    assert answer.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(line["phone"], line["first_name"], line["last_name"]) for line in lines] == [
        ("+2290197000001", "'=cmd()", "'@x")
    ]
    everyone = (await client.get("/api/contacts/export")).content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(everyone)))) == 3


async def test_exported_contacts_are_the_same_after_an_import(client: httpx2.AsyncClient, pool: Pool) -> None:
    people = [
        {"phone": "+2290197000001", "first_name": "Awa;=1+1;x", "last_name": "\uff1d1+1",
         "attributes": {"note": "a;=1+1", "=key": "\u200b@x", "age": -5, "vip": True}},
        {"phone": "+2290197000002", "first_name": "1+cmd|' /C calc'!A0;x", "last_name": "';=1"},
    ]  # fmt: skip
    for person in people:
        await post(client, "/api/contacts", person)
    columns = "SELECT phone, first_name, last_name, attributes FROM contacts ORDER BY phone"
    before = [dict(row) for row in await pool.fetch(columns)]
    file = (await client.get("/api/contacts/export")).content
    assert [cell for cell in list_cells(file) if begins_a_formula(cell)] == []
    await pool.execute("DELETE FROM contacts")
    imported = await import_text(pool, file)
    assert imported.counts == (2, 2, 0, 0, 0, 0) and imported.warnings == []
    assert [dict(row) for row in await pool.fetch(columns)] == before


async def test_a_page_of_long_fields_holds_nobody_up(
    client: httpx2.AsyncClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever writes it waits for the others."""
    for contact in range(2):
        attributes = {f"field-{n}": "=" * 1000 for n in range(100)}
        await post(client, "/api/contacts", {"phone": f"+229019700000{contact}", "attributes": attributes})
    moved, write, loop = threading.Event(), writing.write_csv, asyncio.get_running_loop()

    def wait_and_write(*given: Any) -> bytes:
        loop.call_soon_threadsafe(moved.set)
        assert moved.wait(10)
        return write(*given)

    monkeypatch.setattr(writing, "write_csv", wait_and_write)
    file = (await client.get("/api/contacts/export")).content.decode("utf-8-sig")
    assert [len(line["attributes"]) > 100_000 for line in csv.DictReader(io.StringIO(file))] == [True] * 2


async def test_timeline_merges_messages_and_interactions(client: httpx2.AsyncClient, pool: Pool) -> None:
    contact = (await post(client, "/api/contacts", {"phone": "+2290197000001"}))["id"]
    await pool.execute("INSERT INTO accounts VALUES ('1')")
    sender = await pool.fetchval(ADD_SENDER)
    template = await pool.fetchval(
        "INSERT INTO templates (waba_id, name, language, status, components)"
        " VALUES ('1', 't', 'fr', 'APPROVED', '[]') RETURNING id"
    )
    campaign = await pool.fetchval(
        "INSERT INTO campaigns (name, sender_id, template_id, interaction_window_s, request_hash)"
        " VALUES ('November', $1, $2, 60, '') RETURNING id",
        sender,
        template,
    )
    message = await pool.fetchval(
        "INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, sent_at)"
        " VALUES ($1, $2, $3, 'message_1', 'read', '2026-11-01T10:00Z') RETURNING id",
        campaign,
        contact,
        sender,
    )
    await pool.executemany(
        "INSERT INTO interactions (wamid, contact_id, sender_id, message_id, campaign_id, kind, at, text)"
        " VALUES ($1, $2, $3, $4, $5, 'text', '2026-11-01T10:01Z', 'yes')",
        [(f"w{n}", contact, sender, message, campaign) for n in range(2)],
    )
    path = f"/api/contacts/{contact}/timeline"
    items: list[dict[str, Any]] = []
    cursor = None
    for _ in range(3):
        page = (await client.get(path, params={"limit": 1, **({"cursor": cursor} if cursor else {})})).json()
        items += page["items"]
        cursor = page["next_cursor"]
    assert cursor is None
    assert [(item["kind"], item["type"]) for item in items] == [
        ("interaction", "text"), ("interaction", "text"), ("message", "message_1"),
    ]  # fmt: skip
    assert items[2]["campaign_name"] == "November"
    assert items[0]["text"] == "yes"
    assert len((await client.get("/api/contacts", params={"interacted": "true"})).json()["items"]) == 1


async def test_contact_locked_by_another_is_marked_interacted_later(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    contact = (await post(client, "/api/contacts", {"phone": "+2290197000001"}))["id"]
    await pool.execute("INSERT INTO accounts VALUES ('1')")
    sender = await pool.fetchval(ADD_SENDER)
    async with pool.acquire() as other, other.transaction():
        await other.execute("SELECT FROM contacts FOR NO KEY UPDATE")
        await pool.execute(
            "INSERT INTO interactions (wamid, contact_id, sender_id, kind, at)"
            " VALUES ('w', $1, $2, 'text', now())",
            contact,
            sender,
        )
    assert await pool.fetchval("SELECT interacted_at FROM contacts") is None
    assert await mark_late_interacted(pool) == 1
    assert await mark_late_interacted(pool) == 0
    assert await pool.fetchval("SELECT interacted_at FROM contacts") is not None
