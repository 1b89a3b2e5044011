"""A deleted category is gone at once; its memberships go in chunks, and every count stays true."""

import asyncio

import pytest

from relance.categories import purge, service
from relance.categories.purge import purge_deleted_categories
from relance.contacts.search_index import write_index
from relance.contacts.service import create_contact, get_contact
from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.counts.recount import check_counts
from tests.categories.test_categories import add_contacts

LEFT = "SELECT count(*) FROM category_contacts"


async def delete_full_category(pool: Pool, size: int) -> tuple[int, list[int]]:
    """A category that was deleted with so many contacts in it."""
    ids = await add_contacts(pool, size)
    async with transaction(pool) as conn:
        category = await service.create_category(conn, name="VIP")
        await service.add_contacts(conn, category_id=category.id, contact_ids=ids)
    await write_index(pool)
    async with transaction(pool) as conn:
        await service.delete_category(conn, category_id=category.id)
    return category.id, ids


async def test_deleting_leaves_the_memberships_to_the_purge_and_shows_none_of_them(pool: Pool) -> None:
    category_id, ids = await delete_full_category(pool, 5)
    assert await pool.fetchval(LEFT) == 5
    async with transaction(pool) as conn:
        assert await service.list_categories(conn) == []
        assert (await get_contact(conn, contact_id=ids[0])).category_ids == ()
        for call in (
            service.get_category(conn, category_id=category_id),
            service.delete_category(conn, category_id=category_id),
            service.add_contacts(conn, category_id=category_id, contact_ids=ids),
            service.remove_contacts(conn, category_id=category_id, contact_ids=ids),
            create_contact(conn, phone="+2290197000009", category_ids=[category_id]),
        ):
            with pytest.raises(AppError) as refused:
                await call
            assert refused.value.code == "category_not_found"
    assert await check_counts(pool) == []


async def test_the_name_of_a_deleted_category_is_free_and_its_members_do_not_come_back(pool: Pool) -> None:
    _, ids = await delete_full_category(pool, 5)
    async with transaction(pool) as conn:
        again = await service.create_category(conn, name="vip")
        assert again.contact_count == 0
        await service.add_contacts(conn, category_id=again.id, contact_ids=ids[:2])
    await purge_deleted_categories(pool)
    async with transaction(pool) as conn:
        assert [item.contact_count for item in await service.list_categories(conn)] == [2]
        assert (await get_contact(conn, contact_id=ids[0])).category_ids == (again.id,)


async def test_a_purge_that_is_broken_off_goes_on_and_every_count_stays_true(pool: Pool) -> None:
    category_id, _ = await delete_full_category(pool, 7)
    assert await purge_deleted_categories(pool, chunk_size=2, budget_s=0) == 0
    left = []
    for _ in range(3):
        async with transaction(pool) as conn:  # one chunk, as a process that is killed after it
            await purge._purge_chunk(conn, category_id, 2)
        left.append(await pool.fetchval(LEFT))
        assert await check_counts(pool) == []
    assert left == [5, 3, 1]
    await purge_deleted_categories(pool, chunk_size=2)
    assert await pool.fetchval(LEFT) == 0
    assert await check_counts(pool) == []
    bits = "contact_bits WHERE kind = 2"
    for rows in ("deleted_categories", "contact_counts WHERE category_id <> 0", bits):
        assert await pool.fetchval(f"SELECT count(*) FROM {rows}") == 0, rows
    await write_index(pool)
    assert await pool.fetchval(f"SELECT count(*) FROM {bits}") == 0


async def test_contacts_change_while_their_category_is_purged(pool: Pool) -> None:
    """Whoever holds a membership is waited for; a membership that went by itself is counted once."""
    _, ids = await delete_full_category(pool, 6)
    async with pool.acquire() as conn:
        late = conn.transaction()
        await late.start()
        await conn.execute("DELETE FROM category_contacts WHERE contact_id = $1", ids[1])
        await conn.execute("UPDATE contacts SET opted_out_at = now() WHERE id = $1", ids[2])
        purge = asyncio.create_task(purge_deleted_categories(pool, chunk_size=2))
        await asyncio.sleep(0)
        await late.commit()
    await purge
    assert await pool.fetchval(LEFT) == 0
    assert await check_counts(pool) == []


async def test_two_purges_at_once_take_every_membership_once(pool: Pool) -> None:
    await delete_full_category(pool, 9)
    await asyncio.gather(*(purge_deleted_categories(pool, chunk_size=2) for _ in range(3)))
    await purge_deleted_categories(pool)
    assert await pool.fetchval(LEFT) == 0
    assert await check_counts(pool) == []


async def test_filing_at_the_moment_of_deletion_leaves_no_membership_behind(pool: Pool) -> None:
    ids = await add_contacts(pool, 3)
    async with transaction(pool) as conn:
        category = await service.create_category(conn, name="VIP")

    async def delete() -> None:
        async with transaction(pool) as conn:
            await service.delete_category(conn, category_id=category.id)

    async with pool.acquire() as conn:
        filing = conn.transaction()
        await filing.start()
        await service.add_contacts(conn, category_id=category.id, contact_ids=ids)
        deletion = asyncio.create_task(delete())
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        while not await pool.fetchval(waiting):
            await asyncio.sleep(0.01)
        await filing.commit()
    await deletion
    await purge_deleted_categories(pool)
    assert await pool.fetchval(LEFT) == 0
    assert await check_counts(pool) == []
