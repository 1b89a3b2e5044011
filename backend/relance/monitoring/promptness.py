"""How promptly Meta's statuses come: what makes the absence of one mean something.

Per number, the spells in which they came without a pause of more than a second. And marks against any proof:
statuses that came late, could not be applied, or belong to nobody we know. Marks do not hold up expiry.
Called for every group of the hot path: a comparison and a set's insertion per status, all else per group.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from relance.core.clock import boottime_s
from relance.core.db import Connection
from relance.monitoring import promptness_sql as sql
from relance.monitoring.clocks import ClockWatch
from relance.monitoring.stretches import RowNumbers, Stretch, Stretches
from relance.whatsapp.events import StatusEvent

LATE_AFTER_S = 10.0
"""A status taken in later than this after Meta's own time of it came late."""

PAUSE_S = 1.0
"""The longest pause in a prompt spell."""

LATE = "late"
PARKED = "parked"
UNATTRIBUTED = "unattributed"

_LONGEST_SPELL_S = 600.0
_MARKS_JOIN_S = 5.0
_MOST_UNJUDGED = 1_000

Mark = tuple[str, str | None]
"""Its kind, and the number's id at Meta; None: it may be of any number."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one heartbeat writes."""

    holder: str
    spells: list[tuple[str, Stretch]]
    marks: list[tuple[Mark, Stretch]]


class Promptness:
    """Of one API process."""

    def __init__(self, clocks: ClockWatch) -> None:
        self._clocks = clocks
        self._turns = RowNumbers()
        self._spells: dict[str, Stretches] = {}
        self._marks: dict[Mark, Stretches] = {}
        # Taken in before the first look at the database's clock.
        self._unjudged: deque[tuple[float, Sequence[StatusEvent]]] = deque(maxlen=_MOST_UNJUDGED)

    def see(self, statuses: Sequence[StatusEvent]) -> None:
        """Statuses that have just been committed."""
        if statuses:
            self._unjudged.append((boottime_s(), statuses))
            self._judge()

    def see_parked(self, n: int) -> None:
        """Webhooks that could not be applied: nobody can tell what they said, or of which number."""
        now = boottime_s()
        self._mark((PARKED, None), now, now, n)

    def see_unattributed(self, statuses: Sequence[StatusEvent]) -> None:
        """Statuses without an echo, with a wamid nobody knows: one may be what a doubt waits for."""
        now, offset = boottime_s(), self._clocks.database.offset_s
        for status in statuses:
            said = now if offset is None else min(now, status.at - offset)
            self._mark((UNATTRIBUTED, status.phone_number_id), said, now, 1)

    def take(self) -> Seen:
        """Hand over what is to be written; `put_back` if the database did not take it."""
        self._judge()
        return Seen(
            self._turns.holder,
            [(number, spell) for number, spells in self._spells.items() for spell in spells.take()],
            [(mark, stretch) for mark, stretches in self._marks.items() for stretch in stretches.take()],
        )

    def put_back(self, seen: Seen) -> None:
        """Keep what could not be written."""
        for number, spell in reversed(seen.spells):
            self._spells[number].put_back(spell)
        for mark, stretch in reversed(seen.marks):
            self._marks[mark].put_back(stretch)

    def _judge(self) -> None:
        offset = self._clocks.database.offset_s
        if offset is None:
            return
        while self._unjudged:
            now, statuses = self._unjudged.popleft()
            self._judge_group(statuses, now, offset)

    def _judge_group(self, statuses: Sequence[StatusEvent], now: float, offset: float) -> None:
        oldest_prompt = now + offset - LATE_AFTER_S
        newest = earliest = statuses[0].at
        late = 0
        prompt = set()
        for status in statuses:
            at = status.at
            if at >= oldest_prompt:
                prompt.add(status.phone_number_id)
            else:
                late += 1
                if at < earliest:
                    earliest = at
            if at > newest:
                newest = at
        for number in prompt:
            if number is not None:
                self._spell(number).note(now, now)
        if late:
            self._mark((LATE, None), earliest - offset, now, late)
        self._clocks.note_webhooks(newest, now)

    def _spell(self, number: str) -> Stretches:
        spells = self._spells.get(number)
        if spells is None:
            spells = Stretches(self._turns, join_s=PAUSE_S, longest_s=_LONGEST_SPELL_S, drops=True)
            self._spells[number] = spells
        return spells

    def _mark(self, mark: Mark, began_s: float, ended_s: float, n: int) -> None:
        marks = self._marks.get(mark)
        if marks is None:
            marks = self._marks[mark] = Stretches(self._turns, join_s=_MARKS_JOIN_S)
        marks.note(began_s, ended_s, n)


async def write_promptness(conn: Connection, seen: Seen) -> None:
    """Write spells and marks; those that grew replace their rows."""
    now = boottime_s()
    if seen.spells:
        numbers, spells = zip(*seen.spells, strict=True)
        await conn.execute(sql.NOTE_SPELLS, seen.holder, *_columns(spells, now), list(numbers))
    if seen.marks:
        marks, stretches = zip(*seen.marks, strict=True)
        await conn.execute(
            sql.NOTE_MARKS,
            seen.holder,
            *_columns(stretches, now),
            [number for _, number in marks],
            [kind for kind, _ in marks],
            [stretch.n for stretch in stretches],
        )


def _columns(stretches: Sequence[Stretch], now: float) -> tuple[list[int], list[float], list[float]]:
    return (
        [stretch.turn for stretch in stretches],
        [now - stretch.began_s for stretch in stretches],
        [now - stretch.ended_s for stretch in stretches],
    )
