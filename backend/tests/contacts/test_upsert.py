"""Many contacts at once."""

import asyncio

from relance.contacts.upsert import ContactRow, UpsertResult, upsert_contacts
from relance.core.db import Pool, transaction


async def upsert(pool: Pool, *rows: ContactRow, update_existing: bool = True) -> UpsertResult:
    async with transaction(pool) as conn:
        return await upsert_contacts(conn, rows=rows, update_existing=update_existing)


async def test_new_contacts_are_created_with_their_values(pool: Pool) -> None:
    result = await upsert(pool, ContactRow("+2290197000001", "Awa", None, {"city": "Ouidah"}))

    row = await pool.fetchrow("SELECT * FROM contacts WHERE id = $1", result.ids["+2290197000001"])
    assert row is not None
    assert (row["phone"], row["first_name"], row["last_name"]) == ("+2290197000001", "Awa", None)
    assert row["attributes"] == {"city": "Ouidah"}
    assert result.created == {"+2290197000001"}


async def test_existing_contact_gets_new_values_and_keeps_the_rest(pool: Pool) -> None:
    await upsert(pool, ContactRow("+2290197000001", "Awa", "Diop", {"city": "Ouidah", "age": "40"}))
    result = await upsert(pool, ContactRow("+2290197000001", None, "Fall", {"city": "Abomey"}))

    row = await pool.fetchrow("SELECT * FROM contacts")
    assert row is not None
    assert (row["first_name"], row["last_name"]) == ("Awa", "Fall")
    assert row["attributes"] == {"city": "Abomey", "age": "40"}
    assert result.updated == {"+2290197000001"}
    assert result.ids == {"+2290197000001": row["id"]}


async def test_row_that_says_nothing_new_is_not_written(pool: Pool) -> None:
    row = ContactRow("+2290197000001", "Awa", None, {"city": "Ouidah"})
    await upsert(pool, row)
    before = await pool.fetchval("SELECT xmin::text || updated_at FROM contacts")
    result = await upsert(pool, row)

    assert result.unchanged == {"+2290197000001"}
    assert before[-10:] == (await pool.fetchval("SELECT xmin::text || updated_at FROM contacts"))[-10:]


async def test_existing_contact_stays_when_not_to_be_updated(pool: Pool) -> None:
    await upsert(pool, ContactRow("+2290197000001", "Awa"))
    result = await upsert(
        pool, ContactRow("+2290197000001", "Other"), ContactRow("+2290197000002"), update_existing=False
    )

    assert result.created == {"+2290197000002"}
    assert result.unchanged == {"+2290197000001"}
    assert await pool.fetchval("SELECT first_name FROM contacts ORDER BY id LIMIT 1") == "Awa"


async def test_contact_created_by_another_transaction_meanwhile(pool: Pool) -> None:
    async with transaction(pool) as conn:
        await conn.execute("INSERT INTO contacts (phone, last_name) VALUES ('+2290197000001', 'Diop')")
        waiting = asyncio.create_task(
            upsert(pool, ContactRow("+2290197000001", "Awa"), ContactRow("+2290197000002"))
        )
        while not await pool.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            await asyncio.sleep(0.01)
    result = await waiting

    assert result.created == {"+2290197000002"}
    assert result.updated == {"+2290197000001"}
    row = await pool.fetchrow("SELECT first_name, last_name FROM contacts WHERE phone = '+2290197000001'")
    assert row is not None
    assert tuple(row) == ("Awa", "Diop")


async def test_upserts_of_the_same_phones_wait_for_each_other(pool: Pool) -> None:
    phones = [f"+22901970{number:05d}" for number in range(500)]

    async def run(name: str) -> None:
        for start in range(0, 500, 250):
            await upsert(pool, *(ContactRow(phone, name) for phone in phones[start : start + 250]))

    await upsert(pool, *(ContactRow(phone) for phone in phones[::3]))
    await asyncio.gather(*(run(name) for name in "abcd"))
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 500
