"""A file with a header and lines, whichever format it has."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from relance.core.errors import AppError
from relance.imports.csv_lines import CsvLines, Line
from relance.imports.encoding import detect_encoding
from relance.imports.workbook_lines import OLE, ZIP, Ending, WorkbookLines

_LONGEST_LINE = 1 << 20


@dataclass(slots=True)
class Table:
    """An open file. `lines` gives the lines after the header, once. Close it."""

    header: list[str]
    lines: Iterator[Line]
    _stream: BinaryIO
    _size: int
    _workbook: WorkbookLines | None

    @property
    def fraction(self) -> float:
        """How much has been read, 0 to 1."""
        if self._workbook is not None:
            return self._workbook.fraction
        return 1.0 if self._stream.closed else min(1.0, self._stream.tell() / max(1, self._size))

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


def open_table(source: Path | bytes | BinaryIO, ending: Ending | None = None) -> Table:
    """Open a CSV file or a workbook; its content decides, not its name. Blocks: to be called in a thread.

    An open file is closed with the table. `ending` ends the reading of a workbook from another thread.
    Raises AppError: `file_not_readable`, `file_empty`, `not_a_table`, `workbook_locked`,
    `workbook_too_large`, `workbook_reader_missing`.
    """
    stream = _open(source)
    try:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        head = stream.read(4)
        stream.seek(0)
        workbook = WorkbookLines(stream, ending) if head in (ZIP, OLE) else None
        table = Table([], iter(workbook or CsvLines(_text_lines(stream))), stream, size, workbook)
    except BaseException:
        stream.close()
        raise
    try:
        header = next(table.lines, None)
        if header is None:
            raise AppError("file_empty")
    except BaseException:
        table.close()
        raise
    table.header = header.cells
    return table


def _open(source: Path | bytes | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if not isinstance(source, Path):
        return source
    try:
        return source.open("rb")
    except OSError as error:
        raise AppError("file_not_readable", file=str(source), trouble=error.strerror) from error


def _text_lines(stream: BinaryIO) -> Iterator[str]:
    # "replace": one damaged character must not cost the file. The bound keeps a file without line breaks
    # small.
    text = io.TextIOWrapper(stream, encoding=detect_encoding(stream), errors="replace", newline="")
    try:
        while line := text.readline(_LONGEST_LINE):
            yield line
    finally:
        if not stream.closed:
            text.detach()
