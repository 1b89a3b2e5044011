"""Bodies of the import endpoints."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

_JOB: JsonDict = {
    "id": 4, "status": "running", "filename": "contacts.csv", "size_bytes": 81234, "category_id": 3,
    "category_name": "Customers", "default_country": "BJ", "update_existing": True, "lines": 5000,
    "created": 4800, "updated": 100, "unchanged": 60, "duplicates_in_file": 10, "rejected": 30,
    "warnings": 5, "progress": 42.5, "error": None, "created_at": "2026-11-02T09:30:00Z",
    "started_at": "2026-11-02T09:30:01Z", "finished_at": None,
}  # fmt: skip
_LINE: JsonDict = {
    "line": 3, "content": "abc | Bad", "reason": "it has 2 cells, the header has 1", "code": "cells",
    "values": {"cells": 2, "width": 1},
}  # fmt: skip
_COLUMN: JsonDict = {"place": 0, "header": "Téléphone", "meaning": "phone"}


class ImportFailure(BaseModel):
    """Why an import failed. `values` fill the sentence of `code`, which `message` is in English; null of
    older ones."""

    code: str
    message: str
    values: dict[str, Any] | None


class ImportJob(BaseModel):
    """An import. `progress` is per cent of the file; lines = created + updated + unchanged +
    duplicates_in_file + rejected."""

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


class ImportList(BaseModel):
    """A page of imports, the newest first."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_JOB], "next_cursor": None, "total": None}]}
    )

    items: list[ImportJob]
    next_cursor: str | None
    total: None


class ImportLine(BaseModel):
    """A line of the file, and why it was rejected or is to be checked. `content` is its beginning.

    `values` fill the sentence of `code`, which `reason` is in English; both are null of older ones. Warnings
    have no content.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_LINE]})

    line: int
    content: str
    reason: str
    code: str | None
    values: dict[str, Any] | None


class ImportLineList(BaseModel):
    """A page of lines, in the order of the file."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [_LINE], "next_cursor": None, "total": None}]}
    )

    items: list[ImportLine]
    next_cursor: str | None
    total: None


class PreviewColumn(BaseModel):
    """A column: its place from 0, its header, what it is taken for (else the name of a field)."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_COLUMN]})

    place: int
    header: str
    meaning: str


class ImportPreview(BaseModel):
    """What a file looks like. `problem`: why it cannot be imported so, null when it can."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"columns": [_COLUMN], "rows": [["97000001"]], "problem": None}]}
    )

    columns: list[PreviewColumn]
    rows: list[list[str]]
    problem: str | None
