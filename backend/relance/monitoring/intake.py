"""Did we hear everything that Meta said? Times in which webhooks were refused or nobody listened.

A message without an echo proves nothing over such a time: Meta delivers again for days, whenever it likes.
"""

import asyncio
from collections import deque
from datetime import datetime, timedelta

from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.monitoring import sql

SILENT_AFTER_S = 10.0
"""An API process without a heartbeat for so long is taken for gone."""

_SAME_INTERVAL = timedelta(seconds=5)
_MOST_INTERVALS = 200

Interval = tuple[datetime, datetime, str]


class Refusals:
    """The webhooks this process answered with 503, as intervals, until the database has taken them."""

    def __init__(self) -> None:
        self._intervals: deque[Interval] = deque()
        self.noted = asyncio.Event()
        """Set while there is something to write; the heartbeat waits for it."""

    def note(self, reason: str, at: datetime | None = None) -> None:
        """Remember one refusal. Intervals are joined, so a day of refusing takes no more memory."""
        at = at or utc_now()
        if self._intervals:
            began, ended, known = self._intervals[-1]
            full = len(self._intervals) >= _MOST_INTERVALS
            if full or (reason == known and at - ended < _SAME_INTERVAL):
                self._intervals[-1] = (began, max(at, ended), known)
                self.noted.set()
                return
        self._intervals.append((at, at, reason))
        self.noted.set()

    def take(self) -> list[Interval]:
        """Hand over what is to be written; `put_back` if the database did not take it."""
        taken = list(self._intervals)
        self._intervals.clear()
        self.noted.clear()
        return taken

    def put_back(self, intervals: list[Interval]) -> None:
        """Keep intervals that could not be written, for the next heartbeat."""
        self._intervals.extendleft(reversed(intervals))
        if self._intervals:
            self.noted.set()


async def write_refusals(conn: Connection, intervals: list[Interval]) -> None:
    """Write refusals down as gaps."""
    if intervals:
        await conn.execute(sql.NOTE_REFUSALS, *map(list, zip(*intervals, strict=True)))


async def is_intake_healthy(conn: Connection, *, since: datetime, until: datetime) -> bool:
    """Whether every webhook of this time was taken in: no gap overlaps it, and an API process lives now.

    A refusal is written within moments of its happening, when the database can take it at all.
    """
    return bool(await conn.fetchval(sql.IS_HEALTHY, since, until, SILENT_AFTER_S))
