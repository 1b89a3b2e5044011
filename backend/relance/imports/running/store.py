"""Storing a file of contacts chunk by chunk: one transaction each, with what the job knows of it.

A run that was broken off anywhere is followed by one that reads the stored lines again, since later lines may
repeat them, and stores those behind them.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from relance.categories.service import add_locked_contacts, get_or_create_category
from relance.contacts.erased import find_erased
from relance.contacts.upsert import upsert_contacts
from relance.core.db import Connection, Pool, Row, may_repeat, transaction
from relance.core.news import News
from relance.imports import jobs_sql as sql
from relance.imports.columns.guess import MOST_COLUMNS
from relance.imports.columns.mapping import map_as_told
from relance.imports.columns.table import open_table
from relance.imports.formats.reading import Reading
from relance.imports.people.chunks import Chunk, ChunkReader
from relance.imports.people.same_person import as_contacts_spell
from relance.imports.preview.first_look import no_contacts
from relance.imports.running.apply_told import apply_consents, apply_told
from relance.imports.running.dry_run import foresee
from relance.reasons import Reason
from relance.reasons.lines import ERASED, LINE_PROBLEMS
from relance.reasons.reason import values_as_json

LEASE = timedelta(seconds=20)
"""How long a run may be silent before another takes its place."""

MOST_WARNINGS = 10_000
"""Kept of a job: they are of lines that were taken. Every rejected line is kept: somebody has to mend it."""

_ATTEMPTS = 5

OnProgress = Callable[[float], None]
"""Called after each stored chunk with how much of the file is stored, 0 to 1. Must not block."""


class LeaseLostError(Exception):
    """Another run has taken this job over."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """What became of the people of a chunk."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    erased: frozenset[str] = frozenset()
    """Phones of people who were erased, those of earlier chunks, too."""


@dataclass(slots=True)
class Storing:
    """A run of a job. It ends when the file does, or after the first chunk that is stored at `until`."""

    pool: Pool
    job: Row
    until: float
    news: News
    on_progress: OnProgress | None = None
    _category_id: int | None = field(default=None, init=False)
    _lines: int = field(default=0, init=False)

    async def store_file(self, path: Path) -> bool:
        """Whether all of it is stored. Raises LeaseLostError, AppError for what cannot be read."""
        reading = Reading(**(self.job["reading"] or {}))
        with await asyncio.to_thread(open_table, path, chosen=reading) as table:
            columns = map_as_told(table.header, self.job["mapping"])
            reader = ChunkReader(
                table, columns, self.job["default_country"], first_wins=not self.job["update_existing"]
            )
            await self._skip_what_is_stored(reader)
            chunk = await asyncio.to_thread(reader.read_chunk)
            if chunk is None and not self._lines:
                raise no_contacts()
            await self.pool.execute(sql.NOTE_HEADER, self.job["id"], table.header[:MOST_COLUMNS])
            self._category_id = None if self.job["dry_run"] else await self._find_category()
            while chunk is not None:
                chunk, goes_on = await self._store_while_reading(chunk, reader)
                if not goes_on:
                    return False
        return True

    async def _skip_what_is_stored(self, reader: ChunkReader) -> None:
        """By earlier runs: of a long file, reading its people again would take longer than a run may."""
        while self._lines < self.job["lines"]:
            seen = await self.pool.fetchrow(sql.READ_SEEN, self.job["id"], self._lines)
            if seen is None:  # stored by an older version: read again, and not stored again
                return
            await asyncio.to_thread(reader.skip_chunk, seen["lines"], seen["numbers"])
            self._lines += seen["lines"]

    async def _find_category(self) -> int | None:
        category_id: int | None = self.job["category_id"]
        name: str | None = self.job["category_name"]
        if category_id is None and name is not None:  # deleted since the job was made
            async with transaction(self.pool) as conn:
                category_id = await get_or_create_category(conn, name=name, created_by=self.job["created_by"])
        return category_id

    async def _store_while_reading(self, chunk: Chunk, reader: ChunkReader) -> tuple[Chunk | None, bool]:
        """The next chunk, and whether to go on: PostgreSQL and this process each have their core."""
        reading = asyncio.create_task(asyncio.to_thread(reader.read_chunk))
        try:
            # Lines that an earlier run has stored end no run: each gets on.
            goes_on = self._lines < self.job["lines"]
            if not goes_on:
                await self._store(chunk)
                goes_on = time.monotonic() < self.until
            self._lines += chunk.lines
        finally:
            # Also after an error: the thread still reads from the table that is about to be closed.
            await asyncio.wait([reading])
        return reading.result(), goes_on

    async def _store(self, chunk: Chunk) -> None:
        """In one transaction; again when it lost a race."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with transaction(self.pool) as conn:
                    await self._record(conn, chunk, await self._write(conn, chunk))
                break
            except Exception as error:
                if attempt == _ATTEMPTS or not may_repeat(error):
                    raise
                await asyncio.sleep(0.05 * attempt)
        self.news.members_changed()
        if self.on_progress is not None:
            self.on_progress(chunk.fraction)

    async def _write(self, conn: Connection, chunk: Chunk) -> _Counts:
        if not chunk.rows:
            return _Counts()
        rows, spelled = await as_contacts_spell(conn, chunk.rows)
        repeated = {spelled.get(phone, phone) for phone in chunk.repeated}
        if self.job["dry_run"]:
            created, changed = await foresee(conn, rows=rows, update_existing=self.job["update_existing"])
            erased = await find_erased(conn, created | chunk.repeated)
            created -= erased
            unchanged = rows.keys() - created - changed - repeated - erased
            return _Counts(len(created - repeated), len(changed - repeated), len(unchanged), erased)
        result = await upsert_contacts(
            conn,
            rows=list(rows.values()),
            update_existing=self.job["update_existing"],
            created_by=self.job["created_by"],
        )
        if self._category_id is not None:
            ids = list(result.ids.values())
            await add_locked_contacts(conn, category_id=self._category_id, contact_ids=ids)
        kept = [row for phone, row in rows.items() if phone not in result.erased]
        told = await apply_told(conn, rows=kept, ids=result.ids, created_by=self.job["created_by"])
        told |= await apply_consents(conn, rows=kept, ids=result.ids, source=self.job["filename"])
        if result.created:
            fresh = sorted(result.ids[phone] for phone in result.created)
            await conn.execute(sql.NOTE_CREATED, self.job["id"], fresh)
        updated = result.updated | (told - result.created)
        return _Counts(
            created=len(result.created - repeated),
            updated=len(updated - repeated),
            unchanged=len(result.unchanged - updated - repeated),
            erased=result.erased | await find_erased(conn, chunk.repeated - rows.keys()),
        )

    async def _record(self, conn: Connection, chunk: Chunk, counts: _Counts) -> None:
        """Only if nobody else has stored this chunk meanwhile."""
        rejected = [_as_row(line.line, line.raw, line.reason, line.cells) for line in chunk.rejected]
        left_out = sorted(counts.erased - chunk.repeated)
        if counts.erased:
            # Where they stand, and nothing of what stands there: it would be kept here again.
            of_erased = [(chunk.lines_of[phone][0], "", LINE_PROBLEMS.make(ERASED)) for phone in left_out]
            rejected = sorted([*rejected, *(_as_row(*line) for line in of_erased)], key=itemgetter(0))
        theirs = {line for phone in counts.erased for line in chunk.lines_of[phone]}
        warnings = [_as_row(*warning) for warning in chunk.warnings if warning[0] not in theirs]
        warned = await conn.fetchval(
            sql.RECORD,
            self.job["id"],
            chunk.lines,
            counts.created,
            counts.updated,
            counts.unchanged,
            chunk.duplicates,
            len(chunk.rejected),
            len(warnings),
            chunk.fraction,
            LEASE,
            self._lines,
            len(left_out),
        )
        if warned is None:
            raise LeaseLostError
        await conn.execute(sql.ADD_SEEN, self.job["id"], self._lines, chunk.lines, chunk.first_seen)
        warnings = warnings[: max(0, MOST_WARNINGS - (warned - len(warnings)))]
        for lines, is_rejected in ((rejected, True), (warnings, False)):
            if lines:
                columns = [list(column) for column in zip(*lines, strict=True)]
                await conn.execute(sql.ADD_LINES, self.job["id"], is_rejected, *columns)


def _as_row(
    line: int, raw: str, reason: Reason, cells: list[str] | None = None
) -> tuple[int, str, str, str, dict[str, Any], str | None]:
    # As text: an array of lists is one of two dimensions to the driver.
    kept = None if cells is None else orjson.dumps(cells).decode()
    return line, raw, reason.text, reason.code, values_as_json(reason.values), kept
