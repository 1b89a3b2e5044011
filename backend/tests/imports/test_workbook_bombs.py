"""Small workbooks that unpack, or say so, to more than a machine has: refused, and nobody dies."""

import io
import zipfile
from collections.abc import Callable

import pytest

from relance.core.errors import AppError
from relance.imports.columns.table import open_table
from relance.imports.formats import workbook_child
from tests.imports.workbooks import NAMESPACE, make_workbook, make_workbook_of

SHEET = f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}"><sheetData>{{}}</sheetData></worksheet>'


def cell(reference: str, text: str) -> str:
    number = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{number}"><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def two_cells_far_apart() -> bytes:
    """A kilobyte; in memory every cell between them has its place: half a terabyte."""
    return make_workbook_of(SHEET.format(cell("A1", "phone") + cell("XFD1048576", "x")))


def four_milliard_texts() -> bytes:
    """So many are announced, none follows."""
    stream = io.BytesIO(make_workbook([["phone"], ["+33612345678"]]))
    texts = (
        f'<?xml version="1.0"?><sst xmlns="{NAMESPACE}" count="4000000000" uniqueCount="4000000000"></sst>'
    )
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", texts)
    return stream.getvalue()


def one_endless_row() -> bytes:
    """One text of 30 kB in many cells."""
    texts = f'<?xml version="1.0"?><sst xmlns="{NAMESPACE}"><si><t>{"x" * 30_000}</t></si></sst>'
    row = '<row r="1">' + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    stream = io.BytesIO(make_workbook_of(SHEET.format(row)))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", texts)
    return stream.getvalue()


@pytest.mark.parametrize("make", [two_cells_far_apart, four_milliard_texts, one_endless_row])
def test_workbook_that_would_take_all_memory_is_refused(make: Callable[[], bytes]) -> None:
    source = make()
    assert len(source) < 100_000
    with pytest.raises(AppError) as refused:
        open_table(source)
    assert refused.value.code == "workbook_too_large"


def test_bomb_below_the_header_costs_no_process() -> None:
    """The header may be read before the rest is."""
    rows = [["phone"], *([["+2290197000001"]] * 20), *([["x" * 2_000_000]] * 2)]
    with open_table(make_workbook(rows)) as table, pytest.raises(AppError) as refused:
        list(table.lines)
    assert refused.value.code == "workbook_too_large"


def test_reader_ends_with_the_table() -> None:
    table = open_table(make_workbook([["phone"], *([["+33612345678"]] * 20_000)]))
    assert table._workbook is not None
    child = table._workbook._child
    assert next(table.lines).cells == ["+33612345678"]
    table.close()
    assert child.returncode is not None


def test_limits_leave_room_for_large_honest_files() -> None:
    rows = 200_000
    with open_table(
        make_workbook([["phone", "name", "city"], *([["+33612345678", "Awa", "Abomey"]] * rows)])
    ) as table:
        assert sum(1 for _ in table.lines) == rows
        assert table.fraction == 1.0
    assert workbook_child.LARGEST_MEMORY == 768 << 20
