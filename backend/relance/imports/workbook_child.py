"""Reads a workbook for its parent, in a process of its own: `python -m relance.imports.workbook_child`.

The reader of workbooks makes room for what a file declares, and a file of a kilobyte can declare half a
terabyte. Then Rust aborts, and the process with it: so it is this one, that nobody else needs. Its memory and
time are limited; what they do not suffice for is too large.
"""

import datetime
import resource
import sys
from collections.abc import Iterator
from typing import BinaryIO

import orjson
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

LOCKED = 3
NOT_A_TABLE = 4
TOO_LARGE = 5
"""How it ends when there is nothing to tell; a signal is too large as well."""

LARGEST_MEMORY = 2 << 30
"""Bytes: a million rows of ten columns take a fourth of it."""

LONGEST_TIME_S = 100
"""Of CPU. A task of the worker ends after two minutes."""

LONGEST_ROW = 1 << 20
"""Characters, as in a CSV file: one text may stand in all cells of a sheet."""


def main() -> int:
    """Standard input is the workbook, standard output one JSON text a line: height, then number and cells."""
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_TIME_S, LONGEST_TIME_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _tell(sys.stdin.buffer, sys.stdout.buffer)
        sys.stdout.flush()
    except PasswordError:
        return LOCKED
    except BrokenPipeError:
        # The parent has seen enough. Nothing is left to flush at the end.
        sys.stdout = None
        return 0
    except (CalamineError, OSError, ValueError):
        return NOT_A_TABLE
    except MemoryError:
        return TOO_LARGE
    return 0


def _tell(source: BinaryIO, out: BinaryIO) -> None:
    sheet = _first_filled_sheet(CalamineWorkbook.from_filelike(source))
    out.write(orjson.dumps(0 if sheet is None else sheet.total_height) + b"\n")
    for number, cells in () if sheet is None else _list_rows(sheet):
        if sum(map(len, cells)) > LONGEST_ROW:
            raise MemoryError
        out.write(orjson.dumps((number, cells)) + b"\n")


def _list_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """All rows that are not blank, by their number in the sheet."""
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def _first_filled_sheet(workbook: CalamineWorkbook) -> CalamineSheet | None:
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height:
            return sheet
    return None


def _text(value: object) -> str:
    """A cell as a person reads it. Spreadsheets keep phone numbers as floats."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).replace("\x00", "").strip()


if __name__ == "__main__":
    sys.exit(main())
