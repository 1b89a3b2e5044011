"""A file in chunks of people, each person once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from relance.contacts.own_columns import OWN_TEXTS
from relance.contacts.upsert import ContactRow
from relance.imports.columns.guess import Columns
from relance.imports.columns.table import Table
from relance.imports.people.person import LineRefused, find_phone_cell, read_person
from relance.imports.people.same_person import number_of
from relance.imports.people.seen_numbers import SeenNumbers
from relance.reasons import Reason

CHUNK_LINES = 5_000
_RAW_SHOWN = 200
_LONGEST_KEPT = 50_000
"""Characters of a rejected line."""


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A line that was left out. `line` counts from 1, the header included; `raw` is its beginning.

    `cells` are all of it, unless it is longer than any person writes.
    """

    line: int
    raw: str
    reason: Reason
    cells: list[str] | None = None


@dataclass(slots=True)
class Chunk:
    """Some lines. `repeated` are the phones of `rows` that an earlier chunk had already.

    `first_seen`: the numbers that no earlier chunk had. `by_number`: the same rows, whatever spelling of
    their phone is asked for. `lines_of`: where each phone stands, also those that are not stored.
    """

    lines: int = 0
    rows: dict[str, ContactRow] = field(default_factory=dict)
    by_number: dict[int, ContactRow] = field(default_factory=dict)
    repeated: set[str] = field(default_factory=set)
    first_seen: list[int] = field(default_factory=list)
    lines_of: dict[str, list[int]] = field(default_factory=dict)
    duplicates: int = 0
    rejected: list[RejectedLine] = field(default_factory=list)
    warnings: list[tuple[int, str, Reason]] = field(default_factory=list)
    fraction: float = 0.0


class ChunkReader:
    """Reads chunk after chunk. Blocks: to be called in a thread, one call at a time.

    When a person stands in the file several times, a later line is taken as newer: its values win where it
    has any. With `first_wins` the first line stands.
    """

    def __init__(
        self, table: Table, columns: Columns, default_country: str | None, *, first_wins: bool
    ) -> None:
        self._table = table
        self._columns = columns
        self._default_country = default_country
        self._first_wins = first_wins
        self._seen = SeenNumbers()

    def skip_chunk(self, lines: int, first_seen: Sequence[int]) -> None:
        """The next chunk, of so many lines, is stored: who stands there first is known."""
        self._seen.add_all(first_seen)
        for _ in islice(self._table.lines, lines):
            pass

    def read_chunk(self) -> Chunk | None:
        """The next chunk, None at the end of the file."""
        chunk = Chunk()
        for line in islice(self._table.lines, CHUNK_LINES):
            chunk.lines += 1
            try:
                row, warnings = read_person(line, self._columns, self._default_country)
            except LineRefused as refused:
                raw = " | ".join(cell.strip() for cell in line.cells)[:_RAW_SHOWN].strip()
                chunk.rejected.append(RejectedLine(line.number, raw, refused.reason, _kept(line.cells)))
                continue
            if warnings:
                cell = find_phone_cell(line, self._columns)
                written = "" if cell is None else cell.text[:_RAW_SHOWN]
                chunk.warnings += [(line.number, written, warning) for warning in warnings]
            self._add(chunk, row, line.number)
        chunk.fraction = self._table.fraction
        return chunk if chunk.lines else None

    def _add(self, chunk: Chunk, row: ContactRow, line: int) -> None:
        number = number_of(row.phone)
        before = chunk.by_number.get(number)
        chunk.lines_of.setdefault(row.phone if before is None else before.phone, []).append(line)
        if before is not None:
            chunk.duplicates += 1
            if not self._first_wins:
                _merge(before, row)
            return
        if self._seen.add(number):
            chunk.first_seen.append(number)
        else:
            chunk.duplicates += 1
            chunk.repeated.add(row.phone)
            if self._first_wins:
                return
        chunk.rows[row.phone] = chunk.by_number[number] = row


def _kept(cells: list[str]) -> list[str] | None:
    return cells if sum(map(len, cells)) <= _LONGEST_KEPT else None


def _merge(row: ContactRow, newer: ContactRow) -> None:
    for name in OWN_TEXTS:
        setattr(row, name, getattr(newer, name) or getattr(row, name))
    row.attributes |= newer.attributes
    row.told = newer.told or row.told
    if newer.consent is not None and (row.consent is None or row.consent.given):
        row.consent = newer.consent  # who says no in one line, and yes in another, has not agreed
