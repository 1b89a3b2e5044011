"""Files imported as the command does it: a job, run by who made it."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relance.core.db import Pool, Row
from relance.imports.jobs import NewImport, list_lines
from relance.imports.running.run_here import make_job, run_to_end


@dataclass(frozen=True, slots=True)
class Imported:
    """A completed job, with all its lines that were left out or taken with a warning."""

    job: Row
    rejected: list[tuple[int, str, str]]
    warnings: list[tuple[int, str]]

    @property
    def counts(self) -> tuple[int, ...]:
        """Lines, then what became of them."""
        names = ("lines", "created", "updated", "unchanged", "duplicates_in_file", "rejected")
        return tuple(self.job[name] for name in names)


async def import_text(
    pool: Pool,
    text: str | bytes,
    *,
    category_name: str | None = "clients",
    on_progress: Callable[[float], None] | None = None,
    named: Mapping[str, str] | None = None,
    **options: Any,
) -> Imported:
    """Import a file of this content. Raises AppError."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        new = NewImport(file.name, category_name=category_name, **options)
        job_id = await make_job(pool, file=file, new=new, named=named)
    job = await run_to_end(pool, job_id=job_id, on_progress=on_progress)
    async with pool.acquire() as conn:
        rejected, warnings = [
            await list_lines(conn, job_id=job_id, rejected=is_rejected, after_id=0, limit=1000)
            for is_rejected in (True, False)
        ]
    return Imported(
        job,
        [(row["line"], row["raw"], row["reason"]) for row in rejected],
        [(row["line"], row["reason"]) for row in warnings],
    )
