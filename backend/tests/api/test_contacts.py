"""The contacts routes."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from tests.contacts.api_scene import serve
from tests.support.moved import watch_versions
from tests.support.statements import count_statements

AWA = {"phone": "+2290197000001", "first_name": "Awa", "last_name": "Mensah"}


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


async def add(client: httpx2.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await client.post("/api/contacts", json=fields)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def add_many(pool: Pool, count: int) -> None:
    await pool.execute(
        "INSERT INTO contacts (phone, first_name) SELECT '+2290150' || to_char(n, 'FM000000'),"
        " 'Person ' || n FROM generate_series(1, $1::int) n",
        count,
    )


async def names(client: httpx2.AsyncClient, **query: Any) -> list[str]:
    answer = await client.get("/api/contacts", params=query)
    assert answer.status_code == 200, answer.text
    return [item["first_name"] for item in answer.json()["items"]]


async def walk(client: httpx2.AsyncClient, path: str, **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = (await client.get(path, params={**query, **({"cursor": cursor} if cursor else {})})).json()
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items


async def test_create_answers_the_contact(client: httpx2.AsyncClient) -> None:
    created = await add(client, phone="97 00 00 01", country="BJ", first_name="Awa", attributes={"age": 31})
    assert created["phone"] == "+2290197000001"
    assert created["attributes"] == {"age": 31}
    assert created["category_ids"] == []
    assert (await client.get(f"/api/contacts/{created['id']}")).json() == created


async def test_second_contact_with_the_same_number_is_409(client: httpx2.AsyncClient) -> None:
    await add(client, **AWA)
    answer = await client.post("/api/contacts", json={"phone": "0022997000001"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "contact_exists")


@pytest.mark.parametrize(
    "body",
    [
        {"phone": "12"},
        {"phone": 2290197000001},
        {"phone": "+2290197000001", "nickname": "x"},
        {"phone": "+2290197000001", "first_name": "a\x00b"},
        {"phone": "+2290197000001", "first_name": "x" * 201},
        {"phone": "+2290197000001", "country": "XX"},
        {"phone": "+2290197000001", "attributes": {"deep": {"a": 1}}},
        {"phone": "+2290197000001", "category_ids": [0]},
        [],
    ],
)
async def test_malformed_contact_is_422(client: httpx2.AsyncClient, body: Any) -> None:
    answer = await client.post("/api/contacts", json=body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]["message"]


async def test_lone_surrogate_is_422(client: httpx2.AsyncClient) -> None:
    content = b'{"phone": "+2290197000001", "first_name": "\\ud800", "attributes": {"\\udc00": "x"}}'
    answer = await client.post("/api/contacts", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


async def test_unknown_category_is_404_and_stores_nothing(client: httpx2.AsyncClient, pool: Pool) -> None:
    answer = await client.post("/api/contacts", json={**AWA, "category_ids": [99]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "category_not_found")
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 0


async def test_put_replaces_and_keeps_categories(client: httpx2.AsyncClient) -> None:
    category = (await client.post("/api/categories", json={"name": "vip"})).json()["id"]
    contact = await add(client, **AWA, attributes={"city": "Cotonou"}, category_ids=[category])
    answer = await client.put(f"/api/contacts/{contact['id']}", json={"phone": AWA["phone"]})
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert (body["first_name"], body["attributes"], body["category_ids"]) == (None, {}, [category])


async def test_patch_merges(client: httpx2.AsyncClient) -> None:
    contact = await add(client, **AWA, attributes={"city": "Cotonou", "age": 30})
    change = {"attributes": {"age": None, "job": "nurse"}, "last_name": None, "whatsapp_verified": False}
    body = (await client.patch(f"/api/contacts/{contact['id']}", json=change)).json()
    assert body["attributes"] == {"city": "Cotonou", "job": "nurse"}
    assert (body["first_name"], body["last_name"], body["whatsapp_verified"]) == ("Awa", None, False)
    back = (await client.patch(f"/api/contacts/{contact['id']}", json={"whatsapp_verified": None})).json()
    assert (back["whatsapp_verified"], back["verified_at"]) == (None, None)


async def test_patch_to_a_taken_number_is_409(client: httpx2.AsyncClient) -> None:
    await add(client, **AWA)
    other = await add(client, phone="+2290197000002")
    answer = await client.patch(f"/api/contacts/{other['id']}", json={"phone": AWA["phone"]})
    assert answer.status_code == 409


async def test_new_number_forgets_what_was_learnt_and_keeps_the_opt_out(
    client: httpx2.AsyncClient, pool: Pool
) -> None:
    contact = await add(client, **AWA, whatsapp_verified=True)
    await pool.execute("UPDATE contacts SET wa_id = '22997000001'")
    await client.post(f"/api/contacts/{contact['id']}/opt-out", json={"reason": "asked"})
    body = (await client.patch(f"/api/contacts/{contact['id']}", json={"phone": "+2290197000009"})).json()
    assert (body["whatsapp_verified"], body["opted_out_reason"]) == (None, "asked")
    assert await pool.fetchval("SELECT wa_id FROM contacts") is None
    assert await pool.fetchval("SELECT opted_out FROM suppressions WHERE identity = 'phone:+2290197000009'")


async def test_opt_out_outlives_deletion_and_opt_in_ends_it(client: httpx2.AsyncClient) -> None:
    contact = await add(client, **AWA)
    out = await client.post(f"/api/contacts/{contact['id']}/opt-out", json={"reason": "on the phone"})
    assert out.json()["opted_out_reason"] == "on the phone"
    assert (await client.delete(f"/api/contacts/{contact['id']}")).status_code == 204
    again = await add(client, **AWA)
    assert again["opted_out_at"] is not None
    back = await client.post(f"/api/contacts/{again['id']}/opt-in", json={})
    assert back.json()["opted_out_at"] is None


async def test_delete_twice_is_404(client: httpx2.AsyncClient) -> None:
    contact = await add(client, **AWA)
    assert (await client.delete(f"/api/contacts/{contact['id']}")).status_code == 204
    for answer in (
        await client.delete(f"/api/contacts/{contact['id']}"),
        await client.get(f"/api/contacts/{contact['id']}"),
        await client.put(f"/api/contacts/{contact['id']}", json=AWA),
        await client.get(f"/api/contacts/{contact['id']}/timeline"),
        await client.post(f"/api/contacts/{contact['id']}/opt-out", json={}),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "contact_not_found")
    assert await names(client) == []
    assert await names(client, q="awa") == []


@pytest.mark.parametrize("sort", ["newest", "oldest", "name"])
@pytest.mark.parametrize("query", [{}, {"q": "person"}, {"whatsapp_verified": "unknown"}])
async def test_pages_give_everyone_once(
    client: httpx2.AsyncClient, pool: Pool, sort: str, query: dict[str, str]
) -> None:
    await add_many(pool, 23)
    items = await walk(client, "/api/contacts", sort=sort, limit=5, **query)
    expected = {"newest": "id DESC", "oldest": "id", "name": 'lower(first_name) COLLATE "C"'}[sort]
    rows = await pool.fetch(f"SELECT id FROM contacts ORDER BY {expected}")
    assert [item["id"] for item in items] == [row["id"] for row in rows]


async def test_total_is_exact_where_the_counts_know_it(client: httpx2.AsyncClient, pool: Pool) -> None:
    await add_many(pool, 7)
    await pool.execute("UPDATE contacts SET whatsapp_verified = true WHERE id % 2 = 0")

    async def total(**query: str) -> int | None:
        found: int | None = (await client.get("/api/contacts", params={"limit": 1, **query})).json()["total"]
        return found

    assert await total() == 7
    assert await total(whatsapp_verified="true") == 3
    assert await total(opted_out="true") == 0
    assert await total(q="person") is None


async def test_cursor_of_another_filter_is_400(client: httpx2.AsyncClient, pool: Pool) -> None:
    await add_many(pool, 3)
    cursor = (await client.get("/api/contacts", params={"limit": 1})).json()["next_cursor"]
    for query in ({"cursor": cursor, "sort": "name"}, {"cursor": "x" + cursor}, {"cursor": "é"}):
        answer = await client.get("/api/contacts", params=query)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "sort=age", "category_id=0", "opted_out=maybe", "q=%00", "q=" + "a" * 101],
)
async def test_bad_query_is_422(client: httpx2.AsyncClient, query: str) -> None:
    assert (await client.get(f"/api/contacts?{query}")).status_code == 422


@pytest.mark.parametrize(
    "path", ["/api/contacts/0", "/api/contacts/9223372036854775808", "/api/contacts/99999999999999999999"]
)
async def test_impossible_id_is_422(client: httpx2.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 422


async def test_counts_are_the_badges(client: httpx2.AsyncClient, pool: Pool) -> None:
    await add_many(pool, 4)
    await pool.execute("UPDATE contacts SET whatsapp_verified = id > 2, opted_out_at = now() WHERE id > 1")
    assert (await client.get("/api/contacts/counts")).json() == {
        "total": 4, "on_whatsapp": 2, "not_on_whatsapp": 1, "not_known": 1, "opted_out": 3,
    }  # fmt: skip


@pytest.mark.parametrize("query", [{}, {"sort": "name"}, {"q": "person"}, {"q": "er", "sort": "name"}])
async def test_statements_of_a_page_do_not_grow_with_rows(
    client: httpx2.AsyncClient, pool: Pool, query: dict[str, str]
) -> None:
    counts: list[int] = []
    # One alone may be read by a shorter way.
    for first, last in ((100_000, 100_150), (100_151, 101_000)):
        await pool.execute(
            "INSERT INTO contacts (phone, first_name) SELECT '+22660' || n, 'Person' FROM"
            " generate_series($1::integer, $2::integer) n", first, last,
        )  # fmt: skip
        async with count_statements(pool) as statements:
            await client.get("/api/contacts", params={"limit": 100, **query})
        counts.append(statements.count)
    assert counts[0] <= 5
    assert counts[1] <= counts[0]


async def test_changes_end_what_they_touch_in_the_cache(client: Any, pool: Pool) -> None:
    category = (await client.post("/api/categories", json={"name": "vip"})).json()["id"]

    async def touched(change: dict[str, Any]) -> set[str]:
        async with watch_versions(pool) as ended:
            answer = await client.patch(f"/api/contacts/{contact}", json=change)
            assert answer.status_code == 200, answer.text
        return ended

    async with watch_versions(pool) as ended:
        contact = (await add(client, **AWA))["id"]
    assert ended == {"contacts", "contact_counts"}
    async with watch_versions(pool) as ended:
        await add(client, phone="+2290197000002", category_ids=[category])
    assert ended == {"contacts", "contact_counts", "categories"}
    assert await touched({"category_ids": [category]}) == {"contacts", "categories"}
    assert await touched({"category_ids": [category]}) == set()
    assert await touched({"whatsapp_verified": True}) == {"contacts", "contact_counts"}
    assert await touched({"first_name": "Binta"}) == {"contacts"}
    assert await touched({"phone": "+2290197000003"}) == {"contacts", "contact_counts"}
    whole = {"phone": "+2290197000003", "first_name": "Binta", "category_ids": [category]}
    async with watch_versions(pool) as ended:
        assert (await client.put(f"/api/contacts/{contact}", json=whole)).status_code == 200
    assert ended == {"contacts"}, "the last name is gone"


async def test_refusals_carry_what_a_program_needs(client: httpx2.AsyncClient) -> None:
    first = await add(client, **AWA)
    other = await add(client, phone="+2290197000002")
    for answer in (
        await client.post("/api/contacts", json=AWA),
        await client.patch(f"/api/contacts/{other['id']}", json={"phone": AWA["phone"]}),
    ):
        assert answer.json()["error"]["details"] == {"contact_id": first["id"]}
    refused = (await client.post("/api/contacts", json={"phone": "+22912"})).json()["error"]
    assert (refused["code"], refused["details"]) == ("phone_refused", {"reason": "too_short"})


async def test_opting_out_needs_no_body(client: httpx2.AsyncClient) -> None:
    contact = await add(client, **AWA)
    out = (await client.post(f"/api/contacts/{contact['id']}/opt-out")).json()
    assert (out["opted_out_reason"], out["opted_out_at"] is None) == ("operator", False)
    assert (await client.post(f"/api/contacts/{contact['id']}/opt-in")).json()["opted_out_at"] is None
