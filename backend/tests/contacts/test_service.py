"""One contact at a time."""

from datetime import UTC, datetime

import pytest

from relance.contacts import service
from relance.contacts.suppressions import opt_out
from relance.core.db import Pool, transaction
from relance.core.errors import AppError

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


async def count_words(pool: Pool) -> dict[str, int]:
    rows = await pool.fetch(
        "SELECT word, sum(n)::int AS n FROM contact_counts"
        " WHERE category_id = 0 GROUP BY 1 HAVING sum(n) <> 0"
    )
    return {row["word"]: row["n"] for row in rows}


async def test_create_stores_what_was_given(pool: Pool) -> None:
    category_id = await pool.fetchval("INSERT INTO categories (name) VALUES ('vip') RETURNING id")
    async with transaction(pool) as conn:
        created = await service.create_contact(
            conn,
            phone="97 00 00 00",
            country="bj",
            first_name="Awa",
            attributes={"city": "Cotonou"},
            category_ids=[category_id, category_id],
        )

    async with transaction(pool) as conn:
        contact = await service.get_contact(conn, contact_id=created.id)
    assert contact == created
    assert (contact.phone, contact.first_name, contact.last_name) == ("+2290197000000", "Awa", None)
    assert contact.attributes == {"city": "Cotonou"}
    assert contact.category_ids == (category_id,)
    assert contact.whatsapp_verified is None


async def test_create_twice_is_a_conflict(pool: Pool) -> None:
    async with transaction(pool) as conn:
        await service.create_contact(conn, phone="+2290197000000")
        with pytest.raises(AppError) as refused:
            await service.create_contact(conn, phone="0022997000000")
    assert (refused.value.code, refused.value.status) == ("contact_exists", 409)


async def test_create_with_impossible_phone_says_why(pool: Pool) -> None:
    async with transaction(pool) as conn:
        with pytest.raises(AppError, match="it contains letters") as refused:
            await service.create_contact(conn, phone="Koffi")
    assert (refused.value.code, refused.value.status) == ("phone_refused", 422)


async def test_create_in_unknown_category_is_404(pool: Pool) -> None:
    with pytest.raises(AppError) as refused:
        async with transaction(pool) as conn:
            await service.create_contact(conn, phone="+2290197000000", category_ids=[99])
    assert refused.value.code == "category_not_found"
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 0


async def test_find_by_other_spelling(pool: Pool) -> None:
    async with transaction(pool) as conn:
        created = await service.create_contact(conn, phone="+5511987654321")
        found = await service.find_contact_by_phone(conn, phone="551187654321")
        nobody = await service.find_contact_by_phone(conn, phone="+33612345678")
    assert found == created
    assert nobody is None


async def test_verified_by_hand_is_counted(pool: Pool) -> None:
    async with transaction(pool) as conn:
        contact = await service.create_contact(conn, phone="+2290197000000")
        await service.set_whatsapp_verified(conn, contact_id=contact.id, verified=True, at=AT)
        assert (await service.get_contact(conn, contact_id=contact.id)).verified_at == AT
    assert await count_words(pool) == {"total": 1, "on_whatsapp": 1}
    async with transaction(pool) as conn:
        await service.set_whatsapp_verified(conn, contact_id=contact.id, verified=None)
        assert (await service.get_contact(conn, contact_id=contact.id)).verified_at is None
    assert await count_words(pool) == {"total": 1, "not_known": 1}


async def test_delete_clears_the_person_and_keeps_the_row(pool: Pool) -> None:
    category_id = await pool.fetchval("INSERT INTO categories (name) VALUES ('vip') RETURNING id")
    async with transaction(pool) as conn:
        contact = await service.create_contact(
            conn, phone="+2290197000000", first_name="Awa", attributes={"a": 1}, category_ids=[category_id]
        )
        await conn.execute("UPDATE contacts SET wa_id = '22997000000', bsuid = 'BJ.1'")
    async with transaction(pool) as conn:
        await service.delete_contact(conn, contact_id=contact.id, at=AT)

    row = await pool.fetchrow("SELECT * FROM contacts WHERE id = $1", contact.id)
    assert row is not None
    assert row["deleted_at"] == AT
    for column in ("phone", "wa_id", "bsuid", "parent_bsuid", "first_name", "last_name"):
        assert row[column] is None
    assert row["attributes"] == {}
    assert await pool.fetchval("SELECT count(*) FROM category_contacts") == 0
    assert await count_words(pool) == {}
    for call in (service.get_contact, service.delete_contact):
        with pytest.raises(AppError, match="no contact"):
            async with transaction(pool) as conn:
                await call(conn, contact_id=contact.id)


async def test_opt_out_survives_deletion_for_every_identity(pool: Pool) -> None:
    async with transaction(pool) as conn:
        contact = await service.create_contact(conn, phone="+33612345678")
        await opt_out(conn, contact_ids=[contact.id], reason="stop", at=AT)
        # learnt only after the STOP
        await conn.execute("UPDATE contacts SET bsuid = 'FR.77'")
        await service.delete_contact(conn, contact_id=contact.id)
    identities = {row["identity"] for row in await pool.fetch("SELECT identity FROM suppressions")}
    assert identities == {"phone:+33612345678", "bsuid:FR.77"}

    async with transaction(pool) as conn:
        again = await service.create_contact(conn, phone="+33612345678")
    assert again.id != contact.id
    assert (again.opted_out_at, again.opted_out_reason) == (AT, "stop")
