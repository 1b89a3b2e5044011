"""Reading an upload: its size, its pieces, its first rows."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from itertools import islice
from typing import Any, BinaryIO

import orjson
from fastapi import Request, UploadFile

from relance.core.errors import AppError
from relance.imports.checking import look_into
from relance.imports.columns import MOST_COLUMNS
from relance.imports.first_look import check_file
from relance.imports.jobs import PIECE
from relance.imports.mapping import GuessedColumn, guess_meanings, map_as_told
from relance.imports.table import open_table
from relance.imports.workbook_lines import Ending
from relance.reasons.causes import CAUSES

LARGEST_FILE = 100 << 20
"""Bytes an upload may have: some two million lines."""

_ROWS_SHOWN = 10
_CELL_SHOWN = 100


async def measure(file: UploadFile) -> int:
    """Bytes of the file. Raises AppError `file_too_large` (413), `file_empty` (422)."""
    size = await asyncio.to_thread(file.file.seek, 0, 2)
    await file.seek(0)
    if size > LARGEST_FILE:
        raise AppError("file_too_large", most=LARGEST_FILE >> 20)
    if size == 0:
        raise AppError("file_empty")
    return size


async def read_pieces(file: UploadFile) -> AsyncIterator[bytes]:
    """The file in pieces of 1 MB."""
    # Over its end: whoever looked into it has moved the place in the file that both share.
    await asyncio.to_thread(file.file.seek, 0, 2)
    await file.seek(0)
    while piece := await file.read(PIECE):
        yield piece


def read_mapping(text: str | None) -> dict[str, str] | None:
    """The mapping of columns, from a form field with JSON. Raises AppError `mapping_refused` (422)."""
    if text is None or not text.strip():
        return None
    try:
        given: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        given = None
    if not isinstance(given, dict) or not all(_is_entry(place, what) for place, what in given.items()):
        raise AppError("mapping_refused", why=CAUSES.make("mapping_not_json"))
    return given


def _is_entry(place: str, what: object) -> bool:
    return (
        place.isascii()
        and place.isdecimal()
        and len(place) <= 3
        and int(place) < MOST_COLUMNS
        and isinstance(what, str)
        and 0 < len(what.strip()) <= 60
        and "\x00" not in what
    )


async def preview(
    request: Request, file: UploadFile, mapping: dict[str, str] | None
) -> tuple[list[GuessedColumn], list[list[str]]]:
    """Columns with what they are taken for, and the first rows. Raises AppError for what is no table."""
    return await look_into(request, file, partial(_preview, mapping))


async def check(request: Request, file: UploadFile, mapping: dict[str, str] | None) -> None:
    """Raise AppError now for what the worker could only refuse later: no table, no phone column."""
    await look_into(request, file, partial(check_file, mapping))


def _preview(
    mapping: dict[str, str] | None, stream: BinaryIO, ending: Ending
) -> tuple[list[GuessedColumn], list[list[str]]]:
    with open_table(stream, ending) as table:
        columns = guess_meanings(table.header)
        if mapping:
            map_as_told(table.header, mapping)
            columns = [
                GuessedColumn(column.place, column.header, mapping.get(str(column.place), column.meaning))
                for column in columns
            ]
        rows = [[cell[:_CELL_SHOWN] for cell in line.cells] for line in islice(table.lines, _ROWS_SHOWN)]
    return columns, rows
