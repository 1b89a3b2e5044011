"""Rows of an Excel (xlsx, xls) or OpenDocument workbook."""

import datetime
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from relance.core.errors import malformed
from relance.imports.csv_lines import Line
from relance.imports.encoding import not_a_table

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"

LARGEST_UNPACKED = 512 << 20
"""Bytes a workbook may unpack to: a million rows of ten columns stay below, a zip bomb does not."""


class WorkbookLines:
    """The first sheet that holds anything. Raises AppError for what cannot be read."""

    def __init__(self, stream: BinaryIO) -> None:
        _refuse_bomb(stream)
        try:
            workbook = CalamineWorkbook.from_filelike(stream)
            self._sheet = _first_filled_sheet(workbook)
        except PasswordError as error:
            raise malformed("workbook_locked", "The workbook is protected by a password.") from error
        except (CalamineError, OSError, ValueError) as error:
            raise not_a_table() from error
        self._done = 0

    @property
    def fraction(self) -> float:
        """How much has been read, 0 to 1."""
        return self._done / max(1, 0 if self._sheet is None else self._sheet.total_height)

    def __iter__(self) -> Iterator[Line]:
        """All rows that are not blank, by their number in the sheet."""
        if self._sheet is None:
            return
        for number, row in enumerate(self._sheet.to_python(skip_empty_area=False), start=1):
            self._done = number
            cells = [_text(value) for value in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield Line(number, cells)


def _first_filled_sheet(workbook: CalamineWorkbook) -> CalamineSheet | None:
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height:
            return sheet
    return None


def _refuse_bomb(stream: BinaryIO) -> None:
    try:
        if stream.read(4) == ZIP:
            with zipfile.ZipFile(stream) as archive:
                if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                    raise malformed("workbook_too_large", "The workbook is too large: save it as CSV.")
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise not_a_table() from error
    finally:
        stream.seek(0)


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
