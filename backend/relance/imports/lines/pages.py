"""The lines of an import that were rejected, or taken with a warning, page by page for a file of them."""

from collections.abc import AsyncIterator, Sequence

from relance.core.csv_cells import LINES_AT_ONCE
from relance.core.db import Pool, Row
from relance.imports import jobs


async def read_lines(pool: Pool, *, job_id: int, rejected: bool) -> AsyncIterator[Sequence[Row]]:
    """In the order of the file. No connection is held while a page is written."""
    after_id = 0
    while True:
        async with pool.acquire() as conn:
            rows = await jobs.list_lines(
                conn, job_id=job_id, rejected=rejected, after_id=after_id, limit=LINES_AT_ONCE
            )
        if not rows:
            return
        yield rows
        after_id = rows[-1]["id"]
