"""The lines of an import that were taken with a warning, as a file: each number before and after."""

from collections.abc import AsyncIterator, Sequence

import orjson

from relance.core.db import Pool, Row
from relance.downloads.columns import Column, Line, plain_columns
from relance.downloads.look import Look
from relance.downloads.sentences import tell
from relance.downloads.writing import write_file
from relance.imports.lines.pages import read_lines
from relance.reasons.phones import PHONE_WARNINGS

COLUMNS = ("line", "written", "stored", "reason", "code", "values")
OFFICE_COLUMNS = ("line", "written", "stored", "reason")


async def export_warnings(pool: Pool, *, job_id: int, look: Look) -> AsyncIterator[bytes]:
    """In the order of the file; of the first 10,000 that a job keeps."""
    columns = plain_columns(COLUMNS if look.language is None else OFFICE_COLUMNS)
    lines = read_lines(pool, job_id=job_id, rejected=False)
    pages = ((_write_line(row, columns, look) for row in rows) async for rows in lines)
    async for piece in write_file(pages, columns=columns, look=look, sheet_name="Warnings"):
        yield piece


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
