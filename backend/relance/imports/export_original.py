"""The rejected lines of an import in the columns of their file, with the reason in front: to be mended and
imported again. The import knows the column of reasons and leaves it out."""

from collections.abc import AsyncIterator

from relance.core.db import Pool, Row
from relance.downloads.columns import Column
from relance.downloads.look import Look
from relance.downloads.writing import write_file
from relance.imports import jobs
from relance.imports.columns import REASON, reason_places
from relance.imports.export_rejected import tell_reason
from relance.imports.line_pages import read_lines


async def export_original(pool: Pool, *, job_id: int, look: Look) -> AsyncIterator[bytes]:
    """The header of the file, and each line with all that stood in it, also beyond the header."""
    async with pool.acquire() as conn:
        header = await jobs.read_header(conn, job_id=job_id) or []
    # A line that was rejected twice has its new reason only.
    left_out = reason_places(header)
    kept = [text for place, text in enumerate(header) if place not in left_out]
    columns = [Column(REASON), *(Column(text, is_own=True) for text in kept)]
    lines = read_lines(pool, job_id=job_id, rejected=True)
    pages = (([tell_reason(row, look), *_cells(row, left_out)] for row in rows) async for rows in lines)
    async for piece in write_file(pages, columns=columns, look=look, sheet_name="Rejected"):
        yield piece


def _cells(row: Row, left_out: set[int]) -> list[str]:
    """What stood there; of lines that were too long, and of older imports, the beginning."""
    if row["cells"] is None:
        return [row["raw"]]
    return [cell for place, cell in enumerate(row["cells"]) if place not in left_out]
