"""What the routes of contacts refuse, and in which words."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from tests.contacts.api_scene import serve

PHONE = "+2290197000001"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


async def refusal(client: httpx2.AsyncClient, **fields: Any) -> tuple[int, str]:
    answer = await client.post("/api/contacts", json={"phone": PHONE, **fields})
    return answer.status_code, answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("  Awa ", "Awa"),
        ("Awa\nMarie", "Awa Marie"),
        ("Awa\t  Marie", "Awa Marie"),
        ("", None),
        (" \n", None),
        ("👩‍👧 Awa", "👩‍👧 Awa"),
        ("x" * 200, "x" * 200),
    ],
)
async def test_names_are_one_line_without_blanks_around(
    client: httpx2.AsyncClient, written: str, stored: str | None
) -> None:
    made = (await client.post("/api/contacts", json={"phone": PHONE, "first_name": written})).json()
    assert made["first_name"] == stored
    path = f"/api/contacts/{made['id']}"
    assert (await client.patch(path, json={"last_name": written})).json()["last_name"] == stored
    body = {"phone": PHONE, "last_name": written}
    assert (await client.put(path, json=body)).json()["last_name"] == stored


@pytest.mark.parametrize("name", ["a\x00b", "a\x07", "\x1b[2J", "a\x7f", "x" * 201, 7, ["Awa"]])
async def test_a_name_that_no_person_has_is_refused(
    client: httpx2.AsyncClient, pool: Pool, name: Any
) -> None:
    for field in ("first_name", "last_name"):
        status, message = await refusal(client, **{field: name})
        assert status == 422 and message.startswith(f"{field}: ")
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 0


KINDS = "must be a text, a number, true, false or null"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"a": 1}, KINDS),
        (["a"], KINDS),
        ("x" * 1001, "must have 1000 characters at most"),
        ("a\x00", "must not hold the character U+0000"),
        (2**53 + 1, "is too large a number to keep its digits: send it as text"),
        (-(2**60), "is too large a number to keep its digits: send it as text"),
    ],
)
async def test_an_own_field_that_cannot_be_kept_is_told_once(
    client: httpx2.AsyncClient, value: Any, words: str
) -> None:
    answer = await client.post("/api/contacts", json={"phone": PHONE, "attributes": {"age": value}})
    assert answer.status_code == 422
    (problem,) = answer.json()["error"]["details"]["problems"]
    assert (problem["where"], problem["problem"]) == ("attributes.age", words)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
async def test_a_number_that_is_none_is_refused(client: httpx2.AsyncClient, number: str) -> None:
    content = f'{{"phone": "{PHONE}", "attributes": {{"a": {number}}}}}'.encode()
    answer = await client.post("/api/contacts", content=content, headers=JSON)
    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["", "   ", "k" * 61, "a\x00", "a\x07"])
async def test_the_name_of_an_own_field_is_checked(client: httpx2.AsyncClient, name: str) -> None:
    status, message = await refusal(client, attributes={name: "x"})
    assert status == 422 and message.startswith("attributes.")


async def test_own_fields_keep_their_values_and_kinds(client: httpx2.AsyncClient) -> None:
    own = {"city": "Cotonou\nBénin", "n": 2**53, "f": 1.5, "yes": True, "empty": "", "x" * 60: "y" * 1000}
    made = (await client.post("/api/contacts", json={"phone": PHONE, "attributes": own})).json()
    assert made["attributes"] == own
    assert made["attributes"]["yes"] is True


@pytest.mark.parametrize(
    ("phone", "country", "reason"),
    [
        ("", None, None),
        ("  ", None, "empty"),
        ("Awa", None, "letters"),
        ("+22912", None, "too_short"),
        ("97000001", None, "too_short"),
        ("0612345678", None, "no_country"),
        ("+2290197000001999", None, "too_long"),
        ("+999123456789", None, "unknown_country_code"),
        ("2.29E+12", None, "scientific_notation"),
        ("+33612345678 / +33612345679", None, "strange_characters"),
        ("1" * 101, None, None),
    ],
)
async def test_a_phone_that_cannot_be_called_says_why(
    client: httpx2.AsyncClient, phone: str, country: str | None, reason: str | None
) -> None:
    error = (await client.post("/api/contacts", json={"phone": phone, "country": country})).json()["error"]
    if reason is None:
        assert error["code"] == "malformed"
    else:
        assert (error["code"], error["details"]) == ("phone_refused", {"reason": reason})
    assert error["message"]


async def test_a_local_number_without_a_country_is_told_what_lacks(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/api/contacts", json={"phone": "97000001"})
    assert "it has no + and no default country" in answer.json()["error"]["message"]


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201, "a\x00", 1, None])
async def test_a_reason_says_something(client: httpx2.AsyncClient, reason: Any) -> None:
    made = (await client.post("/api/contacts", json={"phone": PHONE})).json()
    for step in ("opt-out", "opt-in"):
        answer = await client.post(f"/api/contacts/{made['id']}/{step}", json={"reason": reason})
        assert answer.status_code == 422, answer.text
    assert (await client.get(f"/api/contacts/{made['id']}")).json() == made


async def test_contacts_may_be_chosen_by_contact_ids(client: httpx2.AsyncClient) -> None:
    made = (await client.post("/api/contacts", json={"phone": PHONE})).json()["id"]
    vip = (await client.post("/api/categories", json={"name": "vip"})).json()["id"]
    added = await client.post(f"/api/categories/{vip}/contacts", json={"contact_ids": [made]})
    assert added.json() == {"matched": 1, "changed": 1, "next_cursor": None}
    both = {"contact_ids": [made], "ids": [made]}
    assert (await client.post(f"/api/categories/{vip}/contacts", json=both)).status_code == 422
    found = {"filter": {"search": "229 01 97"}, "action": "remove", "category_id": vip}
    assert (await client.post("/api/contacts/bulk/categories", json=found)).json()["changed"] == 1


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("contacts/bulk/delete", {}, "body: needs either ids or a filter"),
        ("contacts/bulk/delete", {"ids": [1], "filter": {}}, "body: needs either ids or a filter"),
        ("contacts/bulk/delete", {"ids": [1], "cursor": "x"}, "body: a cursor belongs to a filter"),
        (
            "contacts/bulk/delete",
            {"filter": {"name": "x"}},
            "filter.name: There is no such field. This object knows category_id, field, interacted, "
            "opted_out, q, search, whatsapp_verified.",
        ),
    ],
)
async def test_the_refusal_of_a_choice_says_what_to_send(
    client: httpx2.AsyncClient, path: str, body: Any, words: str
) -> None:
    answer = await client.post(f"/api/{path}", json=body)
    assert (answer.status_code, answer.json()["error"]["message"]) == (422, words)


async def test_null_where_it_means_nothing_is_told_by_name(client: httpx2.AsyncClient) -> None:
    made = (await client.post("/api/contacts", json={"phone": PHONE})).json()["id"]
    for name in ("phone", "attributes", "category_ids"):
        answer = await client.patch(f"/api/contacts/{made}", json={name: None})
        message = answer.json()["error"]["message"]
        assert (answer.status_code, message) == (422, f"body: {name} cannot be null: leave it out")
