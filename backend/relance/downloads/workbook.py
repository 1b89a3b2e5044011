"""A workbook, written line by line: one line is in memory, the rest in files that go with it.

Texts are written as texts, so that no spreadsheet calculates with them; those that begin like a formula are
marked as text too, for who edits the cell. An apostrophe in front stands only where `restore` would take one
of the value's own.
"""

import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain, repeat
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from xlsxwriter import Workbook

from relance.core.csv_cells import make_harmless, restore
from relance.downloads.columns import Column, Kind, Line, Value, head
from relance.downloads.look import Look
from relance.downloads.words import Language, word

MOST_LINES = 1_048_576
"""Of a sheet, by the format; what is more stands on the next."""
LONGEST_CELL = 32_767

_FURTHER = repeat(Column("", is_own=True))
_WIDTHS = {Kind.TIME: 20, Kind.PHONE: 18}
_TIME_FORMATS = {Language.EN: "yyyy-mm-dd hh:mm:ss", Language.FR: "dd/mm/yyyy hh:mm:ss"}
_BEGINNINGS = tuple("=+-@\t\r\n")


class WorkbookFile:
    """Blocks. `finish` gives the file, which goes with the block."""

    def __init__(self, columns: Sequence[Column], look: Look, sheet_name: str) -> None:
        assert look.language is not None, "a workbook is for people"
        self._columns, self._look, self._language = columns, look, look.language
        self._folder = tempfile.TemporaryDirectory(prefix="relance-export-")
        self._path = Path(self._folder.name) / "file.xlsx"
        self._book = Workbook(
            str(self._path),
            {"constant_memory": True, "tmpdir": self._folder.name, "strings_to_formulas": False,
             "strings_to_urls": False, "strings_to_numbers": False},
        )  # fmt: skip
        self._bold = self._book.add_format({"bold": True})
        self._time = self._book.add_format({"num_format": _TIME_FORMATS[look.language], "align": "left"})
        self._text = self._book.add_format({"quote_prefix": True})
        self._sheet_name = sheet_name
        self._sheets = 0
        self._sheet: Any = None
        self._line = 0
        self._begin_sheet()

    def add(self, lines: Iterable[Line]) -> None:
        """Write lines behind those there are."""
        for line in lines:
            if self._line == MOST_LINES:
                self._begin_sheet()
            for place, (value, column) in enumerate(zip(line, chain(self._columns, _FURTHER), strict=False)):
                self._write(place, value, column)
            self._line += 1

    def finish(self) -> Path:
        """Close the workbook."""
        self._book.close()
        return self._path

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        name = self._sheet_name if self._sheets == 1 else f"{self._sheet_name} {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        for place, (column, text) in enumerate(
            zip(self._columns, head(self._columns, self._look), strict=True)
        ):
            self._sheet.set_column(place, place, max(_WIDTHS.get(column.kind, 14), min(len(text) + 2, 40)))
        self._sheet.freeze_panes(1, 0)
        # Numbers of phones are texts on purpose: no green corner in every cell.
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for place, text in enumerate(head(self._columns, self._look)):
            self._sheet.write_string(0, place, _as_text(text), self._bold)
        self._line = 1

    def _write(self, place: int, value: Value, column: Column) -> None:
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            local = value.astimezone(self._look.zone).replace(tzinfo=None, microsecond=0)
            self._sheet.write_datetime(self._line, place, local, self._time)
            return
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
            self._sheet.write_number(self._line, place, value)
            return
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if column.words is not None:
            text = word(column.words, text, self._language)
        text = _as_text(text)[:LONGEST_CELL]
        is_marked = text.startswith(_BEGINNINGS) and column.kind is not Kind.PHONE
        self._sheet.write_string(self._line, place, text, self._text if is_marked else None)


def _as_text(text: str) -> str:
    return text if restore(text) == text else make_harmless(text)
