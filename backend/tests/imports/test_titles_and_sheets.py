"""What offices put around their lists: titles of several cells, groups above the header, hidden sheets."""

import io

import pytest
from xlsxwriter import Workbook

from relance.core.errors import AppError
from relance.imports.columns.mapping import map_as_told, settle_meanings
from relance.imports.columns.nothing import says_nothing
from relance.imports.columns.sample import read_sample
from relance.imports.columns.table import open_table
from relance.imports.formats.cell_formats import show_plain
from relance.imports.formats.csv_lines import Line
from relance.imports.people.person import read_person


@pytest.mark.parametrize(
    ("source", "header", "first"),
    [
        ("Agence : Cotonou;Date : 12/03/2026;\nN°;Nom;Tél\n1;Bio;97000001\n", ["N°", "Nom", "Tél"], 3),
        ("Agence;Tel: 21 33 00 00;\n;;\nN°;Nom;Tél\n1;Bio;97000001\n", ["N°", "Nom", "Tél"], 4),
        ("Identité;;Contacts\nNom;Prénom;Tel\nBio;Awa;97000001\n", ["Nom", "Prénom", "Tel"], 3),
        ("Contacts\nNom;Tel\nBio;97000001\n", ["Nom", "Tel"], 3),
        ("Clients;;\nNom;Joindre;Ville\nBio;97000001;x\n", ["Nom", "Joindre", "Ville"], 3),
        ("Tel;Nom\n97000001;Bio\nPrénom;Nom;Tel\n", ["Tel", "Nom"], 2),
        ("Tel;Nom\n;Contact\n;Portable\n97000001;Bio\n", ["Tel", "Nom"], 2),
        ("97000001;Bio\n97000002;Awa\nNom;Tel\n", ["", ""], 1),
    ],
)
def test_the_header_is_the_row_that_names_most_of_a_person(
    source: str, header: list[str], first: int
) -> None:
    with open_table(source.encode()) as table:
        assert table.header == header
        assert next(table.lines).number == first


@pytest.mark.parametrize(
    ("sheets", "read"),
    [
        ([("2026", 1, True), ("2025", 9, False)], "2026"),
        ([("Note", 0, True), ("2025", 9, False)], "2025"),
        ([("Note", 0, True), ("Jan", 1, True), ("Feb", 3, True)], "Feb"),
    ],
)
def test_a_hidden_sheet_comes_after_every_visible_one_with_numbers(
    sheets: list[tuple[str, int, bool]], read: str
) -> None:
    stream = io.BytesIO()
    with Workbook(stream) as book:
        for name, people, is_visible in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Nom", "Tel"])
            for row in range(1, people + 1):
                sheet.write_row(row, 0, ["Awa", 97000000 + row])
            if not is_visible:
                sheet.hide()
    with open_table(stream.getvalue()) as table:
        assert table.reading.sheet == read


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n<html>",
            "file_is_web_page",
        ),
        ("<html><table><tr><td>phone</td></tr></table>".encode("utf-16"), "file_is_web_page"),
        ("<table><tr><td>phone</td></tr></table>".encode("utf-16-le"), "file_is_web_page"),
        (b"<style>td { color: red }</style><table>", "file_is_web_page"),
        (b"BEGIN:VCARD\r\nFN:Awa\r\nTEL;TYPE=CELL:+22997000001\r\nEND:VCARD\r\n", "not_a_table"),
        (b'[\n  {"phone": "+22997000001"}]', "not_a_table"),
        (b'\xef\xbb\xbf{"phone": "+22997000001"}', "not_a_table"),
        (b"{\\rtf1\\ansi Nom; Tel}", "not_a_table"),
    ],
)
def test_what_is_no_table_is_refused_as_what_it_is(source: bytes, code: str) -> None:
    with pytest.raises(AppError) as refused:
        open_table(source)
    assert refused.value.code == code


def test_leads_of_meta_are_reached() -> None:
    """Its file has a `p:` before each number, and is in UTF-16 with tabs."""
    sample = read_sample("id\tfull_name\tphone_number\nl:1\tAwa\tp:+2290197000001\n".encode("utf-16"))
    columns = map_as_told(sample.header, settle_meanings(sample.header, None, sample.lines))
    row, warnings = read_person(sample.lines[0], columns, None)
    assert (row.phone, row.first_name, warnings) == ("+2290197000001", "Awa", ())


@pytest.mark.parametrize(
    "header", ["Accepte de recevoir des messages WhatsApp", "WhatsApp consent", "Accord WhatsApp"]
)
@pytest.mark.parametrize("lines", [1, 5])
def test_a_consent_to_whatsapp_is_no_column_of_numbers(header: str, lines: int) -> None:
    sample = read_sample((f"Nom;Tel;{header}\n" + "Awa;+2290197000001;Non\n" * lines).encode())
    columns = map_as_told(sample.header, settle_meanings(sample.header, None, sample.lines))
    row, _ = read_person(sample.lines[0], columns, None)
    assert row.phone == "+2290197000001" and row.consent is not None and not row.consent.given


@pytest.mark.parametrize(
    "text", ["None", "<NA>", "NaT", "#NOMBRE!", "#NOM\xa0?", "#VALEUR\xa0!", "N/D", "n.a.", "(vide)"]
)
def test_what_programs_write_for_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["Null", "Nan Madol", "Nathan", "0", "Nd", "Na"])
def test_names_that_resemble_nothing_are_names(text: str) -> None:
    assert not says_nothing(text)


def test_durations_of_libreoffice_are_hours() -> None:
    assert [show_plain(f"PT{text}S") for text in ("36H00M00", "01H05M09", "00H30M00.5")] == [
        "36:00", "1:05:09", "0:30",
    ]  # fmt: skip
    assert show_plain("PTT") == "PTT"


@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "utf-8"])
@pytest.mark.parametrize("name", ["Moïse", "Moïse Sèna", "Sèna", "Loïc Koïta", "Anaïs Gbèdo"])
def test_french_names_that_another_encoding_would_make_portuguese(encoding: str, name: str) -> None:
    sample = read_sample(f"Nom;Tel\n{name};97000001\n".encode(encoding))
    assert sample.lines[0].cells[0] == name


@pytest.mark.parametrize("cell", ["22997000001,00", "22997000001.0", "97000001,0"])
def test_numbers_with_a_decimal_comma_are_whole(cell: str) -> None:
    row, _ = read_person(Line(2, [cell]), map_as_told(["phone"], None), "BJ")
    assert row.phone == "+2290197000001"
