"""Rows of an Excel (xlsx, xls) or OpenDocument workbook, read by a child process (`workbook_child`)."""

import io
import os
import struct
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from shutil import copyfileobj
from typing import BinaryIO

import orjson

from relance.core.csv_cells import restore
from relance.core.errors import AppError
from relance.imports.formats import workbook_child
from relance.imports.formats.csv_lines import Line
from relance.imports.formats.encoding import not_a_table

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"

LARGEST_UNPACKED = 512 << 20
"""Bytes a workbook may unpack to: a million rows of ten columns stay below, a zip bomb does not."""


MOST_ROWS = 1_048_576
MOST_ROWS_OF_XLS = 65_536
"""A sheet that ends there has not ended: who wrote it had no more room."""


class Ending:
    """For one thread to end what another is reading: nobody wants it any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._has_come = False

    def come(self) -> None:
        """End the child that there is, or any that comes."""
        with self._lock:
            self._has_come = True
            if self._child is not None:
                self._child.kill()

    def await_by(self, child: subprocess.Popen[bytes]) -> None:
        """This is the child to end."""
        with self._lock:
            self._child = child
            if self._has_come:
                child.kill()


class WorkbookLines:
    """The sheet that is wanted, else the likeliest. Raises AppError for what cannot be read. Close it.

    Hidden rows are counted and left out, as whoever filtered a list expects; `with_hidden` takes them too.
    """

    def __init__(
        self,
        stream: BinaryIO,
        ending: Ending | None = None,
        *,
        sheet: str | None = None,
        with_hidden: bool = False,
    ) -> None:
        self._weight = _weigh(stream)
        if self._weight.unpacked > LARGEST_UNPACKED:
            raise _too_large(self._weight)
        self._child = _start_child(stream, sheet)
        self._with_hidden = with_hidden
        self.hidden = 0
        """Rows so far that a filter or a person has hidden."""
        if ending is not None:
            ending.await_by(self._child)
        self._done = 0
        try:
            first = self._read()
            if first is None:
                raise not_a_table()
            head = orjson.loads(first)
            self._height: int = head["height"]  # the place of the last row, from 0
            self.sheet: str | None = head["sheet"]
            self.sheets: list[str] = head["sheets"]
        except BaseException:
            self.close()
            raise

    @property
    def is_full(self) -> bool:
        """Whether the sheet has as many rows as the format allows."""
        return self._height + 1 >= (MOST_ROWS_OF_XLS if self._weight.is_old else MOST_ROWS)

    @property
    def fraction(self) -> float:
        """How much has been read, 0 to 1."""
        return min(1.0, self._done / max(1, self._height))

    def __iter__(self) -> Iterator[Line]:
        """All rows that are not blank, by their number in the sheet. Raises AppError."""
        while (line := self._read()) is not None:
            number, cells, is_hidden = orjson.loads(line)
            self._done = number
            self.hidden += is_hidden
            if is_hidden and not self._with_hidden:
                continue
            yield Line(number, list(map(restore, cells)))

    def close(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def _read(self) -> bytes | None:
        assert self._child.stdout is not None, "it was asked for a pipe"
        line: bytes = self._child.stdout.readline()
        if line.endswith(b"\n"):
            return line
        if (code := self._child.wait()) != 0:
            raise _explain(code, self._weight)
        return None


def _start_child(stream: BinaryIO, sheet: str | None) -> subprocess.Popen[bytes]:
    """It gets the open file, which its user could not open, and nothing else of ours."""
    try:
        descriptor = stream.fileno()
    except io.UnsupportedOperation:
        with tempfile.TemporaryFile(prefix="relance-workbook-") as file:
            copyfileobj(stream, file)
            file.flush()
            return _start_child(file, sheet)
    os.lseek(descriptor, 0, os.SEEK_SET)
    wanted = () if sheet is None else (sheet,)
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-I", workbook_child.__file__, str(os.getpid()), *wanted],
        stdin=descriptor,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )


def _explain(code: int, weight: "_Weight") -> AppError:
    if code == workbook_child.LOCKED:
        return AppError("workbook_locked")
    if code == workbook_child.NOT_A_TABLE:
        return not_a_table()
    if code == workbook_child.STILL_ROOT:
        return AppError("workbook_reader_missing")
    return _too_large(weight)


@dataclass(frozen=True, slots=True)
class _Weight:
    """Bytes of a workbook, and those it unpacks to. `is_old`: an XLS."""

    size: int
    unpacked: int
    is_old: bool


def _too_large(weight: _Weight) -> AppError:
    return AppError(
        "workbook_too_large",
        size=_megabytes(weight.size),
        unpacked=_megabytes(weight.unpacked),
        memory=workbook_child.LARGEST_MEMORY >> 20,
        seconds=workbook_child.LONGEST_TIME_S,
    )


def _megabytes(size: int) -> int:
    return max(1, round(size / (1 << 20)))


def _weigh(stream: BinaryIO) -> _Weight:
    """What a zip bomb says of itself is enough. Raises AppError `not_a_table`."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        if stream.read(4) != ZIP:
            return _Weight(size, size, is_old=True)
        with zipfile.ZipFile(stream) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        return _Weight(size, unpacked, is_old=False)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error) as error:
        # A broken archive also shows as a name that is no text, or as a place before the file's beginning.
        raise not_a_table() from error
    finally:
        stream.seek(0)
