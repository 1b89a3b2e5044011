"""Reading an upload: its size, its pieces, its first rows."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import orjson
from fastapi import Request, UploadFile

from relance.core.errors import AppError
from relance.http.services import services_of
from relance.imports.columns.guess import MOST_COLUMNS
from relance.imports.edge.checking import look_into
from relance.imports.formats.reading import Reading
from relance.imports.jobs import PIECE
from relance.imports.preview.default_country import DefaultCountry, choose_country, find_contacts_country
from relance.imports.preview.first_look import FileChoices, Understood, understand_file
from relance.imports.preview.preview import Preview, preview_file
from relance.reasons.causes import CAUSES

LARGEST_FILE = 100 << 20
"""Bytes an upload may have: some two million lines."""


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


async def preview(request: Request, file: UploadFile, choices: FileChoices) -> Preview:
    """The file as it would be read. Raises AppError for what is no table."""
    return await look_into(request, file, partial(preview_file, choices))


async def understand(request: Request, file: UploadFile, choices: FileChoices) -> Understood:
    """Raise AppError now for what the worker could only refuse later: no table, no phone column."""
    return await look_into(request, file, partial(understand_file, choices))


async def read_choices(
    request: Request, *, columns: str | None, country: str | None, reading: Reading
) -> tuple[FileChoices, DefaultCountry]:
    """What is said of a file, with what is known here of countries. Raises AppError."""
    mapping = read_mapping(columns)
    setting = services_of(request.app).current.values.default_country
    async with services_of(request.app).pool.acquire() as conn:
        chosen = await choose_country(conn, asked=country, setting=setting)
        contacts_country = await find_contacts_country(conn)
    return FileChoices(mapping, reading, chosen.country, contacts_country), chosen
