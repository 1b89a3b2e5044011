"""Searching and filtering: every way a page may be found gives what a plain reading of the rows gives."""

import random
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from relance.contacts.lists import listing
from relance.contacts.search_index import write_index
from relance.core.db import Pool
from relance.core.settings import Settings
from tests.contacts.api_scene import serve


@pytest.fixture
async def client(pool: Pool, settings: Settings) -> AsyncIterator[httpx2.AsyncClient]:
    async with serve(pool, settings) as client:
        yield client


@pytest.fixture
async def crowd(pool: Pool) -> dict[int, dict[str, Any]]:
    """400 people with every mixture of properties, in two categories."""
    chance = random.Random(7)
    await pool.execute("INSERT INTO categories (name) VALUES ('all'), ('few')")
    for n in range(400):
        contact_id = await pool.fetchval(
            "INSERT INTO contacts (phone, first_name, last_name) VALUES ($1, $2, $3) RETURNING id",
            f"+22901{chance.randrange(10**8):08d}",
            chance.choice(["Awa", "Hélène", "Koffi", "Zoé", None]),
            chance.choice(["Mensah", "Traoré", "N'Diaye", "O'Neil_50%", None]),
        )
        await pool.execute("INSERT INTO category_contacts VALUES (1, $1)", contact_id)
        if n % 40 == 0:
            await pool.execute("INSERT INTO category_contacts VALUES (2, $1)", contact_id)
    await pool.execute("UPDATE contacts SET whatsapp_verified = id % 2 = 0 WHERE id % 3 > 0")
    await pool.execute("UPDATE contacts SET opted_out_at = now(), opted_out_reason = 'x' WHERE id % 7 = 0")
    await pool.execute("UPDATE contacts SET interacted_at = now() WHERE id % 5 = 0")
    rows = await pool.fetch("SELECT * FROM contacts")
    return {row["id"]: dict(row) for row in rows}


SEARCHES = [
    "awa",
    "HELENE",
    "hélène trao",
    "mensah",
    "01",
    "+229 01",
    "0022901",
    "n'di",
    "_50%",
    "xq",
    "é",
    "zz",
]
FILTERS: list[dict[str, str]] = [
    {},
    {"category_id": "2"},
    {"category_id": "1", "whatsapp_verified": "false"},
    {"opted_out": "true", "interacted": "true"},
    {"interacted": "false", "whatsapp_verified": "unknown"},
    {"opted_out": "false"},
]


def plain(text: str) -> str:
    return text.translate(str.maketrans("éèê", "eee")).lower()


def matches(row: dict[str, Any], q: str, query: dict[str, str], few: set[int]) -> bool:
    name = " " + plain(" ".join(filter(None, (row["first_name"], row["last_name"], row["phone"][1:]))))
    if q[0] in "+0123456789":
        digits = "".join(c for c in q if c.isdigit())
        term = digits.removeprefix("00")
        found = f" {term}" in name if q.startswith(("+", "00")) else term in name
    else:
        found = all(term in name for term in plain(q).split())
    verified = {None: "unknown", True: "true", False: "false"}[row["whatsapp_verified"]]
    return (
        found
        and query.get("whatsapp_verified", verified) == verified
        and query.get("opted_out", str(row["opted_out_at"] is not None).lower())
        == str(row["opted_out_at"] is not None).lower()
        and query.get("interacted", str(row["interacted_at"] is not None).lower())
        == str(row["interacted_at"] is not None).lower()
        and (query.get("category_id") != "2" or row["id"] in few)
    )


@pytest.mark.parametrize("folded", [False, True], ids=["due", "folded"])
async def test_every_search_and_filter_agrees_with_the_rows(
    client: httpx2.AsyncClient,
    crowd: dict[int, dict[str, Any]],
    pool: Pool,
    monkeypatch: pytest.MonkeyPatch,
    folded: bool,
) -> None:
    monkeypatch.setattr(listing, "COLLECT", 30)
    monkeypatch.setattr(listing, "COLLECT_LATER", 60)
    if folded:
        await write_index(pool)
    few = {
        row["contact_id"] for row in await pool.fetch("SELECT * FROM category_contacts WHERE category_id = 2")
    }
    for q in SEARCHES:
        for query in FILTERS:
            expected = {id_ for id_, row in crowd.items() if matches(row, q, query, few)}
            for sort in ("newest", "oldest", "name"):
                ids: list[int] = []
                cursor: str | None = None
                while True:
                    asked = {"q": q, "sort": sort, "limit": "150", **query}
                    answer = await client.get(
                        "/api/contacts", params={**asked, **({"cursor": cursor} if cursor else {})}
                    )
                    assert answer.status_code == 200, answer.text
                    ids += [item["id"] for item in answer.json()["items"]]
                    cursor = answer.json()["next_cursor"]
                    if cursor is None:
                        break
                assert len(ids) == len(set(ids))
                assert set(ids) == expected, (q, query, sort)
                if sort != "name":
                    assert ids == sorted(ids, reverse=sort == "newest")


async def test_flags_of_memberships_follow_the_contacts(crowd: dict[int, dict[str, Any]], pool: Pool) -> None:
    wrong = (
        "SELECT count(*) FROM category_contacts k JOIN contacts c ON c.id = k.contact_id"
        " WHERE k.flags <> c.flags"
    )
    assert await pool.fetchval(wrong) == 0
    await pool.execute("UPDATE contacts SET whatsapp_verified = NULL, opted_out_at = NULL")
    assert await pool.fetchval(wrong) == 0
    assert await pool.fetchval("SELECT count(*) FROM category_contacts WHERE flags > 1") == 0


async def test_search_follows_a_renaming_and_a_deletion(client: httpx2.AsyncClient, pool: Pool) -> None:
    made = (await client.post("/api/contacts", json={"phone": "+2290197000001", "first_name": "Awa"})).json()
    await client.patch(f"/api/contacts/{made['id']}", json={"first_name": "Éric"})
    assert (await client.get("/api/contacts", params={"q": "awa"})).json()["items"] == []
    assert len((await client.get("/api/contacts", params={"q": "eric"})).json()["items"]) == 1
    await client.delete(f"/api/contacts/{made['id']}")
    assert await pool.fetchval("SELECT count(*) FROM contact_search") == 0


@pytest.mark.usefixtures("crowd")
async def test_search_is_another_name_of_q(client: httpx2.AsyncClient) -> None:
    asked: dict[str, Any] = {"limit": 200, "sort": "oldest"}
    by_q = (await client.get("/api/contacts", params={**asked, "q": "traore"})).json()
    assert by_q["items"]
    for query in ({"search": "traore"}, {"q": "traore", "search": "awa"}):
        assert (await client.get("/api/contacts", params=asked | query)).json() == by_q


@pytest.mark.parametrize("folded", [False, True], ids=["due", "folded"])
async def test_one_digit_and_one_letter_may_stand_anywhere(
    client: httpx2.AsyncClient, pool: Pool, folded: bool
) -> None:
    await pool.execute(
        "INSERT INTO contacts (phone, first_name) VALUES ('+22961234560', 'Awa'), ('+22961111111', 'Kojo')"
    )
    if folded:
        await write_index(pool)

    async def found(q: str) -> list[str]:
        items = (await client.get("/api/contacts", params={"q": q, "sort": "name"})).json()["items"]
        return [item["first_name"] for item in items]

    assert await found("5") == ["Awa"]
    assert await found("kojo 1") == ["Kojo"]
    assert await found("J") == ["Kojo"]
    assert await found("w 5") == ["Awa"]
    assert await found("é") == await found("x") == []
