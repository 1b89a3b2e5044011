"""Categories and their exact counts."""

import httpx2
import pytest
from fastapi import FastAPI

from relance.categories import service
from relance.categories.api import router
from relance.categories.colors import PALETTE
from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.core.settings import Settings
from tests.support.services import equip


async def add_contacts(pool: Pool, n: int) -> list[int]:
    rows = await pool.fetch(
        "INSERT INTO contacts (phone) SELECT '+2290196' || lpad(g::text, 6, '0') FROM"
        " generate_series(1, $1) g RETURNING id",
        n,
    )
    return [row["id"] for row in rows]


async def use_in_campaign(pool: Pool, category_id: int) -> int:
    await pool.execute("INSERT INTO accounts (waba_id) VALUES ('1') ON CONFLICT DO NOTHING")
    campaign_id: int = await pool.fetchval(
        """
        WITH s AS (INSERT INTO senders (phone_number_id, waba_id) VALUES ('1', '1') RETURNING id),
             t AS (INSERT INTO templates (waba_id, name, language, status, components)
                   VALUES ('1', 'hello', 'en', 'APPROVED', '[]') RETURNING id)
        INSERT INTO campaigns (name, sender_id, template_id, interaction_window_s, request_hash)
        SELECT 'c', s.id, t.id, 60, '' FROM s, t RETURNING id
        """
    )
    await pool.execute("INSERT INTO campaign_categories VALUES ($1, $2)", campaign_id, category_id)
    return campaign_id


async def test_counts_follow_every_change(pool: Pool) -> None:
    ids = await add_contacts(pool, 5)
    async with transaction(pool) as conn:
        category = await service.create_category(conn, name="VIP")
        assert category.contact_count == 0
        assert await service.add_contacts(conn, category_id=category.id, contact_ids=[*ids[:4], ids[0]]) == 4
        assert await service.add_contacts(conn, category_id=category.id, contact_ids=ids) == 1
        assert await service.remove_contacts(conn, category_id=category.id, contact_ids=[ids[0], 404]) == 1
    async with transaction(pool) as conn:
        assert (await service.get_category(conn, category_id=category.id)).contact_count == 4
        assert [item.contact_count for item in await service.list_categories(conn)] == [4]


async def test_list_is_one_statement_for_any_number(pool: Pool) -> None:
    async with transaction(pool) as conn:
        for number in range(30):
            await service.create_category(conn, name=f"category {number:02d}")
        await service.list_categories(conn)
        statements: list[str] = []
        with conn.query_logger(lambda record: statements.append(record.query)):
            found = await service.list_categories(conn)
    assert len(statements) == 1
    assert [category.name for category in found] == [f"category {number:02d}" for number in range(30)]


async def test_deleted_and_unknown_contacts_are_not_added(pool: Pool) -> None:
    ids = await add_contacts(pool, 2)
    await pool.execute("UPDATE contacts SET deleted_at = now(), phone = NULL WHERE id = $1", ids[0])
    async with transaction(pool) as conn:
        category = await service.create_category(conn, name="VIP")
        assert await service.add_contacts(conn, category_id=category.id, contact_ids=[*ids, 404]) == 1


async def test_names_are_one_whatever_their_case(pool: Pool) -> None:
    async with transaction(pool) as conn:
        created = await service.create_category(conn, name="  Été   2026 ")
        assert created.name == "Été 2026"
        assert await service.get_or_create_category(conn, name="été 2026") == created.id
        assert await service.get_or_create_category(conn, name="other") != created.id
        with pytest.raises(AppError) as refused:
            await service.create_category(conn, name="ÉTÉ 2026")
        assert (refused.value.code, refused.value.status) == ("category_exists", 409)
        with pytest.raises(AppError) as refused:
            await service.update_category(conn, category_id=created.id, name="OTHER")
        assert refused.value.code == "category_exists"
        # the refused statement did not spoil the transaction
        renamed = await service.update_category(conn, category_id=created.id, name="été", color="#ABCDEF")
    assert (renamed.name, renamed.color) == ("été", "#abcdef")


async def test_default_colour_is_the_least_used(pool: Pool) -> None:
    async with transaction(pool) as conn:
        colors = [
            (await service.create_category(conn, name=str(number))).color
            for number in range(len(PALETTE) + 1)
        ]
        await service.update_category(conn, category_id=1, color="#000000")
        await service.update_category(conn, category_id=len(PALETTE) + 1, color="#000000")
        again = await service.create_category(conn, name="again")
    assert colors == [*PALETTE, PALETTE[0]]
    assert again.color == PALETTE[0]


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00b", "a\x07"])
async def test_unusable_name_is_refused(pool: Pool, name: str) -> None:
    async with transaction(pool) as conn:
        with pytest.raises(AppError) as refused:
            await service.create_category(conn, name=name)
    assert refused.value.status == 422


async def test_unusable_colour_is_refused(pool: Pool) -> None:
    async with transaction(pool) as conn:
        with pytest.raises(AppError) as refused:
            await service.create_category(conn, name="x", color="red")
    assert refused.value.code == "color_refused"


async def test_delete_keeps_the_contacts(pool: Pool) -> None:
    ids = await add_contacts(pool, 2)
    async with transaction(pool) as conn:
        category = await service.create_category(conn, name="VIP")
        await service.add_contacts(conn, category_id=category.id, contact_ids=ids)
        await service.delete_category(conn, category_id=category.id)
        assert await service.list_categories(conn) == []
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 2


async def test_delete_of_a_category_in_use_is_a_conflict(pool: Pool) -> None:
    async with transaction(pool) as conn:
        category = await service.create_category(conn, name="VIP")
    campaign_id = await use_in_campaign(pool, category.id)
    async with transaction(pool) as conn:
        with pytest.raises(AppError) as refused:
            await service.delete_category(conn, category_id=category.id)
        assert (refused.value.code, refused.value.status) == ("category_in_use", 409)
    await pool.execute("UPDATE campaigns SET deleted_at = now() WHERE id = $1", campaign_id)
    async with transaction(pool) as conn:
        await service.delete_category(conn, category_id=category.id)
        assert await service.list_categories(conn) == []


async def test_unknown_category_is_404(pool: Pool) -> None:
    async with transaction(pool) as conn:
        for call in (
            service.get_category(conn, category_id=404),
            service.delete_category(conn, category_id=404),
            service.update_category(conn, category_id=404, name="x"),
            service.add_contacts(conn, category_id=404, contact_ids=[1]),
            service.remove_contacts(conn, category_id=404, contact_ids=[1]),
        ):
            with pytest.raises(AppError) as refused:
                await call
            assert refused.value.code == "category_not_found"


async def test_endpoint_lists_categories_with_counts(pool: Pool, settings: Settings) -> None:
    await pool.execute(
        "INSERT INTO categories (name, color) VALUES ('b', '#000000'), ('A', '#ffffff');"
        "INSERT INTO contacts (phone) VALUES ('+2290196000001');"
        "INSERT INTO category_contacts SELECT c.id, p.id FROM categories c, contacts p WHERE name = 'b'"
    )
    app = FastAPI()
    app.include_router(router)
    equip(app, settings, pool)
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://relance") as client:
        answer = await client.get("/api/categories")
    assert answer.status_code == 200
    assert answer.json() == {
        "items": [
            {"id": 2, "name": "A", "color": "#ffffff", "contact_count": 0},
            {"id": 1, "name": "b", "color": "#000000", "contact_count": 1},
        ],
        "next_cursor": None,
        "total": 2,
    }
