"""Workbooks as people see them: the sheet with the numbers, what is shown of it, and in which format."""

import io
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from xlsxwriter import Workbook

from relance.core.db import Pool
from relance.core.errors import AppError
from relance.imports.columns.sample import Sample, read_sample
from relance.imports.columns.table import open_table
from relance.imports.formats.cell_formats import read_format, show_plain
from relance.imports.formats.reading import Reading
from tests.imports.office import import_text

moment = datetime.fromisoformat


def make(write: Callable[[Workbook], None]) -> bytes:
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        write(book)
    return stream.getvalue()


def rows_of(source: bytes, chosen: Reading | None = None) -> list[list[str]]:
    with open_table(source, chosen=chosen or Reading()) as table:
        return [table.header, *(line.cells for line in table.lines)]


def two_sheets(book: Workbook) -> None:
    note = book.add_worksheet("Lisez-moi")
    note.write_column(0, 0, ["Liste mise à jour le 3 mai", "Ne pas diffuser", "Merci"])
    people = book.add_worksheet("Clients")
    people.write_column(0, 0, ["Téléphone", "+2290197000001", "+2290197000002"])
    people.write_column(0, 1, ["Prénom", "Awa", "Koffi"])
    old = book.add_worksheet("Anciens")
    old.write_column(0, 0, ["Téléphone", "+2290197000009"])


def test_a_note_on_the_first_sheet_hides_nothing() -> None:
    sample = read_sample(make(two_sheets))
    assert sample.header == ["Téléphone", "Prénom"]
    assert (sample.reading.sheet, sample.sheets) == ("Clients", ["Lisez-moi", "Clients", "Anciens"])


def test_the_sheet_may_be_chosen() -> None:
    source = make(two_sheets)
    assert rows_of(source, Reading(sheet="Anciens")) == [["Téléphone"], ["+2290197000009"]]
    assert rows_of(source, Reading(sheet="nowhere"))[1][1] == "Awa"


def filtered(book: Workbook) -> None:
    sheet = book.add_worksheet("Clients")
    for row, cells in enumerate(
        [["phone", "vip"], *([f"+22901970000{n:02d}", "yn"[n % 2]] for n in range(10))]
    ):
        sheet.write_row(row, 0, cells)
        if cells[1] == "n":
            sheet.set_row(row, None, None, {"hidden": True})


def looked_at(source: bytes, chosen: Reading) -> Sample:
    return read_sample(source, chosen=chosen)


async def test_rows_that_a_filter_hides_are_left_out_and_told(pool: Pool) -> None:
    source = make(filtered)
    report = await import_text(pool, source)
    assert report.counts[:2] == (5, 5)
    assert report.job["reading"]["hidden_rows"] == 5
    also = await import_text(pool, source, reading=Reading(with_hidden=True))
    assert also.counts[:2] == (10, 5) and also.job["reading"]["hidden_rows"] == 5


def test_cells_are_as_they_are_shown() -> None:
    shown: list[tuple[Any, str | None, str]] = [
        (0.25, "0%", "25%"),
        (12500, '#,##0 "F CFA"', "12\xa0500\xa0F CFA"),
        (1234.5, '#,##0.00 "€"', "1\xa0234,50\xa0€"),
        (1234.5, "[$$-409]#,##0.00", "$1,234.50"),
        (197456789, '0#" "##" "##" "##" "##', "01 97 45 67 89"),
        (97000001, "#,##0", "97000001"),
        (42, "000000", "000042"),
        (0.1 + 0.2, None, "0.3"),
        (2290197000001, None, "2290197000001"),
        (date(2026, 3, 5), "dd/mm/yyyy", "05/03/2026"),
        (date(2026, 3, 5), "[$-40C]d mmmm yyyy;@", "5 mars 2026"),
        (moment("2026-03-05 14:07"), "dd/mm/yyyy hh:mm", "05/03/2026 14:07"),
        (time(14, 30), "hh:mm", "14:30"),
        (timedelta(hours=26, minutes=30), "[h]:mm", "26:30"),
        ("text", "0%", "text"),
        (True, None, "true"),
    ]

    def write(book: Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["phone", *(f"c{place}" for place in range(len(shown)))])
        sheet.write(1, 0, "+2290197000001")
        for place, (value, code, _) in enumerate(shown, start=1):
            sheet.write(1, place, value, book.add_format({"num_format": code}) if code else None)

    assert rows_of(make(write))[1][1:] == [text for _, _, text in shown]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0.0%", 0.125, "12.5%"),
        ('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-', -3.5, "-3,50\xa0€"),
        ("h:mm AM/PM", time(14, 5), "2:05 PM"),
        ("mm:ss", time(0, 5, 9), "05:09"),
        ("yyyy\\-mm\\-dd", moment("2026-03-05"), "2026-03-05"),
        ("[$-40C]dddd d mmmm", moment("2026-03-05"), "jeudi 5 mars"),
        ("+000", 229, "+229"),
        ("00\\ 00\\ 00\\ 00", 97000001, "97 00 00 01"),
    ],
)
def test_formats(code: str, value: object, text: str) -> None:
    found = read_format(164, code)
    assert found is not None and found.show(value) == text


@pytest.mark.parametrize(
    "code", ["General", "@", "0", "0.00", "#,##0", "0.00E+00", "", '"', "[", ";;;", "\\"]
)
def test_formats_that_change_nothing(code: str) -> None:
    found = read_format(164, code)
    assert found is None or found.show(12.5) is None


def test_plain_values() -> None:
    assert show_plain(timedelta(days=1, hours=2)) == "26:00"
    assert show_plain(moment("2026-03-05")) == "2026-03-05"
    assert (show_plain(1e-7), show_plain(12.35), show_plain(1e300)) == ("0.0000001", "12.35", "1e+300")


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body><table><tr><td>phone</td></tr></table>",
        b"\xef\xbb\xbf \r\n<!DOCTYPE html><html>",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
        b"<table border=1><tr><td>phone</td></tr></table>",
    ],
)
def test_a_web_page_called_a_spreadsheet_is_refused_in_words(page: bytes) -> None:
    with pytest.raises(AppError) as refused:
        open_table(page)
    assert refused.value.code == "file_is_web_page"
