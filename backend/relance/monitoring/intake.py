"""Did we hear everything that Meta said? Times in which webhooks were refused or nobody listened.

A message without an echo proves nothing over such a time: Meta delivers again for days, whenever it likes.
Nor over one in which statuses came late, could not be applied, or belonged to nobody; only while statuses
come promptly does silence say something. Times are kept by a clock that nobody sets; the database turns
ages into moments of its own.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from relance.core.clock import boottime_s
from relance.core.db import Connection
from relance.monitoring import sql
from relance.monitoring.clocks import ClockWatch
from relance.monitoring.promptness import Promptness, Seen, write_promptness

SILENT_AFTER_S = 10.0
"""An API process without a heartbeat for so long is taken for gone."""

_SAME_INTERVAL_S = 5.0
_MOST_INTERVALS = 200

Interval = tuple[float, float, str]
"""From, to (by `boottime_s`), and why."""


class Refusals:
    """The webhooks this process answered with 503, as intervals, until the database has taken them."""

    def __init__(self) -> None:
        self._intervals: deque[Interval] = deque()
        self.noted = asyncio.Event()
        """Set while there is something to write; the heartbeat waits for it."""

    def note(self, reason: str, at_s: float | None = None) -> None:
        """Remember one refusal. Intervals are joined, so a day of refusing takes no more memory."""
        at_s = boottime_s() if at_s is None else at_s
        if self._intervals:
            began, ended, known = self._intervals[-1]
            full = len(self._intervals) >= _MOST_INTERVALS
            if full or (reason == known and at_s - ended < _SAME_INTERVAL_S):
                self._intervals[-1] = (began, max(at_s, ended), known)
                self.noted.set()
                return
        self._intervals.append((at_s, at_s, reason))
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


@dataclass(frozen=True, slots=True)
class Remembered:
    """What one heartbeat is to write."""

    refusals: list[Interval]
    seen: Seen


class IntakeMemory:
    """What an API process remembers of its intake, until the heartbeat has written it down."""

    def __init__(self) -> None:
        self.clocks = ClockWatch()
        self.refusals = Refusals()
        self.promptness = Promptness(self.clocks)

    def take(self) -> Remembered:
        """Hand over what is to be written; `put_back` if the database did not take it."""
        return Remembered(self.refusals.take(), self.promptness.take())

    def put_back(self, remembered: Remembered) -> None:
        """Keep for the next heartbeat what could not be written."""
        self.refusals.put_back(remembered.refusals)
        self.promptness.put_back(remembered.seen)


async def write_intake(conn: Connection, remembered: Remembered) -> None:
    """Write refusals down as gaps, and how promptly statuses came."""
    await write_refusals(conn, remembered.refusals)
    await write_promptness(conn, remembered.seen)


async def write_refusals(conn: Connection, intervals: list[Interval]) -> None:
    """Write refusals down as gaps."""
    if intervals:
        now = boottime_s()
        await conn.execute(
            sql.NOTE_REFUSALS,
            [now - began for began, _, _ in intervals],
            [now - ended for _, ended, _ in intervals],
            [reason for _, _, reason in intervals],
        )


async def is_intake_healthy(conn: Connection, *, since: datetime, until: datetime) -> bool:
    """Whether every webhook of this time was taken in: no gap overlaps it, and an API process lives now.

    A refusal is written within moments of its happening, when the database can take it at all.
    """
    return bool(await conn.fetchval(sql.IS_HEALTHY, since, until, SILENT_AFTER_S))
