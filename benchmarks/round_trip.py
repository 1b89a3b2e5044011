"""Do contacts survive the way out and in again, and how long does that take?

Run from `backend/`: `python ../benchmarks/round_trip.py`. 100,000 contacts with everything that is awkward in
files are exported in each form, imported into an empty installation, and exported from there again: both
files are equal in every column but ids and `created_at`. Starts a PostgreSQL of its own, takes some minutes,
writes `benchmarks/results/round_trip.md`.
"""

import csv
import io
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from loading.awkward import fill
from measuring.fresh_servers import write_result
from python_calamine import CalamineWorkbook

from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists.export import export_contacts
from relance.core.db import Pool, connect, create_pool
from relance.downloads.look import PLAIN, FileKind, Look
from relance.downloads.words import Language
from relance.imports.jobs import NewImport
from relance.imports.running.run_here import make_job, run_to_end
from relance.migrations.apply import migrate

RESULT = Path(__file__).parent / "results" / "round_trip.md"
CONTACTS = 100_000
FORMS = {
    "CSV for programs": PLAIN,
    "CSV of a French office": Look(separator=";", language=Language.FR, timezone="Africa/Porto-Novo"),
    "XLSX of a French office": Look(FileKind.XLSX, language=Language.FR, timezone="Africa/Porto-Novo"),
}
NOT_EQUAL = ("created_at", "category_ids", "Ajouté le")


async def export(pool: Pool, look: Look) -> bytes:
    """The file as it is downloaded."""
    pieces = export_contacts(pool, wanted=ContactFilter(), order=Order.OLDEST, look=look)
    return b"".join([piece async for piece in pieces])


def read(file: bytes, look: Look) -> list[tuple[str, ...]]:
    """Header and lines, without the columns that are not to be equal."""
    if look.kind is FileKind.XLSX:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0)
        lines = [[_shown(cell) for cell in line] for line in sheet.to_python()]
    else:
        lines = list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=look.separator))
    kept = [place for place, name in enumerate(lines[0]) if not name.startswith(NOT_EQUAL)]
    picked = [tuple(line[place] for place in kept) for line in lines]
    return [picked[0], *sorted(picked[1:])]


def _shown(cell: object) -> str:
    """A field that was a number comes back as the text that stood in its cell."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


async def bring_in(pool: Pool, file: bytes, suffix: str) -> None:
    """As `relance import` does it. Raises AssertionError where a line was not taken."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"contacts{suffix}"
        path.write_bytes(file)
        job_id = await make_job(pool, file=path, new=NewImport(path.name, category_name=None))
    job = await run_to_end(pool, job_id=job_id)
    assert (job["created"], job["rejected"]) == (CONTACTS, 0), dict(job)


@asynccontextmanager
async def installation(server: str, name: str) -> AsyncIterator[Pool]:
    """An empty one: a database of its own."""
    conn = await connect(server, name="benchmark")
    await conn.execute(f"CREATE DATABASE {name}")
    await conn.close()
    url = f"{server.rsplit('/', 1)[0]}/{name}"
    await migrate(url)
    pool = await create_pool(url, name="benchmark", min_size=1, max_size=4)
    try:
        yield pool
    finally:
        await pool.close()


async def run(server: str) -> list[str]:
    """Rows of the table."""
    lines = []
    async with installation(server, "before") as full:
        await fill(full, CONTACTS)
        for number, (form, look) in enumerate(FORMS.items()):
            async with installation(server, f"after_{number}") as fresh:
                times = [time.perf_counter()]
                file = await export(full, look)
                times.append(time.perf_counter())
                await bring_in(fresh, file, ".xlsx" if look.kind is FileKind.XLSX else ".csv")
                times.append(time.perf_counter())
                first, second = read(file, look), read(await export(fresh, look), look)
                differing = sum(a != b for a, b in zip(first, second, strict=True))
                out_s, in_s = (b - a for a, b in pairwise(times))
                columns = len(first[0])
                lines.append(
                    f"| {form} | {len(file) / 1e6:.1f} | {out_s:.1f} | {in_s:.1f} | {columns} | {differing} |"
                )
                sys.stdout.write(lines[-1] + "\n")
                assert differing == 0, next(
                    pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]
                )
    return lines


def main() -> None:
    """Measure and write."""
    head = [
        f"# Out and in again, {datetime.now(UTC):%d %B %Y}",
        "",
        f"{CONTACTS:,} awkward contacts exported, imported into an empty installation and exported again; "
        "`python ../benchmarks/round_trip.py`.",
        "",
        "All columns are compared but ids and `created_at`, as they are shown. On two busy cores.",
        "",
        "| form | MB | export, s | import, s | columns compared | lines that differ |",
        "|---|---|---|---|---|---|",
    ]
    write_result(RESULT, head, run)


if __name__ == "__main__":
    main()
