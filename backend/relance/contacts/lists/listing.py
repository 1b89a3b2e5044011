"""Pages of contacts: whatever is asked, a few milliseconds on a million of them.

Without a search, by id: straight from the indexes. Otherwise the bitmaps say who may be meant, and these
candidates are compared with their rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from asyncpg import BitString

from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists import list_sql
from relance.contacts.search_index import Candidates, find_candidates
from relance.core.db import Connection, Row

COLLECT = 2_500
"""Candidates that are read and sorted by name at once; of more, the first met in order are soon a page."""

WALK = 50
"""Blocks of names walked before `COLLECT_LATER` candidates are read after all."""

COLLECT_LATER = 20_000

AS_A_BLOCK = 60
"""Candidates that are read in the time in which a block of names is walked."""

MOST_READ = 4_096
"""Candidates read by one statement, by id."""

_EVERY = 2**62
_LAST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Place:
    """The sort key of the last contact seen. `name_key` only in the order of names."""

    id: int
    name_key: str = ""


def first_place(order: Order) -> Place:
    """Before the first contact."""
    return Place(_LAST_ID) if order is Order.NEWEST else Place(0)


async def list_contacts(
    conn: Connection, *, wanted: ContactFilter, order: Order, after: Place, limit: int
) -> tuple[list[Row], Place | None]:
    """`limit` contacts after a place, and the place of the last one if there may be more.

    One to four statements, whatever the number of contacts.
    """
    page = _Page(conn, wanted, order, after, limit + 1)
    if order is Order.NAME:
        rows = await page.read_by_name()
    elif not wanted.is_looked_up:
        rows = await page.read(list_sql.exact(order, category=wanted.category_id is not None))
    else:
        rows = await page.read_by_id(await find_candidates(conn, wanted=wanted))
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], Place(last["id"], last["name_key"] or "")


async def count_contacts(conn: Connection, *, wanted: ContactFilter) -> int | None:
    """How many there are, where the counts know it."""
    counted_by = wanted.counted_by
    return None if counted_by is None else int(await conn.fetchval(list_sql.COUNT, *counted_by))


@dataclass(frozen=True, slots=True)
class _Page:
    """What is asked of one page, and the ways to read it."""

    conn: Connection
    wanted: ContactFilter
    order: Order
    after: Place
    most: int

    async def read(
        self,
        statement: str,
        *,
        most: int | None = None,
        look_at: int = 0,
        ids: Sequence[int] = (),
        bits: BitString | None = None,
    ) -> list[Row]:
        """The rows of one statement."""
        wanted, after = self.wanted, self.after
        fields = (wanted.field_names, wanted.field_values)
        given: tuple[Any, ...] = (wanted.flags, wanted.category_id, after.id, after.name_key)
        limit = self.most if most is None else most
        return await self.conn.fetch(statement, *given, limit, look_at, wanted.patterns, ids, bits, *fields)

    async def read_by_id(self, candidates: Candidates) -> list[Row]:
        """Candidates in order until the page is full: nearly all of them are meant, so mostly at once."""
        statement = list_sql.some_by_id(self.order, **self.wanted.asks)
        ids = candidates.ids(descending=self.order is Order.NEWEST, after=self.after.id)
        rows: list[Row] = []
        look_at = self.most + 8
        while len(rows) < self.most and (some := list(islice(ids, look_at))):
            rows += await self.read(statement, most=self.most - len(rows), ids=some)
            look_at = min(8 * look_at, MOST_READ)
        return rows

    async def read_by_name(self) -> list[Row]:
        """Few candidates are sorted, of many the first ones met are soon a page."""
        if not self.wanted.is_looked_up and not self.wanted.is_narrowed:
            return await self.read(list_sql.all_by_name())
        found = await find_candidates(self.conn, wanted=self.wanted, by_name=True)
        all_blocks = len(found.blocks)
        is_walk_longer = all_blocks * AS_A_BLOCK > found.count
        if found.count <= COLLECT and is_walk_longer:
            return await self._collect(list(found.ids(descending=False, after=-1)))
        rows = await self._walk(found, WALK)
        if len(rows) < self.most and all_blocks > WALK:
            if found.count <= COLLECT_LATER and is_walk_longer:
                return await self._collect(list(found.ids(descending=False, after=-1)))
            rows = await self._walk(found, _EVERY)
        return await self._add_late(rows, found)

    async def _walk(self, found: Candidates, blocks: int) -> list[Row]:
        statement = list_sql.walk_by_name(**self.wanted.asks)
        return await self.read(statement, look_at=blocks, ids=found.blocks, bits=found.as_one())

    async def _collect(self, ids: Sequence[int]) -> list[Row]:
        return await self.read(list_sql.some_by_name(**self.wanted.asks), ids=ids)

    async def _add_late(self, rows: list[Row], found: Candidates) -> list[Row]:
        """Those whose names changed since the blocks of names were written may stand outside of them."""
        if found.late:
            by_id = {row["id"]: row for row in [*rows, *await self._collect(found.late)]}
            rows = sorted(by_id.values(), key=lambda row: (row["name_key"], row["id"]))
        return rows[: self.most]
