"""From pages of lines to the bytes of a download."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from relance.core.csv_cells import BOM, write_lines
from relance.downloads.cells import write_cells
from relance.downloads.columns import Column, Kind, Line, head
from relance.downloads.look import FileKind, Look
from relance.downloads.workbook import WorkbookFile

_PIECE = 256 * 1024


class Page(NamedTuple):
    """Some lines. `is_large`: their texts are so long that writing them would hold up everybody."""

    lines: Iterable[Line]
    is_large: bool = False


async def write_file(
    pages: AsyncIterator[Page], *, columns: Sequence[Column], look: Look, sheet_name: str
) -> AsyncIterator[bytes]:
    """The file in pieces. A workbook begins when all of it is written: its directory comes last."""
    if look.kind is FileKind.XLSX:
        async for piece in _write_workbook(pages, columns, look, sheet_name):
            yield piece
        return
    yield BOM + write_lines([head(columns, look)], separator=look.separator)
    async for page in pages:
        write = partial(write_csv, page.lines, columns, look)
        yield await asyncio.to_thread(write) if page.is_large else write()


def write_csv(lines: Iterable[Line], columns: Sequence[Column], look: Look) -> bytes:
    """Lines of the file."""
    phone_first = columns[0].kind is Kind.PHONE and look.language is None
    cells = (write_cells(line, columns, look) for line in lines)
    return write_lines(cells, phone_first=phone_first, separator=look.separator)


async def _write_workbook(
    pages: AsyncIterator[Page], columns: Sequence[Column], look: Look, sheet_name: str
) -> AsyncIterator[bytes]:
    with WorkbookFile(columns, look, sheet_name) as book:
        async for page in pages:
            await asyncio.to_thread(book.add, page.lines)
        path: Path = await asyncio.to_thread(book.finish)
        with path.open("rb") as file:
            while piece := await asyncio.to_thread(file.read, _PIECE):
                yield piece
