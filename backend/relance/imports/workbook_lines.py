"""Rows of an Excel (xlsx, xls) or OpenDocument workbook, read by a child process (`workbook_child`)."""

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from shutil import copyfileobj
from typing import BinaryIO

import orjson

from relance.core.errors import AppError, malformed
from relance.imports import workbook_child
from relance.imports.csv_lines import Line
from relance.imports.encoding import not_a_table

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"

LARGEST_UNPACKED = 512 << 20
"""Bytes a workbook may unpack to: a million rows of ten columns stay below, a zip bomb does not."""


class WorkbookLines:
    """The first sheet that holds anything. Raises AppError for what cannot be read. Close it."""

    def __init__(self, stream: BinaryIO) -> None:
        _refuse_bomb(stream)
        with tempfile.TemporaryFile(prefix="relance-workbook-") as file:
            copyfileobj(stream, file)
            file.seek(0)
            self._child = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", workbook_child.__name__],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        self._done = 0
        try:
            first = self._read()
            if first is None:
                raise not_a_table()
            self._height = int(orjson.loads(first))
        except BaseException:
            self.close()
            raise

    @property
    def fraction(self) -> float:
        """How much has been read, 0 to 1."""
        return min(1.0, self._done / max(1, self._height))

    def __iter__(self) -> Iterator[Line]:
        """All rows that are not blank, by their number in the sheet. Raises AppError."""
        while (line := self._read()) is not None:
            number, cells = orjson.loads(line)
            self._done = number
            yield Line(number, cells)

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
            raise _explain(code)
        return None


def _explain(code: int) -> AppError:
    if code == workbook_child.LOCKED:
        return malformed("workbook_locked", "The workbook is protected by a password.")
    if code == workbook_child.NOT_A_TABLE:
        return not_a_table()
    return _too_large()


def _too_large() -> AppError:
    return malformed("workbook_too_large", "The workbook is too large: save it as CSV.")


def _refuse_bomb(stream: BinaryIO) -> None:
    try:
        if stream.read(4) == ZIP:
            with zipfile.ZipFile(stream) as archive:
                if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                    raise _too_large()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise not_a_table() from error
    finally:
        stream.seek(0)
