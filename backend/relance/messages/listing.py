"""Pages of messages, of a campaign or of all, in a time that does not grow with their number."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from relance.contacts.lists.matching import find_few
from relance.core.db import Connection, Row
from relance.core.errors import AppError
from relance.messages import list_sql as sql
from relance.messages.filters import MessageFilter
from relance.messages.state import State

ROW_FIELDS = (
    "id", "campaign_id", "campaign_name", "contact_id", "phone", "first_name", "last_name", "sender_id",
    "message_type", "state", "attempt", "created_at", "sent_at", "delivered_at", "read_at", "interacted_at",
    "no_interaction_at", "failed_at", "expires_at", "cancel_reason", "error_code", "error_title",
    "counted_as_sent",
)  # fmt: skip

WALK_S = 0.008
"""Seconds within which more statements are begun for a page that is not full after the first."""

LOOK_AROUND_S = 0.003
"""The same after a jump, which may have taken all of them: it has led to where there is something."""

FEW_CONTACTS = 1_000
"""Whose messages are looked up one by one; of more, the next among all messages is soon met."""

_LAST_ID = 2**63 - 1
_LAST_AT = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended; `sent_at` in lists by time."""

    id: int = _LAST_ID
    sent_at: datetime | None = _LAST_AT


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Rows with `ROW_FIELDS`; `following` is None at the end. `total` where the counts know it."""

    rows: list[Row]
    following: Place | None
    total: int | None


async def list_messages(conn: Connection, *, wanted: MessageFilter, after: Place, limit: int) -> MessagePage:
    """Up to `limit` messages after a place, the newest first.

    One statement where they lie close together, else a few, however many messages there are. A page may be
    short, even empty, with more to follow: only so much time is spent on one.
    """
    search = wanted.search
    few = None
    if wanted.q is not None and search is not None:
        few = await find_few(conn, q=wanted.q, most=FEW_CONTACTS)
        if few == []:
            return MessagePage([], None, 0)
    patterns = None if search is None else search.patterns
    walk = _Walk(conn, wanted, after, limit + 1, patterns, few)
    await walk.go()
    rows, following = walk.rows, walk.place
    if len(rows) > limit:
        following = Place(rows[limit - 1]["id"], rows[limit - 1]["sent_at"])
    return MessagePage(rows[:limit], following, walk.total)


@dataclass(slots=True)
class _Walk:
    """Down the list from `place` (None: at its end), until there are `most` rows or the time is over."""

    conn: Connection
    wanted: MessageFilter
    place: Place | None
    most: int
    patterns: list[str] | None
    few: list[int] | None
    rows: list[Row] = field(default_factory=list)
    total: int | None = None

    async def go(self) -> None:
        """The whole way; where the first look finds nothing, with a jump, and a look at where that led."""
        until_s = time.monotonic() + WALK_S
        statement = sql.page(self.wanted, short_queue=await self._is_queue_short(), few=self.few is not None)
        if self.place is not None and not await self._step(statement, self.place) and await self._jump():
            until_s = max(until_s, time.monotonic() + LOOK_AROUND_S)
        while self.place is not None and len(self.rows) < self.most and time.monotonic() < until_s:
            await self._step(statement, self.place)

    async def _is_queue_short(self) -> bool:
        wanted = self.wanted
        if wanted.state is not State.PENDING or wanted.contact_id is not None or wanted.by_time:
            return False
        statement = sql.count_batches(of_campaign=wanted.campaign_id is not None)
        n: int = await self.conn.fetchval(statement, wanted.campaign_id)
        return n <= sql.SHORT_QUEUE

    async def _step(self, statement: str, after: Place) -> bool:
        """Look at the next messages; whether any of them is wanted."""
        wanted = self.wanted
        rows = await self.conn.fetch(
            statement,
            wanted.campaign_id,
            wanted.contact_id,
            wanted.message_type,
            wanted.state,
            wanted.error_code,
            wanted.sent_from,
            wanted.sent_until,
            after.id,
            _before(wanted, after),
            self.most - len(self.rows),
            self.patterns,
            self.few,
        )
        first = rows[0]
        found = [row for row in rows if row["id"] is not None]
        self.rows += found
        self.total = first["total"]
        is_over = first["walked"] is None or first["walked"] < sql.WALK
        self.place = None if is_over else Place(first["walked_to_id"], first["walked_to_at"])
        return bool(found)

    async def _jump(self) -> bool:
        """Over the messages of campaigns that have none of those wanted; whether that led anywhere."""
        statement = sql.jump(self.wanted)
        if self.place is None or statement is None:
            return False
        before = self.place.id
        newest = await self.conn.fetchval(statement, before, self.wanted.message_type)
        self.place = None if newest is None else Place(newest + 1)
        return newest is not None and newest + 1 < before


def _before(wanted: MessageFilter, after: Place) -> datetime | None:
    """Where a list by time begins: not later than the period ends."""
    if after.id == _LAST_ID and wanted.sent_until is not None:
        return wanted.sent_until
    return after.sent_at


async def get_message(conn: Connection, *, message_id: int) -> tuple[Row, list[Row]]:
    """A message and what its contact did in answer. Raises AppError `message_not_found`."""
    row = await conn.fetchrow(sql.MESSAGE, message_id)
    if row is None:
        raise AppError("message_not_found", id=message_id)
    return row, await conn.fetch(sql.INTERACTIONS, message_id)
