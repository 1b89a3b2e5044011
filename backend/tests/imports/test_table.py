"""Reading files as they are found in the wild."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.core.errors import AppError
from relance.imports.columns.table import open_table
from relance.imports.formats import workbook_lines
from relance.imports.formats.csv_lines import CsvLines, Line
from tests.imports.workbooks import make_workbook


def read(source: bytes) -> tuple[list[str], list[Line]]:
    with open_table(source) as table:
        return table.header, list(table.lines)


TEXT = "phone;prénom;ville\r\n+2290196000001;Sèna;Abomey\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_encodings(encoding: str) -> None:
    header, lines = read(TEXT.encode(encoding))
    assert header == ["phone", "prénom", "ville"]
    assert lines == [Line(2, ["+2290196000001", "Sèna", "Abomey"])]


def test_latin_letters_far_down_the_file() -> None:
    text = "phone,name\n" + "+2290196000001,Awa\n" * 200_000 + "+2290196000001,Désiré\n"
    _, lines = read(text.encode("cp1252"))
    assert lines[-1].cells[1] == "Désiré"


def test_cyrillic_of_old_windows() -> None:
    text = "phone,имя\n" + "+79161234567,Екатерина Дмитриевна\n+79161234568,Москва привет как дела\n" * 5
    header, _ = read(text.encode("cp1251"))
    assert header == ["phone", "имя"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, newline: str) -> None:
    rows = [["phone", "name"], ["+33612345678", "Awa"], ["+33612345679", "Koffi"]]
    header, lines = read(newline.join(delimiter.join(row) for row in rows).encode())
    assert header == rows[0]
    assert [line.cells for line in lines] == rows[1:]


def test_separator_declared_by_excel() -> None:
    header, lines = read(b"sep=;\nphone;note\n+33612345678;a,b,c,d\n")
    assert header == ["phone", "note"]
    assert lines == [Line(3, ["+33612345678", "a,b,c,d"])]


def test_quotes_delimiters_and_line_breaks_in_cells() -> None:
    source = b'phone,"first, name"\n+33612345678,"Awa ""A""\nDiop"\n+33612345679,"x,y"\n'
    header, lines = read(source)
    assert header == ["phone", "first, name"]
    assert lines == [Line(2, ["+33612345678", 'Awa "A"\nDiop']), Line(4, ["+33612345679", "x,y"])]


def test_blank_lines_are_skipped_and_counted() -> None:
    _, lines = read(b"\n\nphone,name\n\n+33612345678,Awa\n , \n;;\n+33612345679,B\n")
    assert [line.number for line in lines if line.cells != [";;"]] == [5, 8]


def test_unclosed_quote_costs_its_own_line_only() -> None:
    good = [f"+336123456{number:02d},x" for number in range(10, 99)]
    source = "\n".join(["phone,name", '+33612345600,"open', *good]).encode()
    _, lines = read(source)
    assert lines[0].number == 2
    problem = lines[0].problem
    assert problem is not None and problem.text == "a quotation mark is opened and never closed"
    assert [line.number for line in lines[1:]] == list(range(3, 92))
    assert all(line.problem is None for line in lines[1:])


def test_unclosed_quote_in_the_last_line() -> None:
    _, lines = read(b'phone,name\n+33612345600,"open\n+33612345601,x\n')
    assert [(line.number, line.problem is None) for line in lines] == [(2, False), (3, True)]


def test_stray_quotes_are_taken_as_written() -> None:
    _, lines = read(b'phone,name\n+33612345600,5" pipe\n+33612345601,x\n')
    assert [line.cells[1] for line in lines] == ['5" pipe', "x"]


def test_overlong_cell_costs_its_own_line_only() -> None:
    source = 'phone,name\n+33612345600,"' + "x" * 200_000 + '"\n+33612345601,x\n'
    _, lines = read(source.encode())
    assert lines[0].problem is not None
    assert lines[1] == Line(3, ["+33612345601", "x"])


def test_nul_characters_vanish() -> None:
    _, lines = read(b"phone,name\n+336123\x0045600,A\x00wa\n")
    assert lines == [Line(2, ["+33612345600", "Awa"])]


@given(st.binary(max_size=300))
def test_any_bytes_are_lines_or_a_clear_refusal(source: bytes) -> None:
    outcome = "read"
    try:
        read(source)
    except AppError as refused:
        outcome = refused.code
    assert outcome in ("read", "file_empty", "not_a_table")


@given(st.lists(st.text('ab",;\n\r ', max_size=12), max_size=30))
def test_no_physical_line_is_lost_or_invented(texts: list[str]) -> None:
    physical = [text.replace("\n", "").replace("\r", "") + "\n" for text in texts]
    numbers = [line.number for line in CsvLines(physical)]
    assert numbers == sorted(set(numbers))
    assert all(1 <= number <= len(physical) for number in numbers)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "file_empty"),
        (b"\n\n  \n", "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (b"%PDF-1.7 ...", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table"),
        (b"PK\x03\x04 not really a zip", "not_a_table"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "not_a_table"),
        (bytes(range(32)) * 20, "not_a_table"),
    ],
)
def test_files_that_are_no_table(source: bytes, code: str) -> None:
    with pytest.raises(AppError) as refused:
        read(source)
    assert refused.value.code == code


def test_missing_file_is_a_clear_refusal(tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        open_table(tmp_path / "none.csv")
    assert refused.value.code == "file_not_readable"


def test_zip_that_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(AppError) as refused:
        read(stream.getvalue())
    assert refused.value.code == "not_a_table"


def test_workbook_numbers_blank_rows_and_formulas() -> None:
    header, lines = read(
        make_workbook(
            [
                ["phone", "age", "note"],
                [2290196000001.0, 40, "=1+1"],
                [None, None, None],
                ["+33612345678", 1.5, "x"],
            ]
        )
    )
    assert header == ["phone", "age", "note"]
    assert lines == [Line(2, ["2290196000001", "40"]), Line(4, ["+33612345678", "1.5", "x"])]


def test_workbook_whose_header_is_not_in_the_first_row() -> None:
    header, lines = read(make_workbook([[None], ["phone"], ["+33612345678"]]))
    assert header == ["phone"]
    assert [line.number for line in lines] == [3]


def test_workbook_without_anything_in_it() -> None:
    with pytest.raises(AppError) as refused:
        read(make_workbook([]))
    assert refused.value.code == "file_empty"


def test_workbook_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_lines, "LARGEST_UNPACKED", 1000)
    with pytest.raises(AppError) as refused:
        read(make_workbook([["phone"], ["x" * 1000]]))
    assert refused.value.code == "workbook_too_large"
