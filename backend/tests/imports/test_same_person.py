"""One person, one contact: a phone that is written in two ways is imported once, and found in both."""

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from tests.imports.office import import_text
from tests.imports.test_mended import client, imported

__all__ = ["client"]

TWO_WAYS = [
    ("+5491123456789", "+541123456789"),  # Argentina's 9
    ("+5511987654321", "+551187654321"),  # Brazil's ninth digit
    ("+5215512345678", "+525512345678"),  # Mexico's 1
]


async def phones(pool: Pool) -> list[str]:
    return [row["phone"] for row in await pool.fetch("SELECT phone FROM contacts ORDER BY id")]


@pytest.mark.parametrize(("one", "other"), TWO_WAYS)
async def test_twice_in_a_file_is_one_contact(pool: Pool, settings: Settings, one: str, other: str) -> None:
    done = await import_text(pool, f"phone,first_name,last_name\n{other},Ana,\n{one},,Silva\n")
    assert (done.job["created"], done.job["duplicates_in_file"]) == (1, 1)
    rows = await pool.fetch("SELECT first_name, last_name FROM contacts")
    assert [tuple(row) for row in rows] == [("Ana", "Silva")]


@pytest.mark.parametrize(("one", "other"), TWO_WAYS)
async def test_who_is_here_in_the_other_way_is_changed_not_made_again(
    pool: Pool, settings: Settings, one: str, other: str
) -> None:
    await import_text(pool, f"phone,first_name\n{one},Ana\n+22997000001,Awa\n")
    before = await phones(pool)
    job = (await import_text(pool, f"phone,last_name\n{other},Silva\n+22997000002,Koffi\n")).job
    assert (job["created"], job["updated"]) == (1, 1)
    assert (await phones(pool))[:2] == before
    assert await pool.fetchval("SELECT last_name FROM contacts WHERE first_name = 'Ana'") == "Silva"


async def test_two_contacts_that_are_here_both_stay_what_they_are(pool: Pool, settings: Settings) -> None:
    one, other = TWO_WAYS[0]
    await pool.execute("INSERT INTO contacts (phone) VALUES ($1), ($2)", one, other)
    job = (await import_text(pool, f"phone,first_name\n{one},Ana\n")).job
    assert (job["created"], job["updated"]) == (0, 1)
    assert await pool.fetchval("SELECT first_name FROM contacts WHERE phone = $1", one) == "Ana"
    assert await pool.fetchval("SELECT first_name FROM contacts WHERE phone = $1", other) is None


async def test_a_dry_run_says_the_same(client: httpx2.AsyncClient, pool: Pool) -> None:
    one, other = TWO_WAYS[0]
    await import_text(pool, f"phone,first_name\n{one},Ana\n")
    job = await imported(client, pool, f"phone,last_name\n{other},Silva\n", dry_run="true")
    assert (job["created"], job["updated"]) == (0, 1)
    assert await phones(pool) == [one]
