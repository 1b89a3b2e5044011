"""Consent is a record: appended to only, the newest word counts, and who withdrew is opted out."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from relance.contacts.consents.service import Consent, list_consents, note_consents, record_consents
from relance.contacts.service import create_contact, delete_contact, get_contact
from relance.contacts.suppressions import opt_in
from relance.core.db import Connection, Pool

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
async def conn(pool: Pool) -> AsyncIterator[Connection]:
    async with pool.acquire() as conn, conn.transaction():
        yield conn


@pytest.fixture
async def awa(conn: Connection) -> int:
    return (await create_contact(conn, phone="+2290197000001", first_name="Awa")).id


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


async def test_the_newest_word_counts_whenever_it_is_written_down(conn: Connection, awa: int) -> None:
    await note_consents(conn, [Consent(awa, True, ago(5), "paper", "I agree.", "Shop")])
    assert (await get_contact(conn, contact_id=awa)).consented_at == ago(5)
    await note_consents(conn, [Consent(awa, False, ago(9), "form"), Consent(awa, True, ago(8), "form")])
    assert (await get_contact(conn, contact_id=awa)).consented_at == ago(5)
    await note_consents(conn, [Consent(awa, False, ago(5), "form")])
    assert (await get_contact(conn, contact_id=awa)).consented_at is None
    rows = await list_consents(conn, contact_id=awa)
    assert [(row["given"], row["at"]) for row in rows] == [
        (False, ago(5)), (True, ago(5)), (True, ago(8)), (False, ago(9)),
    ]  # fmt: skip


async def test_told_twice_is_written_once(conn: Connection, awa: int) -> None:
    for _ in range(2):
        await record_consents(
            conn, [Consent(awa, True, ago(5), "paper"), Consent(awa, False, ago(4), "form")]
        )
    assert len(await list_consents(conn, contact_id=awa)) == 2


async def test_who_withdraws_is_opted_out_and_an_old_yes_brings_nobody_back(
    conn: Connection, awa: int
) -> None:
    await record_consents(conn, [Consent(awa, False, ago(4), "form")])
    contact = await get_contact(conn, contact_id=awa)
    assert (contact.opted_out_at, contact.opted_out_reason) == (ago(4), "consent_withdrawn")
    await record_consents(conn, [Consent(awa, True, ago(3), "import")])
    contact = await get_contact(conn, contact_id=awa)
    assert (contact.opted_out_at, contact.consented_at) == (ago(4), ago(3))


async def test_a_withdrawal_older_than_an_opt_in_takes_nobody_out(conn: Connection, awa: int) -> None:
    await opt_in(conn, contact_ids=[awa], reason="operator", at=ago(2))
    await record_consents(conn, [Consent(awa, False, ago(4), "form")])
    assert (await get_contact(conn, contact_id=awa)).opted_out_at is None


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM consents",
        "UPDATE consents SET given = NOT given",
        "UPDATE consents SET at = now()",
        "UPDATE consents SET words = 'I agree to everything.'",
    ],
)
async def test_nothing_that_was_written_down_can_be_changed(
    conn: Connection, awa: int, statement: str
) -> None:
    await note_consents(conn, [Consent(awa, True, ago(5), "paper", "I agree.")])
    with pytest.raises(asyncpg.RaiseError, match="appended to only"):
        await conn.execute(statement)


async def test_of_somebody_who_is_deleted_nothing_is_written(conn: Connection, awa: int) -> None:
    await delete_contact(conn, contact_id=awa)
    await note_consents(conn, [Consent(awa, True, ago(5), "paper")])
    assert await list_consents(conn, contact_id=awa) == []
