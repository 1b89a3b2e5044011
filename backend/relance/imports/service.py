"""Importing a file of contacts, mostly into a category."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from relance.activity import Act, Subject, record
from relance.categories.service import add_locked_contacts, get_or_create_category
from relance.contacts.phones.parse import check_country
from relance.contacts.upsert import upsert_contacts
from relance.core.db import Connection, Pool, may_repeat, transaction
from relance.core.errors import malformed
from relance.core.log import get_logger
from relance.imports.chunks import Chunk, ChunkReader
from relance.imports.mapping import map_as_told
from relance.imports.report import ImportReport
from relance.imports.table import open_table

log = get_logger(__name__)

CHANGED_BY_IMPORTS = ("contacts", "contact_counts", "categories")
"""The namespaces of the cache that an import empties, chunk by chunk."""

_ATTEMPTS = 5

OnProgress = Callable[[ImportReport], None]
"""Called after each stored chunk with the report so far. Must not block."""


@dataclass(frozen=True, slots=True)
class ChunkCounts:
    """What became of the people of a chunk."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


class Journal(Protocol):
    """Keeps what is done of an import beside the contacts, so that it can be broken off and go on."""

    lines_done: int
    """Lines that earlier runs have stored: read again, since later lines may repeat them, and not stored."""

    async def record(self, conn: Connection, chunk: Chunk, counts: ChunkCounts, *, lines_before: int) -> None:
        """Called in the transaction that stores the chunk; `lines_before` it are stored."""

    def must_stop(self) -> bool:
        """Whether to break off before the next chunk."""


async def import_contacts(
    pool: Pool,
    *,
    source: Path | bytes,
    category_name: str | None = None,
    category_id: int | None = None,
    default_country: str | None = None,
    update_existing: bool = True,
    mapping: Mapping[str, str] | None = None,
    created_by: int | None = None,
    on_progress: OnProgress | None = None,
    journal: Journal | None = None,
) -> ImportReport:
    """Store all good lines of a CSV file or workbook; return when all is stored.

    The category (`category_id`, else by name) is created if missing, existing contacts are added to it.
    Without either they stay in the categories they are in.
    `default_country` (ISO) is that of numbers written without country code; `mapping` as in `map_as_told`.
    With `update_existing` a contact that exists gets the values of the file where the file has any; otherwise
    it stays as it is. A chunk is one transaction: after a crash the same import can simply be run again.
    Raises AppError for a file that cannot be read at all, before anything is stored.
    """
    country = check_country(default_country)
    table = await asyncio.to_thread(open_table, source)
    with table:
        columns = map_as_told(table.header, mapping)
        reader = ChunkReader(table, columns, country, first_wins=not update_existing)
        first = await asyncio.to_thread(reader.read_chunk)
        if first is None:
            raise malformed("no_contacts", "The file has a header and no line below it.")
        if category_name is not None:
            category_name = " ".join(category_name.split())
        async with transaction(pool) as conn:
            if category_name is not None and category_id is None:
                category_id = await get_or_create_category(conn, name=category_name, created_by=created_by)
            if journal is None:  # else it was noted with the job
                subject = Subject("import", name=source.name if isinstance(source, Path) else None)
                await record_import(conn, subject, category_id=category_id, category_name=category_name)
        report = ImportReport(category_id, category_name)
        store = _Store(pool, report, update_existing, created_by, journal)
        await _store_all(reader, first, store, on_progress)
    log.info(
        "contacts_imported",
        category_id=category_id,
        rows=report.rows,
        created=report.created,
        updated=report.updated,
        rejected=report.rejected_total,
    )
    return report


async def record_import(
    conn: Connection, subject: Subject, *, category_id: int | None, category_name: str | None
) -> None:
    """Note for the activity log that an import begins."""
    details = {"category_id": category_id, "category_name": category_name}
    await record(conn, Act.IMPORT_STARTED, subject, details=details)


async def _store_all(
    reader: ChunkReader, first: Chunk, store: "_Store", on_progress: OnProgress | None
) -> None:
    """Store one chunk while the next is being read: PostgreSQL and this process each have their core."""
    chunk: Chunk | None = first
    while chunk is not None:
        reading = asyncio.create_task(asyncio.to_thread(reader.read_chunk))
        try:
            await store.store(chunk)
        finally:
            # Also after an error: the thread still reads from the table that is about to be closed.
            await asyncio.wait([reading])
        if on_progress is not None:
            on_progress(store.report)
        chunk = None if store.must_stop() else reading.result()


class _Store:
    """Writes chunks and counts what happened."""

    def __init__(
        self,
        pool: Pool,
        report: ImportReport,
        update_existing: bool,
        created_by: int | None,
        journal: Journal | None,
    ) -> None:
        self.report = report
        self._pool = pool
        self._update_existing = update_existing
        self._created_by = created_by
        self._journal = journal

    def must_stop(self) -> bool:
        """Whether the journal wants an end."""
        return self._journal is not None and self._journal.must_stop()

    async def store(self, chunk: Chunk) -> None:
        """Store one chunk in one transaction; again when it lost a race."""
        if self._journal is not None and self.report.rows < self._journal.lines_done:
            self.report.rows += chunk.lines
            return
        counts = ChunkCounts()
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                counts = await self._store_once(chunk)
                break
            except Exception as error:
                if attempt == _ATTEMPTS or not may_repeat(error):
                    raise
                await asyncio.sleep(0.05 * attempt)
        report = self.report
        report.created += counts.created
        report.updated += counts.updated
        report.unchanged += counts.unchanged
        report.rows += chunk.lines
        report.duplicates_in_file += chunk.duplicates
        report.add_rejected(chunk.rejected)
        report.add_warnings(chunk.warnings)
        report.fraction = chunk.fraction

    async def _store_once(self, chunk: Chunk) -> ChunkCounts:
        counts = ChunkCounts()
        if not chunk.rows and self._journal is None:
            return counts
        async with transaction(self._pool) as conn:
            if chunk.rows:
                result = await upsert_contacts(
                    conn,
                    rows=list(chunk.rows.values()),
                    update_existing=self._update_existing,
                    created_by=self._created_by,
                )
                if self.report.category_id is not None:
                    await add_locked_contacts(
                        conn, category_id=self.report.category_id, contact_ids=list(result.ids.values())
                    )
                counts = ChunkCounts(
                    created=len(result.created - chunk.repeated),
                    updated=len(result.updated - chunk.repeated),
                    unchanged=len(result.unchanged - chunk.repeated),
                )
            if self._journal is not None:
                await self._journal.record(conn, chunk, counts, lines_before=self.report.rows)
        return counts
