"""A file with a header and lines, whichever format it has."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from relance.contacts.own_fields import field_name
from relance.core.errors import AppError
from relance.imports.columns.guess import REASON_HEADINGS
from relance.imports.columns.headers import FIRST_NAMES, FULL, LAST_NAMES, WHOLE_NAMES, phone_rank
from relance.imports.columns.looks import is_number
from relance.imports.formats.csv_lines import CsvLines, Line
from relance.imports.formats.encoding import detect_encoding, refuse_what_is_no_text
from relance.imports.formats.reading import AS_IT_LOOKS, Reading
from relance.imports.formats.workbook_lines import OLE, ZIP, Ending, WorkbookLines

_LONGEST_LINE = 1 << 20
_LOOKED_AT = 20
"""Rows among which the header is."""
_LEAST_DIGITS = 6
_LEAST_DIGITS_OF_A_LINE = 8
_PERSONS = frozenset((*FIRST_NAMES, *LAST_NAMES, *WHOLE_NAMES))
_LONGEST_NAME = 60
"""Letters of the name of a column; a title is a sentence."""


@dataclass(slots=True)
class Table:
    """An open file. `lines` gives the lines after the header, once; `reading` is how. Close it."""

    header: list[str]
    lines: Iterator[Line]
    reading: Reading
    _stream: BinaryIO
    _size: int
    _workbook: WorkbookLines | None

    @property
    def fraction(self) -> float:
        """How much has been read, 0 to 1."""
        if self._workbook is not None:
            return self._workbook.fraction
        return 1.0 if self._stream.closed else min(1.0, self._stream.tell() / max(1, self._size))

    @property
    def hidden_rows(self) -> int:
        """So far, of a workbook."""
        return 0 if self._workbook is None else self._workbook.hidden

    @property
    def sheet_is_full(self) -> bool:
        """Whether the rest is probably on another sheet."""
        return self._workbook is not None and self._workbook.is_full

    @property
    def sheets(self) -> list[str]:
        """Of a workbook, the visible ones first."""
        return [] if self._workbook is None else self._workbook.sheets

    def close(self) -> None:
        """Close the file."""
        if self._workbook is not None:
            self._workbook.close()
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_table(
    source: Path | bytes | BinaryIO, ending: Ending | None = None, *, chosen: Reading = AS_IT_LOOKS
) -> Table:
    """Open a CSV file or a workbook; its content decides, not its name. Blocks: to be called in a thread.

    An open file is closed with the table. `ending` ends the reading of a workbook from another thread;
    `chosen` is how a person wants it read.
    Raises AppError: `file_not_readable`, `file_empty`, `not_a_table`, `workbook_locked`,
    `workbook_too_large`, `workbook_reader_missing`.
    """
    stream = open_source(source)
    try:
        table = _begin(stream, ending, chosen)
    except BaseException:
        stream.close()
        raise
    try:
        first = list(islice(table.lines, 1))
        if not first:
            raise AppError("file_empty")
        first += islice(table.lines, _LOOKED_AT - 1)
    except BaseException:
        table.close()
        raise
    if _has_no_header(first):
        table.header, table.lines = [""] * len(first[0].cells), chain(first, table.lines)
    else:
        place = find_header([line.cells for line in first])
        table.header, table.lines = first[place].cells, chain(first[place + 1 :], table.lines)
    return table


def _begin(stream: BinaryIO, ending: Ending | None, chosen: Reading) -> Table:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    if head in (ZIP, OLE):
        workbook = WorkbookLines(stream, ending, sheet=chosen.sheet, with_hidden=chosen.with_hidden)
        reading = Reading(sheet=workbook.sheet, with_hidden=chosen.with_hidden)
        return Table([], iter(workbook), reading, stream, size, workbook)
    if chosen.encoding is not None:
        refuse_what_is_no_text(stream)
    encoding = chosen.encoding or detect_encoding(stream)
    csv_lines = CsvLines(_text_lines(stream, encoding), chosen.separator)
    return Table([], iter(csv_lines), Reading(encoding, csv_lines.delimiter), stream, size, None)


def _has_no_header(rows: Sequence[Line]) -> bool:
    """Numbers and nothing above them: then the first line is somebody, too."""
    first = rows[0].cells
    return (
        any(map(_is_long_number, first))
        and not any(map(_names_numbers, first))
        and _best_header([line.cells for line in rows]) == 0
    )


def _is_long_number(cell: str) -> bool:
    return is_number(cell) and sum(letter.isdigit() for letter in cell) >= _LEAST_DIGITS_OF_A_LINE


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """Which of the first rows names the columns: the first one, unless that is a title above them.

    Else a first row of several cells, or the first such.
    """
    if (best := _best_header(rows)) or _is_header(rows[0]):
        return best
    return next(
        (
            place
            for place, row in enumerate(rows)
            if len(filled := _filled(row)) > 1 and not any(cell.strip().isdigit() for cell in filled)
        ),
        0,
    )


def _best_header(rows: Sequence[Sequence[str]]) -> int:
    """Of the rows that name a column of numbers that which names most of a person, the first of equals.

    A title may have several cells, the office's number among them, and a header a row of groups above it
    ("Identité", "Contacts"). Where numbers stand below the first row, the contacts have begun.
    """
    above = [rows[0], *takewhile(lambda row: not any(map(is_number, row)), rows[1:])]
    naming = [place for place, row in enumerate(above) if any(map(_names_numbers, row))]
    best = max(naming, key=lambda place: _names_of_persons(rows[place]), default=0)
    return best if _names_of_persons(rows[best]) > _names_of_persons(rows[0]) else 0


def _names_of_persons(row: Sequence[str]) -> int:
    return sum(_names_numbers(cell) or field_name(cell) in _PERSONS for cell in row)


def _is_header(row: Sequence[str]) -> bool:
    # Above rejected lines of a file without a header stands nothing but their reason.
    return len(_filled(row)) > 1 or any(_names_numbers(cell) or cell in REASON_HEADINGS for cell in row)


def _filled(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell.strip()]


def _names_numbers(cell: str) -> bool:
    if sum(letter.isdigit() for letter in cell) >= _LEAST_DIGITS:
        return False  # "Tel: 21 33 00 00" is that of the office, in a title
    name = field_name(cell)
    return name in FULL or (len(cell) <= _LONGEST_NAME and phone_rank(name) is not None)


def open_source(source: Path | bytes | BinaryIO) -> BinaryIO:
    """The file, open at its beginning. Raises AppError `file_not_readable`."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if not isinstance(source, Path):
        return source
    try:
        return source.open("rb")
    except OSError as error:
        raise AppError("file_not_readable", file=str(source), trouble=error.strerror) from error


def _text_lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    # "replace": one damaged character must not cost the file. The bound keeps a file without line breaks
    # small.
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        while line := text.readline(_LONGEST_LINE):
            yield line
    finally:
        if not stream.closed:
            text.detach()
