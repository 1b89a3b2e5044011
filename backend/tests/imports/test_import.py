"""Whole imports into a real database."""

import asyncio
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from relance.contacts.erasure.service import erase_contacts
from relance.contacts.suppressions import opt_out
from relance.core.db import Pool, transaction
from relance.core.errors import AppError
from relance.imports.jobs import enqueue_waiting
from relance.imports.people import chunks
from relance.imports.report import read_report, render_report
from relance.imports.running.run import run_job
from tests.contacts.api_scene import NotedJobs
from tests.imports.office import import_text
from tests.support.waiting import eventually


async def stored(pool: Pool) -> list[tuple[Any, ...]]:
    rows = await pool.fetch("SELECT phone, first_name, last_name, attributes FROM contacts ORDER BY phone")
    return [tuple(row) for row in rows]


async def in_category(pool: Pool) -> int:
    n: int = await pool.fetchval("SELECT coalesce(sum(n), 0)::int FROM contact_counts WHERE category_id <> 0")
    assert n == await pool.fetchval("SELECT count(*) FROM category_contacts")
    return n


async def test_good_lines_go_in_and_bad_ones_are_told(pool: Pool) -> None:
    report = await import_text(
        pool,
        "phone,first_name,city\n"
        "+2290196000001,Awa,Cotonou\n"
        "abc,Bad,\n"
        '+2290196000002,"Koffi\n'
        "0022997000000,Sèna,Ouidah\n"
        "+2290196000003,a,b,c\n"
        "+2290296000003,Odd,\n",
    )
    assert report.counts == (6, 3, 0, 0, 0, 3)
    assert [(line, reason) for line, _, reason in report.rejected] == [
        (3, "the phone number is refused: it contains letters"),
        (4, "a quotation mark is opened and never closed"),
        (6, "it has 4 cells, the header has 3"),
    ]
    assert report.rejected[0][1] == "abc | Bad |"
    assert [line for line, _ in report.warnings] == [5, 7]
    assert "Benin" in report.warnings[0][1]
    assert await stored(pool) == [
        ("+2290196000001", "Awa", None, {"city": "Cotonou"}),
        ("+2290197000000", "Sèna", None, {"city": "Ouidah"}),
        ("+2290296000003", "Odd", None, {}),
    ]
    assert await in_category(pool) == 3
    assert (report.job["status"], report.job["fraction"]) == ("completed", 1.0)


async def test_again_changes_nothing(pool: Pool) -> None:
    text = "phone,first_name\n+2290196000001,Awa\n+2290196000002,Koffi\n"
    first = await import_text(pool, text)
    again = await import_text(pool, text)
    assert again.counts == (2, 0, 0, 2, 0, 0)
    assert again.job["category_id"] == first.job["category_id"]
    assert await in_category(pool) == 2


async def test_existing_contacts_join_the_new_category(pool: Pool) -> None:
    await import_text(pool, "phone\n+2290196000001\n")
    report = await import_text(pool, "phone,first_name\n+2290196000001,Awa\n", category_name="other")
    assert report.counts == (1, 0, 1, 0, 0, 0)
    assert await in_category(pool) == 2


async def test_existing_contacts_stay_as_they_are_when_asked(pool: Pool) -> None:
    await import_text(pool, "phone,first_name\n+2290196000001,Awa\n")
    text = "phone,first_name\n+2290196000001,Other\n+2290196000002,A\n+2290196000002,B\n"
    report = await import_text(pool, text, update_existing=False)
    assert report.counts == (3, 1, 0, 1, 1, 0)
    assert [row[1] for row in await stored(pool)] == ["Awa", "A"]


async def test_the_same_person_twice_is_one_contact(pool: Pool) -> None:
    report = await import_text(
        pool,
        "phone,first_name,last_name,city\n"
        "97000000,Awa,Diop,Cotonou\n"
        "+229 97 00 00 00,,Fall,\n"
        "002290197000000,,,Ouidah\n",
        default_country="BJ",
    )
    assert report.counts == (3, 1, 0, 0, 2, 0)
    assert await stored(pool) == [("+2290197000000", "Awa", "Fall", {"city": "Ouidah"})]


async def test_the_same_person_in_two_chunks_is_one_contact(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 2)
    seen: list[float] = []
    report = await import_text(
        pool,
        "phone,first_name\n+2290196000001,A\n+2290196000002,B\nbad,C\n+2290196000001,D\n+2290196000003,E\n",
        on_progress=seen.append,
    )
    assert report.counts == (5, 3, 0, 0, 1, 1)
    assert [row[1] for row in await stored(pool)] == ["D", "B", "E"]
    assert seen == sorted(seen) and len(seen) == 3 and seen[-1] == 1.0
    assert report.rejected[0][0] == 4


async def test_stop_holds_for_imported_contacts(pool: Pool) -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    async with transaction(pool) as conn:
        await opt_out(conn, identities=["phone:+2290196000001"], reason="stop", at=at)
    await import_text(pool, "phone\n+2290196000001\n+2290196000002\n")
    rows = await pool.fetch("SELECT opted_out_at FROM contacts ORDER BY phone")
    assert [row["opted_out_at"] for row in rows] == [at, None]


async def test_imports_at_once_do_not_deadlock(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 100)
    phones = [f"+22901960{number:05d}" for number in range(600)]
    forward = "phone,first_name\n" + "".join(f"{phone},f\n" for phone in phones)
    backward = "phone,first_name\n" + "".join(f"{phone},b\n" for phone in reversed(phones))
    reports = await asyncio.gather(*(import_text(pool, text) for text in (forward, forward, backward)))
    assert sum(report.job["created"] for report in reports) == 600
    assert all(report.job["lines"] == 600 for report in reports)
    assert len({report.job["category_id"] for report in reports}) == 1
    assert await in_category(pool) == 600


async def test_nul_and_strange_texts_are_storable(pool: Pool) -> None:
    text = "phone,first_name,city\n+2290196000001,A\x00wa,\x00\n+2290196000002,=cmd(),\u202e\U0001f600\n"
    report = await import_text(pool, text)
    assert report.job["rejected"] == 0
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
        await import_text(pool, source)
    assert refused.value.code == code
    for table in ("categories", "import_jobs", "import_pieces"):
        assert await pool.fetchval(f"SELECT count(*) FROM {table}") == 0


async def test_unknown_default_country_changes_nothing(pool: Pool) -> None:
    with pytest.raises(AppError) as refused:
        await import_text(pool, "phone\n97000000\n", default_country="XX")
    assert refused.value.code == "unknown_country"


async def test_failure_in_the_middle_keeps_whole_chunks_and_another_goes_on(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 10)
    text = "phone\n" + "".join(f"+22901960{number:05d}\n" for number in range(30))
    stored: list[float] = []

    def stop_after_two(fraction: float) -> None:
        stored.append(fraction)
        if len(stored) == 2:
            raise ConnectionError

    with pytest.raises(ConnectionError):
        await import_text(pool, text, on_progress=stop_after_two)
    assert await pool.fetchval("SELECT count(*) FROM contacts") == 20
    await pool.execute("UPDATE import_jobs SET lease_until = now() - interval '1 second'")
    assert await enqueue_waiting(pool, NotedJobs()) == 1  # type: ignore[arg-type]
    assert await run_job(pool, job_id=await pool.fetchval("SELECT id FROM import_jobs"))
    job = await pool.fetchrow("SELECT status, lines, created FROM import_jobs")
    assert job is not None and tuple(job) == ("completed", 30, 30)
    assert (await import_text(pool, text)).counts == (30, 0, 0, 30, 0, 0)


async def test_what_a_person_breaks_off_nobody_goes_on_with(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "CHUNK_LINES", 1)
    text = "phone\n" + "".join(f"+22901960{number:05d}\n" for number in range(500))
    importing = asyncio.create_task(import_text(pool, text))

    async def has_stored() -> bool:
        return bool(await pool.fetchval("SELECT lines > 0 FROM import_jobs"))

    await eventually(has_stored)
    importing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await importing
    job = await pool.fetchrow("SELECT status, error_code, lines FROM import_jobs")
    assert job is not None and tuple(job)[:2] == ("failed", "import_interrupted")
    assert job["lines"] == await pool.fetchval("SELECT count(*) FROM contacts") < 500
    assert await pool.fetchval("SELECT count(*) FROM import_pieces") == 0


async def test_whoever_made_a_job_waits_for_who_took_it_and_takes_it_back_from_the_dead(pool: Pool) -> None:
    """Two never store the same lines: a worker may have been quicker, and die."""
    await pool.execute(
        """CREATE FUNCTION taken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.status := 'running'; NEW.attempts := 1; NEW.lease_until := now() + interval '20 seconds';
        RETURN NEW; END $$;
        CREATE TRIGGER taken BEFORE INSERT ON import_jobs FOR EACH ROW EXECUTE FUNCTION taken()"""
    )
    importing = asyncio.create_task(import_text(pool, "phone\n+2290196000001\n"))

    async def is_there() -> bool:
        return bool(await pool.fetchval("SELECT status = 'running' FROM import_jobs"))

    await eventually(is_there)
    assert await run_job(pool, job_id=await pool.fetchval("SELECT id FROM import_jobs"))
    assert await pool.fetchval("SELECT lines FROM import_jobs") == 0 and not importing.done()
    await pool.execute("UPDATE import_jobs SET lease_until = now() - interval '1 second'")
    assert (await importing).counts == (1, 1, 0, 0, 0, 0)
    assert await pool.fetchval("SELECT attempts FROM import_jobs") == 2


async def test_the_sample_has_no_rejected_line(pool: Pool) -> None:
    sample = Path(str(files("relance.imports") / "sample_contacts.csv"))
    report = await import_text(pool, sample.read_bytes(), default_country="BJ")
    assert report.counts == (200, 200, 0, 0, 0, 0)
    assert await in_category(pool) == 200
    prefixes = await pool.fetch("SELECT DISTINCT left(phone, 4) AS p FROM contacts")
    assert {row["p"][:3] for row in prefixes} == {"+22", "+33"}
    assert {row["p"] for row in prefixes} >= {"+229", "+228", "+221", "+225"}


async def test_report_is_told_to_a_person(pool: Pool) -> None:
    report = await import_text(pool, "phone\n+2290196000001\n97000000\n" + "x\n" * 25, default_country="BJ")
    async with pool.acquire() as conn:
        text = render_report(await read_report(conn, job=report.job))
    assert text.startswith(
        "27 lines read for category 'clients': 2 contacts created, 0 updated, 0 unchanged, "
        "0 duplicates in the file, 25 rejected."
    )
    assert "  line 4: the phone number is refused: it contains letters [x]" in text
    assert "  line 8: the phone" in text and "… and 20 more like this" in text
    assert "Benin's old eight digits became ten: taken as +2290197000000" in text


async def test_erased_people_are_left_out_and_counted(pool: Pool) -> None:
    await import_text(pool, "phone,first_name\n+2290196000001,Awa\n+2290196000002,Koffi\n")
    async with transaction(pool) as conn:
        erased = await conn.fetchval("SELECT id FROM contacts WHERE first_name = 'Awa'")
        await erase_contacts(conn, contact_ids=[erased])
    report = await import_text(
        pool, "phone,first_name\n0022996000001,Awa\n+2290196000002,Koffi\n+2290196000003,Sèna\n"
    )
    assert report.counts == (3, 1, 0, 1, 0, 0) and report.job["erased"] == 1
    assert [row[1] for row in await stored(pool) if row[0] is not None] == ["Koffi", "Sèna"]
    async with pool.acquire() as conn:
        told = render_report(await read_report(conn, job=report.job))
    assert "1 erased people left out." in told
    assert "  line 2: this person was erased, and is left out\n" in f"{told}\n"


ERASED_TWICE = (
    "phone;first_name\nabc;X\n96000001;Awa again\n0196000001;Awa\n+2290196000002;Koffi\n96000002;Koffi\n"
)


@pytest.mark.parametrize("options", [{}, {"update_existing": False}, {"dry_run": True}])
async def test_the_line_of_an_erased_person_is_told_and_nothing_of_it_kept(
    pool: Pool, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]
) -> None:
    await import_text(pool, "phone,first_name\n+2290196000001,Awa\n+2290196000002,Koffi\n")
    async with transaction(pool) as conn:
        await erase_contacts(
            conn, contact_ids=[await conn.fetchval("SELECT id FROM contacts WHERE first_name = 'Awa'")]
        )
    for lines in (5_000, 1):
        monkeypatch.setattr(chunks, "CHUNK_LINES", lines)
        told = await import_text(pool, ERASED_TWICE, default_country="BJ", **options)
        assert (told.counts, told.job["erased"]) == ((5, 0, 0, 1, 2, 1), 1)
        assert [line for line, _, _ in told.rejected] == [2, 3]
        assert told.rejected[1] == (3, "", "this person was erased, and is left out")
        assert [line for line, _ in told.warnings] == [6]  # not line 3, which has her number
        kept = await pool.fetchval("SELECT string_agg(l::text, ' ') FROM import_lines l")
        assert "Awa" not in kept and "96000001" not in kept
