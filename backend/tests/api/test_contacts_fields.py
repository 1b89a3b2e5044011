"""Filtering by own fields: the whole value, as people type it, in lists, counts, files and bulk changes."""

import csv
import io
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.contacts.search_index import check_index, write_index
from relance.core.db import Pool
from relance.core.settings import Settings
from tests.contacts.api_scene import serve

PEOPLE: list[tuple[str, dict[str, Any]]] = [
    ("Awa", {"ville": "Sèmè-Podji", "code": 123, "client": True}),
    ("Kofi", {"ville": "seme-podji ", "code": 1234}),
    ("Zoé", {"ville": "Cotonou", "code": "123", "note": "x" * 700 + " fin"}),
    ("Luc", {"ville": 'R&D "l’Océan"', "a:b\\c": "d:e"}),
    ("Ben", {}),
]
ASKED = [
    (["ville:Sèmè-Podji"], "Awa Kofi"), (["ville:SEME-PODJI"], "Awa Kofi"), (["ville:Seme"], ""),
    (["code:123"], "Awa Zoé"), (["code:1234"], "Kofi"), (["code:12"], ""),
    (["ville:seme-podji", "code:123"], "Awa"), (["client:true"], "Awa"), (["Ville:Cotonou"], ""),
    (["ville:R&D \"l'Ocean\""], "Luc"), ([r"a\:b\\c:d:e"], "Luc"), (["note:" + "X" * 700 + " fin"], "Zoé"),
    (["ville:%"], ""), (["nothing:1"], ""),
]  # fmt: skip


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        for n, (name, fields) in enumerate(PEOPLE):
            body = {"phone": f"+22901970000{n:02}", "first_name": name, "attributes": fields}
            assert (await client.post("/api/contacts", json=body)).status_code == 201
        yield client


@pytest.mark.parametrize("folded", [False, True], ids=["due", "folded"])
async def test_own_fields_filter_lists_counts_and_files(
    client: httpx2.AsyncClient, pool: Pool, folded: bool
) -> None:
    if folded:
        await write_index(pool)
        assert await check_index(pool) == []
    for asked, names in ASKED:
        query: dict[str, Any] = {"field": asked, "sort": "name"}
        page = (await client.get("/api/contacts", params=query)).json()
        assert [item["first_name"] for item in page["items"]] == names.split(), asked
        answer = await client.get("/api/contacts/matching", params={"field": asked})
        assert answer.json() == {"count": len(names.split())}, asked
        file = (await client.get("/api/contacts/export", params={"field": asked})).content.decode("utf-8-sig")
        assert [line["first_name"] for line in csv.DictReader(io.StringIO(file))] == names.split(), asked


async def test_a_bulk_change_means_those_of_the_field(client: httpx2.AsyncClient) -> None:
    chosen = {"filter": {"field": ["ville:seme-podji", "code:1234"]}}
    assert (await client.post("/api/contacts/bulk/delete", json=chosen)).json()["changed"] == 1
    left = (await client.get("/api/contacts", params={"field": "ville:seme-podji"})).json()["items"]
    assert [item["first_name"] for item in left] == ["Awa"]


async def test_a_field_follows_its_change(client: httpx2.AsyncClient, pool: Pool) -> None:
    await write_index(pool)
    (awa,) = (await client.get("/api/contacts", params={"q": "awa"})).json()["items"]
    await client.patch(f"/api/contacts/{awa['id']}", json={"attributes": {"ville": "Parakou"}})
    for asked, count in (("ville:parakou", 1), ("ville:seme-podji", 1), ("code:123", 2)):
        answer = await client.get("/api/contacts/matching", params={"field": asked})
        assert answer.json() == {"count": count}, asked


@pytest.mark.parametrize("asked", ["ville", ":Cotonou", "ville:", "ville:  ", "", "ville:'", ["a:b"] * 6])
async def test_what_is_no_condition_is_refused(client: httpx2.AsyncClient, asked: str | list[str]) -> None:
    answer = await client.get("/api/contacts", params={"field": asked})
    assert answer.status_code == 422
    assert "field" in answer.text
