"""Bitmaps of contacts: folded once, by one, and never behind what the lists need."""

import asyncio
from string import ascii_lowercase

import pytest

from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists.listing import first_place, list_contacts
from relance.contacts.search_index import find_candidates, name_blocks, write, write_index
from relance.contacts.search_index.bitmaps import BUCKET, bits_of, choose_grams, cut_grams, ids_in
from relance.core.db import Pool

ADD = (
    "INSERT INTO contacts (phone, first_name) SELECT '+22901' || n, $1"
    " FROM generate_series($2::int, $3::int) n"
)
DUE = "SELECT count(*) FROM contact_bits_due"


async def count_candidates(pool: Pool, q: str, category_id: int | None = None) -> int:
    async with pool.acquire() as conn:
        return (await find_candidates(conn, wanted=ContactFilter(q, category_id))).count


def test_every_run_of_a_search_stands_in_a_text_that_has_it() -> None:
    text = " awa mensah 22901000001"
    for start in range(len(text) - 1):
        for end in range(start + 1, len(text) + 1):
            if text[start:end] == " ":
                continue
            grams = choose_grams([text[start:end]])
            assert grams and set(grams) <= cut_grams(text)


def test_bits_give_back_their_contacts_in_both_orders() -> None:
    ids = [0, 5, 6, BUCKET - 1, BUCKET, 3 * BUCKET + 70, *range(4 * BUCKET, 4 * BUCKET + 30)]
    for descending in (False, True):
        buckets = sorted(bits_of(ids).items(), reverse=descending)
        found = [id_ for bucket, bits in buckets for id_ in ids_in(bucket, bits, descending=descending)]
        assert found == sorted(ids, reverse=descending)


async def test_folding_leaves_nothing_due_and_nobody_too_many(pool: Pool) -> None:
    await pool.execute(ADD, "Awa", 1000, 1099)
    await pool.execute(ADD, "Koffi", 1100, 1199)
    assert await count_candidates(pool, "awa") >= 200
    await write_index(pool)
    assert await pool.fetchval(DUE) == 0
    assert await count_candidates(pool, "awa") == 100
    assert await write_index(pool) == 0


async def test_a_change_is_due_until_it_is_folded(pool: Pool) -> None:
    await pool.execute(ADD, "Awa", 1000, 1099)
    await write_index(pool)
    await pool.execute("UPDATE contacts SET first_name = 'Koffi' WHERE id = 7")
    assert await count_candidates(pool, "koffi") == 1
    await write_index(pool)
    assert await pool.fetchval(DUE) == 0
    assert await count_candidates(pool, "koffi") == 1


async def test_a_bucket_is_made_anew_after_many_renamings(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "MOST_MERGED", 50)
    await pool.execute(ADD, "Awa", 1000, 1099)
    await write_index(pool)
    await pool.execute("UPDATE contacts SET first_name = 'Koffi' WHERE id <= 40")
    await write_index(pool)
    assert await count_candidates(pool, "awa") == 100
    await pool.execute("UPDATE contacts SET first_name = 'Koffi' WHERE id BETWEEN 41 AND 80")
    await write_index(pool)
    assert await count_candidates(pool, "awa") == 20


async def test_leaving_a_category_clears_the_bits(pool: Pool) -> None:
    await pool.execute(ADD, "Awa", 1000, 1099)
    await pool.execute("INSERT INTO categories (name) VALUES ('a')")
    await pool.execute("INSERT INTO category_contacts SELECT 1, id FROM contacts")
    await write_index(pool)
    await pool.execute("DELETE FROM category_contacts WHERE contact_id > 30")
    await write_index(pool)
    assert await count_candidates(pool, "awa", category_id=1) == 30


async def test_two_at_once_fold_once(pool: Pool) -> None:
    await pool.execute(ADD, "Awa", 1000, 1099)
    folded = await asyncio.gather(*(write_index(pool) for _ in range(4)))
    assert sum(count > 0 for count in folded) == 1
    assert await pool.fetchval(DUE) == 0


async def test_a_change_that_commits_during_a_fold_stays_due(pool: Pool) -> None:
    await pool.execute(ADD, "Awa", 1000, 1009)
    await write_index(pool)
    async with pool.acquire() as conn:
        late = conn.transaction()
        await late.start()
        await conn.execute("UPDATE contacts SET first_name = 'Koffi' WHERE id = 3")
        await write_index(pool)
        await late.commit()
    assert await count_candidates(pool, "koffi") == 1
    await write_index(pool)
    assert await count_candidates(pool, "koffi") == 1


async def test_names_are_cut_into_blocks_anew_when_they_have_doubled(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_blocks, "BLOCK", 10)
    blocks = "SELECT count(*) FROM contact_name_blocks"
    for first, last, expected in ((1000, 1009, 1), (1010, 1049, 5), (1050, 1089, 5), (1090, 1119, 12)):
        await pool.execute(ADD, "Awa", first, last)
        await write_index(pool)
        assert await pool.fetchval(blocks) == expected


async def test_a_step_ends_after_a_bucket_and_puts_back_the_rest(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "STEP_S", 0)
    await pool.execute(ADD, "Awa", 1000, 1009)
    await pool.execute(
        "UPDATE contacts SET deleted_at = now();"
        "INSERT INTO contacts (id, phone, first_name) OVERRIDING SYSTEM VALUE"
        " SELECT 16384 * (n % 4) + n, '+22902' || n + 1000, 'Awa' FROM generate_series(20, 59) n"
    )
    while await write_index(pool):
        pass
    await pool.execute("INSERT INTO categories (name) VALUES ('a')")
    await pool.execute("INSERT INTO category_contacts SELECT 1, id FROM contacts WHERE deleted_at IS NULL")
    await pool.execute("UPDATE contacts SET first_name = 'Koffi' WHERE deleted_at IS NULL")
    left = []
    while await write_index(pool, budget_s=0):
        buckets = "SELECT count(DISTINCT i >> 14) FROM contact_bits_due, unnest(ids) i"
        left.append(await pool.fetchval(buckets))
        assert await count_candidates(pool, "koffi", category_id=1) == 40
    assert left == [3, 2, 1, 0]


async def names_of(pool: Pool, q: str) -> list[str]:
    async with pool.acquire() as conn:
        rows, _ = await list_contacts(
            conn, wanted=ContactFilter(q), order=Order.NAME, after=first_place(Order.NAME), limit=500
        )
    return [f"{row['first_name']} {row['phone'][-4:]}" for row in rows]


async def test_names_are_cut_over_many_steps_and_nobody_who_moves_meanwhile_is_lost(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After each step somebody moves from before the place of the cut behind it, and the other way round."""
    monkeypatch.setattr(name_blocks, "BLOCK", 4)
    monkeypatch.setattr(name_blocks, "STEP_S", 0)
    monkeypatch.setattr(name_blocks, "_PIECE", 2)
    for step, name in enumerate(("Awa", "Koffi", "Zoe")):
        await pool.execute(ADD, name, 1000 + 20 * step, 1019 + 20 * step)
    blocks = "SELECT count(*) FROM contact_name_blocks"
    steps = seen = 0
    while await write_index(pool, budget_s=0):
        cut = await pool.fetchval("SELECT count(*) FROM contact_name_blocks_next")
        if cut > seen and steps < 20:
            steps, seen = steps + 1, cut
            assert await pool.fetchval(blocks) == 1
            rename = "UPDATE contacts SET first_name = $2 WHERE id = $1"
            await pool.execute(rename, steps, f"X{ascii_lowercase[steps]}vier")
            await pool.execute(rename, 61 - steps, f"B{ascii_lowercase[steps]}rta")
    assert steps >= 7
    assert await pool.fetchval(blocks) >= 15
    assert await pool.fetchval("SELECT count(*) FROM contact_name_blocks_next") == 0
    assert await pool.fetchval("SELECT count(*) FROM contact_bits WHERE kind = 4") == 0
    monkeypatch.setattr("relance.contacts.lists.listing.COLLECT", 0)
    monkeypatch.setattr("relance.contacts.lists.listing.COLLECT_LATER", 0)
    rows = await pool.fetch("SELECT first_name, phone FROM contacts ORDER BY first_name, id")
    assert len({row["first_name"] for row in rows}) == 3 + 2 * steps
    for name in {row["first_name"] for row in rows}:
        expected = [f"{name} {row['phone'][-4:]}" for row in rows if row["first_name"] == name]
        assert await names_of(pool, name.lower()) == expected
