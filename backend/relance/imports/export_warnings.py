"""The lines of an import that were taken with a warning, as a file: each number before and after."""

from collections.abc import AsyncIterator, Sequence

import orjson

from relance.core.csv_cells import LINES_AT_ONCE
from relance.core.db import Pool, Row
from relance.downloads.columns import Column, Line, plain_columns
from relance.downloads.look import Look
from relance.downloads.sentences import tell
from relance.downloads.writing import Page, write_file
from relance.imports import jobs
from relance.reasons.phones import PHONE_WARNINGS

COLUMNS = ("line", "written", "stored", "reason", "code", "values")
OFFICE_COLUMNS = ("line", "written", "stored", "reason")


async def export_warnings(pool: Pool, *, job_id: int, look: Look) -> AsyncIterator[bytes]:
    """In the order of the file; of the first 10,000 that a job keeps."""
    columns = plain_columns(COLUMNS if look.language is None else OFFICE_COLUMNS)
    pages = _read_pages(pool, job_id, columns, look)
    async for piece in write_file(pages, columns=columns, look=look, sheet_name="Warnings"):
        yield piece


async def _read_pages(pool: Pool, job_id: int, columns: Sequence[Column], look: Look) -> AsyncIterator[Page]:
    after_id = 0
    while True:
        async with pool.acquire() as conn:
            rows = await jobs.list_lines(
                conn, job_id=job_id, rejected=False, after_id=after_id, limit=LINES_AT_ONCE
            )
        if not rows:
            return
        yield [_write_line(row, columns, look) for row in rows]
        after_id = rows[-1]["id"]


def _write_line(row: Row, columns: Sequence[Column], look: Look) -> Line:
    values, reason = row["reason_values"], row["reason"]
    if look.language is not None:
        reason = tell(PHONE_WARNINGS.kind, row["reason_code"], values, reason, look.language)
    cells = {
        "line": row["line"],
        "written": row["raw"],
        "stored": (values or {}).get("number"),
        "reason": reason,
        "code": row["reason_code"],
        "values": None if values is None else orjson.dumps(values).decode(),
    }
    return [cells[column.name] for column in columns]
