"""The rejected lines of an import as a file."""

from collections.abc import AsyncIterator, Sequence

import orjson

from relance.core.db import Pool, Row
from relance.downloads.columns import Column, Line, plain_columns
from relance.downloads.look import Look
from relance.downloads.sentences import tell
from relance.downloads.writing import write_file
from relance.imports.lines.pages import read_lines
from relance.reasons.lines import LINE_PROBLEMS

COLUMNS = ("line", "reason", "content", "code", "values")
OFFICE_COLUMNS = ("line", "reason", "content")


async def export_rejected(pool: Pool, *, job_id: int, look: Look) -> AsyncIterator[bytes]:
    """Where each stands, why it was rejected, and how it begins."""
    columns = plain_columns(COLUMNS if look.language is None else OFFICE_COLUMNS)
    lines = read_lines(pool, job_id=job_id, rejected=True)
    pages = ((_write_line(row, columns, look) for row in rows) async for rows in lines)
    async for piece in write_file(pages, columns=columns, look=look, sheet_name="Rejected"):
        yield piece


def tell_reason(row: Row, look: Look) -> str:
    """Why a line was rejected, in the language of the file."""
    reason: str = row["reason"]
    if look.language is None:
        return reason
    return tell(LINE_PROBLEMS.kind, row["reason_code"], row["reason_values"], reason, look.language)


def _write_line(row: Row, columns: Sequence[Column], look: Look) -> Line:
    values = row["reason_values"]
    cells = {
        "line": row["line"],
        "reason": tell_reason(row, look),
        "content": row["raw"],
        "code": row["reason_code"],
        "values": None if values is None else orjson.dumps(values).decode(),
    }
    return [cells[column.name] for column in columns]
