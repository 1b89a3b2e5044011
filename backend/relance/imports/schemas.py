"""Bodies of the import endpoints."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

_JOB: JsonDict = {
    "id": 4, "status": "running", "filename": "contacts.csv", "size_bytes": 81234, "category_id": 3,
    "category_name": "Customers", "default_country": "BJ", "update_existing": True, "lines": 5000,
    "created": 4800, "updated": 100, "unchanged": 60, "duplicates_in_file": 10, "rejected": 30,
    "warnings": 5, "progress": 42.5, "error": None, "created_at": "2026-11-02T09:30:00Z",
    "started_at": "2026-11-02T09:30:01Z", "finished_at": None, "country_doubt": None,
    "reading": {"encoding": "utf-8", "separator": ";", "sheet": None, "with_hidden": False, "hidden_rows": 0,
                "sheet_is_full": False},
    "dry_run": False, "undone": 0, "undone_at": None, "erased": 0,
}  # fmt: skip
_LINE: JsonDict = {
    "line": 3, "content": "abc | Bad", "reason": "it has 2 cells, the header has 1", "code": "cells",
    "values": {"cells": 2, "width": 1}, "stored": None,
}  # fmt: skip
_KIND: JsonDict = {"code": "ten_digits_in_benin", "lines": 120}
_COLUMN: JsonDict = {"place": 0, "header": "Téléphone", "meaning": "phone", "holds": "numbers"}
_DOUBT: JsonDict = {
    "country": "FR", "suggested": "BJ", "because": "contacts", "numbers": 180, "of": 200,
    "written": "01 97 45 67 89", "stored": "+33197456789", "instead": "+2290197456789",
}  # fmt: skip
_READING: JsonDict = {
    "encoding": "utf-8",
    "separator": ";",
    "sheet": None,
    "with_hidden": False,
    "hidden_rows": 0,
    "sheet_is_full": False,
}
_NUMBER: JsonDict = {
    "written": "97 00 00 01", "stored": "+2290197000001", "country": "BJ", "code": None, "reason": None,
    "values": None,
}  # fmt: skip
_PREVIEW: JsonDict = {
    "columns": [_COLUMN], "rows": [["97000001"]], "problem": None, "default_country": "BJ",
    "default_country_origin": "setting", "numbers": [_NUMBER], "country_doubt": None, "reading": _READING,
    "sheets": [],
}  # fmt: skip


class ImportFailure(BaseModel):
    """Why an import failed. `values` fill the sentence of `code`, which `message` is in English; null of
    older ones."""

    code: str
    message: str
    values: dict[str, Any] | None


class CountryDoubtBody(BaseModel):
    """Numbers without country code that would be read by `country`, and are valid ones of `suggested`.

    `because`: where the file's other numbers are from, what a column of countries says, or where the contacts
    here are from. `numbers` of `of` in a sample of the file; the first of them as it is `written`, as it is
    `stored` (null where it is refused), and as it would be `instead`.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_DOUBT]})

    country: str | None
    suggested: str
    because: Literal["file", "country_column", "contacts"]
    numbers: int
    of: int
    written: str
    stored: str | None
    instead: str


class ReadingBody(BaseModel):
    """How a file is read: a text by its encoding and separator, a workbook by its sheet.

    `hidden_rows` are those of the sheet that a filter or a person has hidden: left out, unless `with_hidden`.
    `sheet_is_full`: it has as many rows as its format allows; the rest is probably on another sheet.
    """

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_READING]})

    encoding: str | None
    separator: str | None
    sheet: str | None
    with_hidden: bool = False
    hidden_rows: int = 0
    sheet_is_full: bool = False


class ImportJob(BaseModel):
    """An import. `progress` is per cent of the file; lines = created + updated + unchanged +
    duplicates_in_file + rejected + erased."""

    model_config = ConfigDict(json_schema_extra={"examples": [_JOB]})

    id: int
    status: Literal["queued", "running", "completed", "failed"]
    filename: str
    size_bytes: int
    category_id: int | None
    category_name: str | None
    default_country: str | None
    update_existing: bool
    lines: int
    created: int
    updated: int
    unchanged: int
    duplicates_in_file: int
    rejected: int
    warnings: int
    progress: float
    error: ImportFailure | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    country_doubt: CountryDoubtBody | None
    reading: ReadingBody | None
    dry_run: bool
    undone: int
    undone_at: datetime | None
    erased: int = Field(description="people who were erased, left out")


class ImportUndoable(BaseModel):
    """Contacts that an import created: how many an undo takes back, how many stay since they were used."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={"examples": [{"unused": 4800, "used": 12, "until": "2026-11-03T09:31:00Z"}]},
    )

    unused: int
    used: int
    until: datetime


class ImportUndone(BaseModel):
    """So many were taken back by all requests together; not `is_done`: ask again."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_extra={"examples": [{"undone": 4800, "is_done": True}]}
    )

    undone: int
    is_done: bool


class ImportList(BaseModel):
    """A page of imports, the newest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_JOB], "next_cursor": None, "total": None}]}
    )

    items: list[ImportJob]
    next_cursor: str | None
    total: None


class ImportLine(BaseModel):
    """A line of the file, and why it was rejected or is to be checked.

    `content` is its beginning; of a warning the number as the file has it (empty of older ones), and `stored`
    as it was taken. `values` fill the sentence of `code`, which `reason` is in English; both are null of
    older ones.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_LINE]})

    line: int
    content: str
    reason: str
    code: str | None
    values: dict[str, Any] | None
    stored: str | None


class ImportLineKind(BaseModel):
    """How many lines there are of one reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [_KIND]})

    code: str
    lines: int


class ImportLineKinds(BaseModel):
    """The reasons of an import's lines, the most frequent first; of the first 100,000 lines."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [_KIND]}]})

    items: list[ImportLineKind]


class ImportLineList(BaseModel):
    """A page of lines, in the order of the file."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_LINE], "next_cursor": None, "total": None}]}
    )

    items: list[ImportLine]
    next_cursor: str | None
    total: None


class PreviewColumn(BaseModel):
    """A column: its place from 0, its header, what it is taken for (else the name of a field).

    `holds` is what its cells look like, null where they look like nothing known.
    """

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_COLUMN]})

    place: int
    header: str
    meaning: str
    holds: Literal["numbers", "names", "dates", "consents"] | None


class PreviewNumber(BaseModel):
    """A number of the file: as it is `written` and as it will be `stored`, or why it is refused."""

    model_config = ConfigDict(json_schema_extra={"examples": [_NUMBER]})

    written: str
    stored: str | None
    country: str | None
    code: str | None
    reason: str | None
    values: dict[str, Any] | None


class ImportPreview(BaseModel):
    """What a file looks like. `problem`: why it cannot be imported so, null when it can.

    `numbers` are three as `default_country` reads them, which was asked for, is the installation's setting,
    or that of its sending numbers. Where `country_doubt` is not null, ask before it starts.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_PREVIEW]})

    columns: list[PreviewColumn]
    rows: list[list[str]]
    problem: str | None
    default_country: str | None
    default_country_origin: Literal["asked", "setting", "sender"] | None
    numbers: list[PreviewNumber]
    country_doubt: CountryDoubtBody | None
    reading: ReadingBody
    sheets: list[str]


class DefaultCountryAnswer(BaseModel):
    """The country of numbers without country code, and whether it is set or that of the sending numbers."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"country": "BJ", "origin": "setting"}]})

    country: str | None
    origin: Literal["setting", "sender"] | None
