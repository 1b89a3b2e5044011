"""Search folds what people type and what files hold alike, in Python and in SQL."""

import unicodedata
from datetime import date

import pytest

from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists.listing import first_place, list_contacts
from relance.contacts.phones.renumbered import CHANGES
from relance.contacts.search import fold_text
from relance.contacts.search_index import check_index, write_index
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Pool, transaction

FOUND = [
    ("Hélène", "helene"), ("He\u0301le\u0300ne", "hélène"), ("Œuvrard", "oeuvrard"), ("Oeuvrard", "œuvrard"),
    ("Straßer", "strasser"), ("Ọláìyá", "olaiya"), ("Olaiya", "Ọláìyá"), ("Ṣẹ́gun", "segun"),
    ("Ɖɔ̀sú", "dosu"), ("Akɔ̃ɛ", "akoe"), ("Eʋe Ŋutsu", "eve nutsu"), ("Agblezãƒe", "agblezafe"),
    ("Nguyễn Đức", "nguyen duc"), ("N’Guessan", "n'guessan"), ("N'Guessan", "N‘Guessan"),
    ("Nʼguessan", "nguessan"), ("N`Guessan", "N’guessan"), ("d'Almeida", "d almeida"),
    ("Þórður", "thordur"), ("Jean\u00a0Paul", "jean paul"), ("Adé\u200bola", "adeola"), ("Müller", "muller"),
    ("ＡＷＡ", "awa"), ("Łukasz", "lukasz"), ("Çelik Işıl", "celik isil"),
    ("Esmée", "esmeé"), ("ঢাকা", "ঢাকা"), ("काठमाडौं", "काठमाडौं"), ("أحمد", "احمد"), ("R&D 50%", "r&d 50%"),
]  # fmt: skip
"""Who is called so, and who is looked for."""


async def find(pool: Pool, q: str) -> list[str]:
    async with pool.acquire() as conn:
        rows, _ = await list_contacts(
            conn, wanted=ContactFilter(q), order=Order.OLDEST, after=first_place(Order.OLDEST), limit=50
        )
    return [row["phone"] for row in rows]


async def add(pool: Pool, *rows: ContactRow) -> None:
    async with transaction(pool) as conn:
        await upsert_contacts(conn, rows=rows)


@pytest.mark.parametrize("indexed", [False, True], ids=["due", "indexed"])
async def test_everybody_is_found_however_the_name_is_written(pool: Pool, indexed: bool) -> None:
    people = [ContactRow(f"+22901970000{n:02}", name) for n, (name, _) in enumerate(FOUND)]
    await add(pool, *people)
    if indexed:
        await write_index(pool)
        assert await check_index(pool) == []
    for person, (name, typed) in zip(people, FOUND, strict=True):
        for q in (typed, name, typed.upper()):
            assert person.phone in await find(pool, q), (name, q)


async def test_python_and_sql_fold_every_letter_alike(pool: Pool) -> None:
    letters = [
        chr(code)
        for code in range(32, 0x20000)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co", "Cc")
    ]
    rows = await pool.fetch("SELECT l, fold_text('a' || l) AS folded FROM unnest($1::text[]) AS l", letters)
    assert [row["l"] for row in rows if row["folded"] != fold_text("a" + row["l"])] == []


async def test_own_fields_are_searched(pool: Pool) -> None:
    await add(
        pool,
        ContactRow("+2290197000001", "Awa", attributes={"ville": "Porto-Novo", "taille": 42, "vip": True}),
        ContactRow("+2290197000002", "Koffi", attributes={"métier": "Éleveur", "note": "x" * 1000}),
    )
    assert await find(pool, "porto") == ["+2290197000001"]
    assert await find(pool, "awa novo") == ["+2290197000001"]
    assert await find(pool, "eleveur") == ["+2290197000002"]
    await write_index(pool)
    await pool.execute("""UPDATE contacts SET attributes = '{"ville": "Ouidah"}' WHERE first_name = 'Awa'""")
    assert await find(pool, "ouidah") == ["+2290197000001"] and await find(pool, "porto") == []
    await write_index(pool)
    assert await find(pool, "ouidah") == ["+2290197000001"] and await find(pool, "porto") == []
    assert await check_index(pool) == []


async def test_texts_of_any_length_can_be_indexed(pool: Pool) -> None:
    long = "\ufdfa" * 200
    await add(pool, ContactRow("+2290197000001", long, long, {"a": "😀" * 1000, "b": long * 5}))
    assert await find(pool, "97000001") == ["+2290197000001"]


OLD = {
    229: ["97000001", "21301234"], 225: ["07080910", "45678901", "20301234", "22801234"],
    237: ["77123456", "99123456", "22123456"], 55: ["1187654321"], 52: ["15512345678"],
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.country_code}-{change.why}")
async def test_who_types_the_old_number_finds_the_new_one(pool: Pool, change: object) -> None:
    code, old, today = change.country_code, change.old, change.today  # type: ignore[attr-defined]
    tried = [(number, match) for number in OLD[code] if (match := old.fullmatch(number))]
    assert tried and change.since < date(2026, 1, 1)  # type: ignore[attr-defined]
    for number, match in tried:
        await add(pool, ContactRow(f"+{code}{today(match)}"))
        for typed in (f"+{code} {number}", f"00{code}{number}", f"(+{code}) {number[:4]}-{number[4:]}"):
            assert await find(pool, typed) == [f"+{code}{today(match)}"], typed
        await pool.execute("DELETE FROM contacts")


async def test_texts_of_an_older_version_are_written_anew_by_the_way(pool: Pool) -> None:
    await add(
        pool, *(ContactRow(f"+22901970000{n:02}", "N’Guessan", attributes={"v": "Kpalimé"}) for n in range(7))
    )
    await write_index(pool)
    await pool.execute("UPDATE contact_search SET text = ' n’guessan ' || contact_id, name_key = 'n’guessan'")
    await pool.execute("INSERT INTO contact_search_rewrite VALUES (0)")
    await pool.execute("DELETE FROM contact_bit_buckets")
    assert await find(pool, "kpalime") == []
    await write_index(pool)
    assert len(await find(pool, "kpalime nguessan")) == 7
    assert await pool.fetchval("SELECT count(*) FROM contact_search_rewrite") == 0
    assert await pool.fetchval("SELECT count(*) FROM contact_bits_due") == 0
    assert await check_index(pool) == []
