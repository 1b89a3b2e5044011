"""Whole imports into a real database."""

import asyncio
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from relance.contacts.suppressions import opt_out
from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.imports import chunks
from relance.imports.report import ImportReport, render_report
from relance.imports.service import import_contacts


async def run(pool: Pool, text: str | bytes, **options: Any) -> ImportReport:
    source = text.encode() if isinstance(text, str) else text
    return await import_contacts(pool, source=source, **{"category_name": "clients", **options})


def counts(report: ImportReport) -> tuple[int, ...]:
    return (
        *(report.rows, report.created, report.updated, report.unchanged),
        *(report.duplicates_in_file, report.rejected_total),
    )


async def stored(pool: Pool) -> list[tuple[Any, ...]]:
    rows = await pool.fetch("SELECT phone, first_name, last_name, attributes FROM contacts ORDER BY phone")
    return [tuple(row) for row in rows]


async def in_category(pool: Pool) -> int:
    n: int = await pool.fetchval("SELECT coalesce(sum(n), 0)::int FROM contact_counts WHERE category_id <> 0")
    assert n == await pool.fetchval("SELECT count(*) FROM category_contacts")
    return n


async def test_good_lines_go_in_and_bad_ones_are_told(pool: Pool) -> None:
    report = await run(
        pool,
        "phone,first_name,city\n"
        "+2290196000001,Awa,Cotonou\n"
        "abc,Bad,\n"
        '+2290196000002,"Koffi\n'
        "0022997000000,Sèna,Ouidah\n"
        "+2290196000003,a,b,c\n"
        "+2290296000003,Odd,\n",
    )
    assert counts(report) == (6, 3, 0, 0, 0, 3)
    assert [(line.line, line.reason) for line in report.rejected] == [
        (3, "the phone number is refused: it contains letters"),
        (4, "a quotation mark is opened and never closed"),
        (6, "it has 4 cells, the header has 3"),
    ]
    assert report.rejected[0].raw == "abc | Bad |"
    assert [line for line, _ in report.warnings] == [5, 7]
    assert "Benin" in report.warnings[0][1]
    assert await stored(pool) == [
        ("+2290196000001", "Awa", None, {"city": "Cotonou"}),
        ("+2290197000000", "Sèna", None, {"city": "Ouidah"}),
        ("+2290296000003", "Odd", None, {}),
    ]
    assert await in_category(pool) == 3
    assert report.fraction == 1.0


async def test_again_changes_nothing(pool: Pool) -> None:
    text = "phone,first_name\n+2290196000001,Awa\n+2290196000002,Koffi\n"
    first = await run(pool, text)
    again = await run(pool, text)
    assert counts(again) == (2, 0, 0, 2, 0, 0)
    assert again.category_id == first.category_id
    assert await in_category(pool) == 2


async def test_existing_contacts_join_the_new_category(pool: Pool) -> None:
    await run(pool, "phone\n+2290196000001\n")
    report = await run(pool, "phone,first_name\n+2290196000001,Awa\n", category_name="other")
    assert counts(report) == (1, 0, 1, 0, 0, 0)
    assert await in_category(pool) == 2


async def test_existing_contacts_stay_as_they_are_when_asked(pool: Pool) -> None:
    await run(pool, "phone,first_name\n+2290196000001,Awa\n")
    text = "phone,first_name\n+2290196000001,Other\n+2290196000002,A\n+2290196000002,B\n"
    report = await run(pool, text, update_existing=False)
    assert counts(report) == (3, 1, 0, 1, 1, 0)
    assert [row[1] for row in await stored(pool)] == ["Awa", "A"]


async def test_the_same_person_twice_is_one_contact(pool: Pool) -> None:
    report = await run(
        pool,
        "phone,first_name,last_name,city\n"
        "97000000,Awa,Diop,Cotonou\n"
        "+229 97 00 00 00,,Fall,\n"
        "002290197000000,,,Ouidah\n",
        default_country="BJ",
    )
    assert counts(report) == (3, 1, 0, 0, 2, 0)
    assert await stored(pool) == [("+2290197000000", "Awa", "Fall", {"city": "Ouidah"})]


async def test_the_same_person_in_two_chunks_is_one_contact(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 2)
    seen: list[tuple[int, float]] = []
    report = await run(
        pool,
        "phone,first_name\n+2290196000001,A\n+2290196000002,B\nbad,C\n+2290196000001,D\n+2290196000003,E\n",
        on_progress=lambda report: seen.append((report.rows, report.fraction)),
    )
    assert counts(report) == (5, 3, 0, 0, 1, 1)
    assert [row[1] for row in await stored(pool)] == ["D", "B", "E"]
    assert [rows for rows, _ in seen] == [2, 4, 5]
    assert report.rejected[0].line == 4


async def test_stop_holds_for_imported_contacts(pool: Pool) -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    async with transaction(pool) as conn:
        await opt_out(conn, identities=["phone:+2290196000001"], reason="stop", at=at)
    await run(pool, "phone\n+2290196000001\n+2290196000002\n")
    rows = await pool.fetch("SELECT opted_out_at FROM contacts ORDER BY phone")
    assert [row["opted_out_at"] for row in rows] == [at, None]


async def test_imports_at_once_do_not_deadlock(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 100)
    phones = [f"+22901960{number:05d}" for number in range(600)]
    forward = "phone,first_name\n" + "".join(f"{phone},f\n" for phone in phones)
    backward = "phone,first_name\n" + "".join(f"{phone},b\n" for phone in reversed(phones))
    reports = await asyncio.gather(*(run(pool, text) for text in (forward, forward, backward)))
    assert sum(report.created for report in reports) == 600
    assert all(report.rows == 600 for report in reports)
    assert len({report.category_id for report in reports}) == 1
    assert await in_category(pool) == 600


async def test_nul_and_strange_texts_are_storable(pool: Pool) -> None:
    text = "phone,first_name,city\n+2290196000001,A\x00wa,\x00\n+2290196000002,=cmd(),\u202e\U0001f600\n"
    report = await run(pool, text)
    assert report.rejected_total == 0
    assert [row[1] for row in await stored(pool)] == ["Awa", "=cmd()"]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "file_empty"),
        (b"phone,name\n", "no_contacts"),
        (b"name,city\nAwa,Cotonou\n", "no_phone_column"),
        (b"%PDF-1.4", "not_a_table"),
    ],
)
async def test_unusable_file_changes_nothing(pool: Pool, source: bytes, code: str) -> None:
    with pytest.raises(AppError) as refused:
        await run(pool, source)
    assert refused.value.code == code
    assert await pool.fetchval("SELECT count(*) FROM categories") == 0


async def test_unknown_default_country_changes_nothing(pool: Pool) -> None:
    with pytest.raises(AppError) as refused:
        await run(pool, "phone\n97000000\n", default_country="XX")
    assert refused.value.code == "unknown_country"


async def test_failure_in_the_middle_keeps_whole_chunks(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 10)
    text = "phone\n" + "".join(f"+22901960{number:05d}\n" for number in range(30))

    def stop_after_two(report: ImportReport) -> None:
        if report.rows == 20:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await run(pool, text, on_progress=stop_after_two)
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 20
    assert counts(await run(pool, text)) == (30, 10, 0, 20, 0, 0)


async def test_the_sample_has_no_rejected_line(pool: Pool) -> None:
    sample = Path(str(files("relance.imports") / "sample_contacts.csv"))
    report = await import_contacts(pool, source=sample, category_name="Sample", default_country="BJ")
    assert counts(report) == (200, 200, 0, 0, 0, 0)
    assert await in_category(pool) == 200
    prefixes = await pool.fetch("SELECT DISTINCT left(phone, 4) AS p FROM contacts")
    assert {row["p"][:3] for row in prefixes} == {"+22", "+33"}
    assert {row["p"] for row in prefixes} >= {"+229", "+228", "+221", "+225"}


async def test_report_is_told_to_a_person(pool: Pool) -> None:
    report = await run(pool, "phone\n+2290196000001\n97000000\n" + "x\n" * 25, default_country="BJ")
    text = render_report(report)
    assert text.startswith(
        "27 lines read for category 'clients': 2 contacts created, 0 updated, 0 unchanged, "
        "0 duplicates in the file, 25 rejected."
    )
    assert "  line 4: the phone number is refused: it contains letters [x]" in text
    assert "  line 8: the phone" in text and "… and 20 more like this" in text
    assert "Benin's old eight digits became ten: taken as +2290197000000" in text
