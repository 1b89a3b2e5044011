"""Reads a workbook for its parent, in a process of its own: `python -I workbook_child.py PARENT`.

The reader of workbooks makes room for what a file declares, and a file of a kilobyte can declare half a
terabyte. Then Rust aborts, and the process with it: so it is this one, that nobody else needs. Its memory and
time are limited; what they do not suffice for is too large. And a file may know of a fault in the reader: so
nothing is here that is worth having. The environment is empty, no file can be written, root becomes `nobody`
before the first byte is read; what is needed is imported by then, from folders that may be root's alone.
"""

import ctypes
import datetime
import os
import pwd
import resource
import signal
import sys
from collections.abc import Iterator
from typing import BinaryIO

import orjson
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

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


def main() -> int:
    """Standard input is the workbook, standard output one JSON text a line: height, then number and cells."""
    signal.alarm(LONGEST_TIME_S)  # nobody catches it: it ends the process
    for what, most in (
        (resource.RLIMIT_AS, LARGEST_MEMORY),
        (resource.RLIMIT_CPU, LONGEST_CPU_S),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))
    try:
        _become_nobody()
    except OSError:
        return STILL_ROOT
    _end_with(int(sys.argv[1]))
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


def _tell(source: BinaryIO, out: BinaryIO) -> None:
    sheet = _first_filled_sheet(CalamineWorkbook.from_filelike(source))
    signal.alarm(0)
    out.write(orjson.dumps(0 if sheet is None else sheet.total_height) + b"\n")
    for number, cells in () if sheet is None else _list_rows(sheet):
        if sum(map(len, cells)) > LONGEST_ROW:
            raise MemoryError
        out.write(orjson.dumps((number, cells)) + b"\n")


def _list_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """All rows that are not blank, by their number in the sheet."""
    # Row by row: a list of lists would take as much memory again.
    for number, row in enumerate(sheet.iter_rows(), start=1):
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
