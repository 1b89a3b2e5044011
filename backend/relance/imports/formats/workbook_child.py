"""Reads a workbook for its parent, in a process of its own: `python -I workbook_child.py PARENT [SHEET]`.

The reader of workbooks makes room for what a file declares, and a file of a kilobyte can declare half a
terabyte. Then Rust aborts, and the process with it: so it is this one, that nobody else needs. Its memory and
time are limited; what they do not suffice for is too large. And a file may know of a fault in the reader: so
nothing is here that is worth having. The environment is empty, no file can be written, root becomes `nobody`
before the first byte is read; what is needed is imported by then, from folders that may be root's alone.
"""

import codecs
import ctypes
import os
import pwd
import re
import resource
import signal
import sys
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import orjson
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from relance.imports.formats.cell_formats import Format, show_plain
from relance.imports.formats.xlsx_looks import RowLooks, XlsxLooks

LOCKED = 3
NOT_A_TABLE = 4
TOO_LARGE = 5
STILL_ROOT = 6
"""How it ends when there is nothing to tell; a signal is too large as well."""

LARGEST_MEMORY = 768 << 20
"""Bytes of address space: enough for a million rows of five texts, not of ten."""

LONGEST_TIME_S = 120
"""From the start until everything is read; the rows are then told as fast as the parent takes them."""

LONGEST_CPU_S = 100
"""A task of the worker ends after two minutes, and is tried again: before that the file is too large."""

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38

LONGEST_ROW = 1 << 20
"""Characters, as in a CSV file: one text may stand in all cells of a sheet."""


MOST_SHEETS = 100
"""That are told."""
SHEETS_LOOKED_AT = 20
ROWS_LOOKED_AT = 100

codecs.lookup("cp437")  # names in a zip archive; `nobody` could not load it

_DIGITS = re.compile(r"(?:\D*\d){7,15}\D*")


def main() -> int:
    """Standard input is the workbook, standard output one JSON text a line.

    The first has the sheets, the one that is read and its height; the others number, cells, whether hidden.
    """
    signal.alarm(LONGEST_TIME_S)  # nobody catches it: it ends the process
    for what, most in (
        (resource.RLIMIT_AS, LARGEST_MEMORY),
        (resource.RLIMIT_CPU, LONGEST_CPU_S),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(10)  # whoever has a page open comes first
    try:
        _become_nobody()
    except OSError:
        return STILL_ROOT
    _end_with(int(sys.argv[1]))
    try:
        _tell(sys.stdin.buffer, sys.stdout.buffer, sys.argv[2] if len(sys.argv) > 2 else None)
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


def _become_nobody() -> None:
    """As root only. Raises OSError where root may not become another user."""
    if os.geteuid() != 0:
        return
    try:
        entry = pwd.getpwnam("nobody")
        uid, gid = entry.pw_uid, entry.pw_gid
    except KeyError:
        uid = gid = 65534
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def _end_with(parent: int) -> None:
    """However the parent ends, or its thread that asked. After the change of user, which forgets this."""
    if sys.platform.startswith("linux"):
        prctl = ctypes.CDLL(None).prctl
        prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(TOO_LARGE)  # nobody is there to be told


def _tell(source: BinaryIO, out: BinaryIO, wanted: str | None) -> None:
    workbook = CalamineWorkbook.from_filelike(source)
    sheet = _find_sheet(workbook, wanted)
    signal.alarm(0)
    head = {
        "height": 0 if sheet is None else sheet.total_height,
        "sheet": None if sheet is None else sheet.name,
        "sheets": [one.name for one in _list_sheets(workbook)][:MOST_SHEETS],
    }
    out.write(orjson.dumps(head) + b"\n")
    for number, is_hidden, cells in () if sheet is None else _list_rows(sheet, _find_looks(source, sheet)):
        if sum(map(len, cells)) > LONGEST_ROW:
            raise MemoryError
        out.write(orjson.dumps((number, cells, is_hidden)) + b"\n")


def _find_looks(source: BinaryIO, sheet: CalamineSheet) -> Iterator[RowLooks]:
    """Of the rows of an XLSX; other formats say nothing of theirs."""
    try:
        source.seek(0)
        yield from XlsxLooks(source).list_rows(sheet.name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        return


def _list_rows(sheet: CalamineSheet, looks: Iterator[RowLooks]) -> Iterator[tuple[int, bool, list[str]]]:
    """All rows that are not blank, by their number in the sheet, and whether they are hidden there."""
    # Row by row: a list of lists would take as much memory again.
    here = next(looks, None)
    for number, row in enumerate(sheet.iter_rows(), start=1):
        while here is not None and here.number < number:
            here = next(looks, None)
        shown = here if here is not None and here.number == number else None
        cells = [
            _text(value, shown.formats.get(place) if shown is not None else None)
            for place, value in enumerate(row)
        ]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, shown is not None and shown.is_hidden, cells


def _text(value: object, shown_as: Format | None) -> str:
    """A cell as a person reads it. Spreadsheets keep phone numbers as floats."""
    text = shown_as.show(value) if shown_as is not None else None
    return show_plain(value) if text is None else text


def _list_sheets(workbook: CalamineWorkbook) -> list[SheetMetadata]:
    """Those of cells, the visible ones first."""
    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    return sorted(sheets, key=lambda one: one.visible != SheetVisibleEnum.Visible)


def _find_sheet(workbook: CalamineWorkbook, wanted: str | None) -> CalamineSheet | None:
    """The one that is wanted, else that with most rows of numbers among its first: notes have none.

    What somebody has hidden, perhaps last year's list, comes after every visible sheet with numbers.
    A file may have hundreds of sheets: only the first are looked at.
    """
    sheets = _list_sheets(workbook)
    if wanted in [one.name for one in sheets]:
        return workbook.get_sheet_by_name(wanted)
    best: tuple[tuple[bool, bool, int, int], CalamineSheet] | None = None
    for one in sheets[:SHEETS_LOOKED_AT]:
        sheet = workbook.get_sheet_by_name(one.name)
        if sheet.height:
            numbers, has_columns = _worth(sheet)
            worth = (numbers > 0, one.visible == SheetVisibleEnum.Visible, numbers, has_columns)
            if best is None or worth > best[0]:
                best = (worth, sheet)
    return None if best is None else best[1]


def _worth(sheet: CalamineSheet) -> tuple[int, int]:
    """Rows with a number among the first ones, then whether it has columns at all."""
    rows = [[show_plain(value) for value in row] for row in islice(sheet.iter_rows(), ROWS_LOOKED_AT)]
    numbers = sum(any(_DIGITS.fullmatch(cell) for cell in row) for row in rows)
    return numbers, int(sum(sum(map(bool, row)) > 1 for row in rows) > 1)


if __name__ == "__main__":
    sys.exit(main())
