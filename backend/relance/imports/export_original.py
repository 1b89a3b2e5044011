"""The rejected lines of an import in the columns of their file, with the reason in front: to be mended and
imported again. The import knows the column of reasons and leaves it out."""

from collections.abc import AsyncIterator

from relance.core.csv_cells import LINES_AT_ONCE
from relance.core.db import Pool, Row
from relance.downloads.columns import Column
from relance.downloads.look import Look
from relance.downloads.writing import Page, write_file
from relance.imports import jobs
from relance.imports.columns import REASON, reason_places
from relance.imports.export_rejected import tell_reason


async def export_original(pool: Pool, *, job_id: int, look: Look) -> AsyncIterator[bytes]:
    """The header of the file, and each line with all that stood in it, also beyond the header."""
    async with pool.acquire() as conn:
        header = await jobs.read_header(conn, job_id=job_id) or []
    # A line that was rejected twice has its new reason only.
    left_out = reason_places(header)
    kept = [text for place, text in enumerate(header) if place not in left_out]
    columns = [Column(REASON), *(Column(text, is_own=True) for text in kept)]
    pages = _read_pages(pool, job_id, left_out, look)
    async for piece in write_file(pages, columns=columns, look=look, sheet_name="Rejected"):
        yield piece


async def _read_pages(pool: Pool, job_id: int, left_out: set[int], look: Look) -> AsyncIterator[Page]:
    after_id = 0
    while True:
        async with pool.acquire() as conn:
            rows = await jobs.list_lines(
                conn, job_id=job_id, rejected=True, after_id=after_id, limit=LINES_AT_ONCE
            )
        if not rows:
            return
        yield [[tell_reason(row, look), *_cells(row, left_out)] for row in rows]
        after_id = rows[-1]["id"]


def _cells(row: Row, left_out: set[int]) -> list[str]:
    """What stood there; of lines that were too long, and of older imports, the beginning."""
    if row["cells"] is None:
        return [row["raw"]]
    return [cell for place, cell in enumerate(row["cells"]) if place not in left_out]
