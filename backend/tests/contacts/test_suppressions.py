"""Opt-outs: ordered by time, by every identity, outliving everything."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from relance.contacts.suppressions import Choice, apply_suppressions, opt_in, opt_out, record_choices
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Pool, transaction

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
LATER = AT + timedelta(seconds=1)


async def add_contact(pool: Pool, phone: str, **ids: str) -> int:
    columns = ", ".join(["phone", *ids])
    places = ", ".join(f"${place + 1}" for place in range(len(ids) + 1))
    contact_id: int = await pool.fetchval(
        f"INSERT INTO contacts ({columns}) VALUES ({places}) RETURNING id", phone, *ids.values()
    )
    return contact_id


async def opted_out(pool: Pool, contact_id: int) -> tuple[datetime | None, str | None]:
    row = await pool.fetchrow("SELECT opted_out_at, opted_out_reason FROM contacts WHERE id = $1", contact_id)
    assert row is not None
    return row["opted_out_at"], row["opted_out_reason"]


async def test_opt_out_records_all_identities_and_mirrors(pool: Pool) -> None:
    contact_id = await add_contact(pool, "+2290197000000", wa_id="22997000000", bsuid="BJ.1")
    async with transaction(pool) as conn:
        changed = await opt_out(conn, contact_ids=[contact_id], reason="stop", at=AT)

    assert changed == [contact_id]
    assert await opted_out(pool, contact_id) == (AT, "stop")
    rows = await pool.fetch("SELECT identity, opted_out, at FROM suppressions ORDER BY 1")
    assert [tuple(row) for row in rows] == [
        ("bsuid:BJ.1", True, AT),
        ("phone:+2290197000000", True, AT),
        ("wa:22997000000", True, AT),
    ]


async def test_only_a_later_choice_counts(pool: Pool) -> None:
    contact_id = await add_contact(pool, "+33612345678")
    async with transaction(pool) as conn:
        await opt_out(conn, contact_ids=[contact_id], reason="stop", at=LATER)
    async with transaction(pool) as conn:
        assert await opt_in(conn, contact_ids=[contact_id], reason="start", at=AT) == []
    assert await opted_out(pool, contact_id) == (LATER, "stop")
    async with transaction(pool) as conn:
        await opt_in(conn, contact_ids=[contact_id], reason="start", at=LATER + timedelta(seconds=1))
    assert await opted_out(pool, contact_id) == (None, None)


async def test_stop_wins_within_the_same_second(pool: Pool) -> None:
    contact_id = await add_contact(pool, "+33612345678")
    for order in ((False, True), (True, False)):
        async with transaction(pool) as conn:
            await conn.execute("DELETE FROM suppressions")
            for choice in order:
                choices = [Choice(choice, "word", AT, contact_id=contact_id)]
                await record_choices(conn, choices=choices)
        assert await opted_out(pool, contact_id) == (AT, "word")


async def test_stop_of_one_batch_wins_by_time_not_by_order(pool: Pool) -> None:
    contact_id = await add_contact(pool, "+33612345678", wa_id="33612345678")
    async with transaction(pool) as conn:
        await record_choices(
            conn,
            choices=[
                Choice(True, "stop", LATER, contact_id=contact_id),
                Choice(False, "start", AT, identities=("wa:33612345678",)),
            ],
        )
    assert await opted_out(pool, contact_id) == (LATER, "stop")


async def test_repeated_opt_out_changes_nothing(pool: Pool) -> None:
    contact_id = await add_contact(pool, "+33612345678")
    async with transaction(pool) as conn:
        await opt_out(conn, contact_ids=[contact_id], reason="stop", at=AT)
        assert await opt_out(conn, contact_ids=[contact_id], reason="stop", at=AT) == []


@pytest.mark.parametrize(
    "identity", ["phone:+2290197000000", "wa:22997000000", "wa:2290197000000", "bsuid:BJ.1"]
)
async def test_opt_out_by_any_identity_finds_the_contact(pool: Pool, identity: str) -> None:
    contact_id = await add_contact(pool, "+2290197000000", bsuid="BJ.1")
    async with transaction(pool) as conn:
        assert await opt_out(conn, identities=[identity], reason="stop", at=AT) == [contact_id]
    recorded = {row["identity"] for row in await pool.fetch("SELECT identity FROM suppressions")}
    assert recorded == {identity, "phone:+2290197000000", "bsuid:BJ.1"}


async def test_others_are_left_alone(pool: Pool) -> None:
    first = await add_contact(pool, "+33612345678")
    second = await add_contact(pool, "+33612345679")
    async with transaction(pool) as conn:
        await record_choices(
            conn,
            choices=[
                Choice(True, "stop", AT, contact_id=first),
                Choice(False, "start", AT, contact_id=second),
            ],
        )
    assert await opted_out(pool, first) == (AT, "stop")
    assert await opted_out(pool, second) == (None, None)


async def test_stop_of_a_stranger_holds_when_the_contact_is_created(pool: Pool) -> None:
    async with transaction(pool) as conn:
        await opt_out(conn, identities=["wa:22997000000"], reason="stop", at=AT)
    async with transaction(pool) as conn:
        result = await upsert_contacts(conn, rows=[ContactRow("+2290197000000"), ContactRow("+33612345678")])
    assert await opted_out(pool, result.ids["+2290197000000"]) == (AT, "stop")
    assert await opted_out(pool, result.ids["+33612345678"]) == (None, None)


async def test_identity_learnt_later_brings_its_stop(pool: Pool) -> None:
    contact_id = await add_contact(pool, "+33612345678")
    async with transaction(pool) as conn:
        await opt_out(conn, identities=["bsuid:FR.9"], reason="stop", at=AT)
        await conn.execute("UPDATE contacts SET bsuid = 'FR.9'")
        assert await apply_suppressions(conn, contact_ids=[contact_id]) == [contact_id]
    assert await opted_out(pool, contact_id) == (AT, "stop")


async def test_stop_of_a_stranger_while_the_contact_is_being_created(pool: Pool) -> None:
    """Neither transaction sees the other's rows: without their lock the STOP would be lost."""

    async def stop() -> None:
        async with transaction(pool) as conn:
            await opt_out(conn, identities=["wa:33612345678"], reason="stop", at=AT)

    async with transaction(pool) as conn:
        result = await upsert_contacts(conn, rows=[ContactRow("+33612345678")])
        stopping = asyncio.create_task(stop())
        while not await pool.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"):
            assert not stopping.done(), "the STOP did not wait for the contact that is being created"
            await asyncio.sleep(0.01)
    await stopping
    assert await opted_out(pool, result.ids["+33612345678"]) == (AT, "stop")


async def test_number_of_statements_does_not_grow(pool: Pool) -> None:
    ids = [await add_contact(pool, f"+336123450{number:02d}") for number in range(50)]

    async def count(contact_ids: list[int]) -> int:
        statements: list[str] = []
        async with pool.acquire() as conn, conn.transaction():
            await opt_out(conn, contact_ids=contact_ids, reason="stop", at=AT)  # asyncpg learns the types
            with conn.query_logger(lambda record: statements.append(record.query)):
                await opt_out(conn, contact_ids=contact_ids, reason="stop", at=AT)
        return len(statements)

    assert await count(ids[:1]) == await count(ids) == 3


async def test_nothing_to_do_is_no_error(pool: Pool) -> None:
    async with transaction(pool) as conn:
        assert await opt_out(conn, reason="stop", at=AT) == []
        assert await opt_out(conn, contact_ids=[404], reason="stop", at=AT) == []
        assert await apply_suppressions(conn, contact_ids=[]) == []
