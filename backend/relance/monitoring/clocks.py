"""How well the clocks agree: of the database, of our processes, of Meta.

Everything is measured against the database's clock, through an offset to a clock that nobody sets. What is
measured is noted with the heartbeat, and judged over the time of a doubt (sending/judge.py); from 5 s on a
person hears of it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from relance.core.clock import boottime_s
from relance.core.db import Connection
from relance.core.log import get_logger
from relance.monitoring import clocks_sql as sql
from relance.monitoring.stretches import RowNumbers

log = get_logger(__name__)

OWN = "own"
META = "meta"
WEBHOOKS = "webhooks"
DATABASE = "database"

STEP_S = 1.0
"""The database's clock against one that nobody sets: more than this between two looks is a step."""

_SAME_S = 1.0
_ROW_S = 600.0


class DatabaseClock:
    """What the database's clock shows, told without asking: read with every heartbeat."""

    def __init__(self, boottime: Callable[[], float] = boottime_s) -> None:
        self._boottime = boottime
        self.offset_s: float | None = None
        """To be added to `boottime_s`; None before the first reading."""

    async def read(self, conn: Connection) -> "Reading":
        """Ask the database what time it is."""
        before = self._boottime()
        shown = float(await conn.fetchval(sql.NOW))
        after = self._boottime()
        known, self.offset_s = self.offset_s, shown - (before + after) / 2
        # A slow answer leaves it open when the clock was read.
        if known is None or abs(self.offset_s - known) <= max(STEP_S, after - before):
            return Reading(shown, self.offset_s, None)
        return Reading(shown, self.offset_s, self.offset_s - known)


@dataclass(frozen=True, slots=True)
class Reading:
    """Unix seconds of the database, their offset to `boottime_s`, and the step since the reading before."""

    shown_s: float
    offset_s: float
    step_s: float | None


@dataclass(frozen=True, slots=True)
class Observation:
    """`low_s` to `high_s`: how far a clock may be ahead of the database's; None: nobody knows that end."""

    clock: str
    low_s: float
    high_s: float | None
    # How long ago the first and the last of it was seen, in the database's time of now.
    first_age_s: float = 0.0
    last_age_s: float = 0.0

    @property
    def ahead_s(self) -> float:
        """The middle, or the end that is known."""
        return self.low_s if self.high_s is None else (self.low_s + self.high_s) / 2

    @property
    def surely_s(self) -> float:
        """The two clocks differ by at least this."""
        return max(0.0, self.low_s, 0.0 if self.high_s is None else -self.high_s)

    @property
    def at_most_s(self) -> float:
        """And by no more than this; of an open end nothing is said."""
        return max(0.0, self.low_s) if self.high_s is None else max(abs(self.low_s), abs(self.high_s))


class ClockWatch:
    """Collects what one process sees of clocks. `note_...` cost next to nothing: called per answer."""

    def __init__(
        self, *, wall: Callable[[], float] = time.time, boottime: Callable[[], float] = boottime_s
    ) -> None:
        self.database = DatabaseClock(boottime)
        self._wall = wall
        self._boottime = boottime
        self._turns = RowNumbers()
        self._began_s = boottime()
        self._meta: tuple[float, float] | None = None
        self._webhooks: float | None = None
        # By clock: the row that goes on while little changes, how far ahead it said, when it began.
        self._rows: dict[str, tuple[int, float, float]] = {}

    def note_meta_date(self, unix_s: int, took_s: float) -> None:
        """Meta's `Date` of an answer that arrives now, `took_s` after its request."""
        now = self._boottime()
        # Meta read its clock between the request and the answer, and shows whole seconds.
        low, high = unix_s - now, unix_s + 1.0 - (now - took_s)
        if self._meta is not None:
            low, high = max(low, self._meta[0]), min(high, self._meta[1])
        self._meta = low, high

    def note_webhooks(self, newest_unix_s: int, taken_s: float) -> None:
        """The newest of Meta's times among statuses taken in: Meta's clock shows at least that."""
        low = newest_unix_s - taken_s
        if self._webhooks is None or low > self._webhooks:
            self._webhooks = low

    async def write(self, conn: Connection, *, process: str, host: str) -> None:
        """Measure our own clock, and write down all that was seen since the last time."""
        seen = await self._look(conn)
        now = self._boottime()
        turns = [self._turn(observation, now) for observation in seen]
        self._began_s = now
        await conn.execute(
            sql.NOTE_CLOCKS,
            self._turns.holder,
            process,
            host,
            turns,
            [observation.clock for observation in seen],
            [observation.first_age_s for observation in seen],
            [observation.last_age_s for observation in seen],
            [observation.ahead_s for observation in seen],
            [observation.surely_s for observation in seen],
            [observation.at_most_s for observation in seen],
        )

    async def _look(self, conn: Connection) -> list[Observation]:
        wall_before = self._wall()
        reading = await self.database.read(conn)
        wall_after = self._wall()
        age_s, offset = self._boottime() - self._began_s, reading.offset_s
        seen = [Observation(OWN, wall_before - reading.shown_s, wall_after - reading.shown_s)]
        if self._meta is not None:
            seen.append(Observation(META, self._meta[0] - offset, self._meta[1] - offset, age_s))
        if self._webhooks is not None:
            seen.append(Observation(WEBHOOKS, self._webhooks - offset, None, age_s))
        if (step := reading.step_s) is not None:
            log.warning("database_clock_stepped", seconds=round(step, 1))
            # From the earlier of both times to the later one: what was measured across it proves nothing.
            seen.append(Observation(DATABASE, step, step, age_s + max(0.0, step), min(0.0, step)))
        self._meta = self._webhooks = None
        return seen

    def _turn(self, observation: Observation, now: float) -> int:
        known = self._rows.get(observation.clock)
        if (
            known is not None
            and observation.clock != DATABASE
            and abs(observation.ahead_s - known[1]) < _SAME_S
            and now - known[2] < _ROW_S
        ):
            return known[0]
        turn = self._turns.next()
        self._rows[observation.clock] = turn, observation.ahead_s, now
        return turn
