"""Some lines of a file, from its beginning to its end: what columns, country and preview are judged by.

A file whose first half megabyte is France's and whose other half is Benin's looks like France's from above.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from relance.core.errors import AppError
from relance.imports.columns.table import Table, open_source, open_table
from relance.imports.formats.csv_lines import Line
from relance.imports.formats.encoding import detect_encoding
from relance.imports.formats.reading import AS_IT_LOOKS, Reading
from relance.imports.formats.workbook_lines import OLE, ZIP, Ending

MOST_LINES = 2_000
FIRST_LINES = 50
"""These are always among them, to be shown."""

_WHOLE = 2 << 20
"""Bytes of a text file that are read as they are."""
_BEGINNING = 512 << 10
_SLICES = 24
_SLICE = 32 << 10


@dataclass(frozen=True, slots=True)
class Sample:
    """The header, and lines from all over the file in their order; their numbers are not the file's."""

    header: list[str]
    lines: list[Line]
    reading: Reading
    sheets: list[str]


def read_sample(
    source: Path | bytes | BinaryIO, ending: Ending | None = None, *, chosen: Reading = AS_IT_LOOKS
) -> Sample:
    """As `open_table`, which says what is raised, and `sheet_unknown`; the file is closed. Blocks."""
    with _open(open_source(source), ending, chosen) as table:
        first = list(islice(table.lines, FIRST_LINES))
        lines = [*first, *_spread(table.lines, MOST_LINES - FIRST_LINES)]
        if chosen.sheet is not None and table.sheets and table.reading.sheet != chosen.sheet:
            raise AppError("sheet_unknown", sheet=chosen.sheet, sheets=table.sheets)
        reading = replace(table.reading, hidden_rows=table.hidden_rows, sheet_is_full=table.sheet_is_full)
        return Sample(table.header, lines, reading, table.sheets)


def _open(stream: BinaryIO, ending: Ending | None, chosen: Reading) -> Table:
    try:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        head = stream.read(4)
        stream.seek(0)
        if size <= _WHOLE or head in (ZIP, OLE):
            return open_table(stream, ending, chosen=chosen)
        encoding = chosen.encoding or detect_encoding(stream)
        short = shorten(stream, size, encoding)
    except BaseException:
        stream.close()
        raise
    stream.close()
    return open_table(short, ending, chosen=Reading(encoding, chosen.separator))


def shorten(stream: BinaryIO, size: int, encoding: str) -> bytes:
    """The beginning of a text file, and slices of the rest, each of whole lines.

    A slice may begin within a cell that holds a line break: one odd line among hundreds.
    """
    unit, line_end = _line_end(encoding, stream)
    stream.seek(0)
    beginning = stream.read(_BEGINNING)
    pieces = [beginning[: _after_last(beginning, line_end, unit)]]
    # The last one ends where the file does.
    step = (size - _BEGINNING - _SLICE) // (_SLICES - 1)
    for place in range(_SLICES):
        at = _BEGINNING + place * step
        stream.seek(at - at % unit)
        piece = stream.read(_SLICE)
        begin = _after_first(piece, line_end, unit)
        pieces.append(piece[begin : max(begin, _after_last(piece, line_end, unit))])
    return b"".join(pieces)


def _line_end(encoding: str, stream: BinaryIO) -> tuple[int, bytes]:
    """Bytes of a unit, and those of a line feed."""
    if not encoding.startswith("utf-16"):
        return 1, b"\n"
    stream.seek(0)
    big = encoding.endswith("be") or (encoding == "utf-16" and stream.read(2) == b"\xfe\xff")
    return 2, b"\0\n" if big else b"\n\0"


def _after_first(piece: bytes, line_end: bytes, unit: int) -> int:
    at = piece.find(line_end)
    while at >= 0 and at % unit:
        at = piece.find(line_end, at + 1)
    return len(piece) if at < 0 else at + unit


def _after_last(piece: bytes, line_end: bytes, unit: int) -> int:
    at = piece.rfind(line_end)
    while at >= 0 and at % unit:
        at = piece.rfind(line_end, 0, at + unit - 1)
    return max(0, at + unit) if at >= 0 else 0


def _spread(lines: Iterable[Line], most: int) -> list[Line]:
    """At most so many, evenly from all of them, however many there are."""
    kept: list[Line] = []
    every = 1
    for number, line in enumerate(lines):
        if number % every == 0:
            kept.append(line)
            if len(kept) > most:
                kept, every = kept[::2], every * 2
    return kept
