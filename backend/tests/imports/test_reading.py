"""What a person says of how a file is read goes before what it looks like."""

import pytest

from relance.core.db import Pool
from relance.core.errors import AppError
from relance.imports.columns.sample import read_sample
from relance.imports.formats import workbook_lines
from relance.imports.formats.reading import Reading
from relance.imports.report import read_report, render_report
from tests.imports.office import import_text
from tests.imports.workbooks import make_workbook


def test_encoding_and_separator_are_told() -> None:
    reading = read_sample("phone;prénom\n+2290197000001;Zoé\n".encode("cp1252")).reading
    assert (reading.encoding, reading.separator, reading.sheet) == ("cp1252", ";", None)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_long_files_are_sampled_in_whole_lines(encoding: str) -> None:
    lines = [f"+22901970{n:05d},Désiré Sèna numéro {n} {'x' * 60}" for n in range(60_000)]
    sample = read_sample(("phone,nom\n" + "\n".join(lines) + "\n").encode(encoding))
    known = set(lines)
    assert 1000 < len(sample.lines) <= 2_000
    assert [line.cells for line in sample.lines if ",".join(line.cells) not in known] == []
    assert int(sample.lines[-1].cells[0][-5:]) > 58_000


def test_a_full_sheet_says_that_the_rest_is_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    book = make_workbook([["phone"], ["+2290197000001"], ["+2290197000002"]])
    assert read_sample(book).reading.sheet_is_full is False
    monkeypatch.setattr(workbook_lines, "MOST_ROWS", 3)
    assert read_sample(book).reading.sheet_is_full is True


async def test_the_report_tells_a_full_sheet(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_lines, "MOST_ROWS", 2)
    job = (await import_text(pool, make_workbook([["phone"], ["+2290197000001"]]))).job
    async with pool.acquire() as conn:
        told = render_report(await read_report(conn, job=job))
    assert "The sheet is full: the rest of the list is probably on another sheet (--sheet NAME)." in told


def test_a_sheet_that_is_not_there_is_refused_and_not_another_read() -> None:
    book = make_workbook([["phone"], ["+2290197000001"]])
    assert read_sample(book, chosen=Reading(sheet="People")).reading.sheet == "People"
    with pytest.raises(AppError, match="has no sheet 'Poeple': it has Empty, People"):
        read_sample(book, chosen=Reading(sheet="Poeple"))


async def test_a_wish_holds_for_the_whole_import(pool: Pool) -> None:
    """Semicolons in a note outnumber the commas that part the cells; the letters are of an old Mac."""
    text = "phone,note\n" + "".join(f"+22901970000{n:02d},é;a;b;c\n" for n in range(5))
    mac_roman = Reading(encoding="mac_roman", separator=",")
    report = await import_text(pool, text.encode("mac_roman"), reading=mac_roman)
    assert report.counts[:2] == (5, 5)
    assert await pool.fetchval("SELECT DISTINCT attributes ->> 'note' FROM contacts") == "é;a;b;c"
    assert report.job["reading"]["encoding"] == "mac_roman"
