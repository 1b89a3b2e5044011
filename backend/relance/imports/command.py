"""What `relance import FILE` does."""

from pathlib import Path

from relance.core.db import create_pool
from relance.imports.report import ImportReport, render_report
from relance.imports.service import OnProgress, import_contacts

__all__ = ["render_report", "run_import"]


async def run_import(
    database_url: str,
    *,
    path: Path,
    category: str,
    default_country: str | None = None,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Import a file and return when all is stored. Raises AppError with a sentence for the person."""
    pool = await create_pool(database_url, name="import", max_size=2)
    try:
        return await import_contacts(
            pool,
            source=path,
            category_name=category,
            default_country=default_country,
            on_progress=on_progress,
        )
    finally:
        await pool.close()
