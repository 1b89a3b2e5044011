"""The check of the bitmaps: silent whatever is due, folded or half cut, and it finds every lacking bit."""

from importlib import import_module
from pathlib import Path

import pytest

from relance.contacts.search_index import check, check_index, name_blocks, write_index
from relance.core.db import Pool

PEOPLE = (
    "INSERT INTO categories (name) VALUES ('a'), ('b');"
    "INSERT INTO contacts (phone, first_name, whatsapp_verified)"
    " SELECT '+22901' || n, 'Awa' || n % 7, n % 2 = 0 FROM generate_series(1000, 1059) n;"
    "INSERT INTO contacts (id, phone, first_name) OVERRIDING SYSTEM VALUE"
    " VALUES (20000, '+33612345678', 'Zoe');"
    "INSERT INTO category_contacts SELECT 1 + id % 2, id FROM contacts"
)


@pytest.fixture
async def folded(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Pool:
    """Two buckets and some blocks of names."""
    monkeypatch.setattr(name_blocks, "BLOCK", 5)
    monkeypatch.setattr(check, "BLOCKS_AT_ONCE", 8)
    await pool.execute(PEOPLE)
    while await write_index(pool):
        pass
    assert await pool.fetchval("SELECT count(*) FROM contact_name_blocks") > 8
    return pool


async def test_nothing_is_found_before_between_and_after_folds(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(name_blocks, "BLOCK", 5)
    monkeypatch.setattr(name_blocks, "STEP_S", 0)
    monkeypatch.setattr(name_blocks, "_PIECE", 2)
    monkeypatch.setattr(check, "BLOCKS_AT_ONCE", 8)
    assert await check_index(pool) == []
    await pool.execute(PEOPLE)
    assert await check_index(pool) == []
    steps = 0
    while await write_index(pool, budget_s=0):
        steps += 1
        assert await check_index(pool) == []
        if steps < 6:
            await pool.execute(f"UPDATE contacts SET first_name = 'B{steps}' WHERE id = {steps}")
            await pool.execute("UPDATE contacts SET opted_out_at = now() WHERE id = $1", steps + 1)
            await pool.execute("DELETE FROM category_contacts WHERE contact_id = $1", steps + 2)
            assert await check_index(pool) == []
    assert steps > 10


@pytest.mark.parametrize(
    ("damage", "what", "contacts"),
    [
        (
            "DELETE FROM contact_bits WHERE kind = 0 AND key = 'zo'",
            "not in the bitmaps of names and numbers",
            1,
        ),
        ("DELETE FROM contact_bits WHERE kind = 1 AND key = 'v8'", "not in the bitmaps of properties", 30),
        (
            "UPDATE contact_bits SET bits = set_bit(bits, 4, 0) WHERE kind = 2",
            "not in the bitmaps of categories",
            1,
        ),
        ("DELETE FROM contact_bits WHERE kind = 3 AND key = 'zoe'", "not in the bitmaps of names", 1),
        ("DELETE FROM contact_name_blocks WHERE block = 3", "do not join", 1),
        (
            "UPDATE contact_name_blocks SET last_key = 'zz' WHERE last_id = 9223372036854775807",
            "do not join",
            1,
        ),
    ],
)
async def test_every_lacking_bit_is_found(folded: Pool, damage: str, what: str, contacts: int) -> None:
    assert await check_index(folded) == []
    await folded.execute(damage)
    found = await check_index(folded)
    assert [(gap.what, gap.contacts) for gap in found if gap.what == what] == [(what, contacts)]
    assert {gap.what for gap in found} <= {what, "do not join"}


async def test_a_text_changed_behind_the_triggers_is_found(folded: Pool) -> None:
    await folded.execute("UPDATE contact_search SET text = text || ' q' WHERE contact_id = 3")
    found = await check_index(folded)
    assert {gap.what: gap.contacts for gap in found} == {
        "not in the bitmaps of names and numbers": 1,
        "not in the bitmaps of names": 1,
    }


async def test_runs_of_one_are_made_from_those_of_two_when_an_installation_comes_to_have_them(
    folded: Pool,
) -> None:
    letters = "FROM contact_bits WHERE kind = 0 AND length(key) = 1"
    before = await folded.fetch(f"SELECT * {letters} ORDER BY key, bucket")
    assert before
    await folded.execute(f"DELETE {letters}")
    assert await check_index(folded) != []
    await folded.execute(import_module("relance.migrations.versions.0012_one_letter").RUNS_OF_ONE)
    assert await folded.fetch(f"SELECT * {letters} ORDER BY key, bucket") == before


async def test_what_docs_operations_says_mends_them(folded: Pool) -> None:
    await folded.execute("DELETE FROM contact_bits WHERE key LIKE 'zo%' OR kind = 2")
    assert await check_index(folded) != []
    text = (Path(__file__).parents[3] / "docs" / "operations.md").read_text()
    recipe = text.split("```sql\n")[1].split("```")[0]
    await folded.execute(recipe)
    assert await check_index(folded) == []
    while await write_index(folded):
        pass
    assert await check_index(folded) == []
    assert await folded.fetchval("SELECT count(*) FROM contact_name_blocks") > 8
