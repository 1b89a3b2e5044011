"""Stretches of time that grow: kept by a clock that nobody sets, joined, bounded, written by key."""

from collections import deque
from dataclasses import dataclass, field
from uuid import uuid4

MOST_KEPT = 1_000
"""Of one kind, while the database does not take them."""


@dataclass(slots=True, eq=False)
class Stretch:
    """From `began_s` to `ended_s` by `boottime_s`; `turn` names its row among those of its process."""

    turn: int
    began_s: float
    ended_s: float
    n: int = 0


@dataclass(slots=True)
class RowNumbers:
    """Numbers the rows of one process. `holder` is new with every start: a pid may be given again."""

    holder: str = field(default_factory=lambda: uuid4().hex[:16])
    last: int = 0

    def next(self) -> int:
        """The next number."""
        self.last += 1
        return self.last


class Stretches:
    """Stretches of one kind, joined where no more than `join_s` lies between them.

    The newest one goes on growing after it was taken: written again, it replaces its row. One longer than
    `longest_s` is followed by another without a pause. When too many wait, the newest takes in what comes, so
    that nothing is missed; `drops` says that it is better to miss than to claim.
    """

    def __init__(
        self, turns: RowNumbers, *, join_s: float, longest_s: float = float("inf"), drops: bool = False
    ) -> None:
        self._turns = turns
        self._join_s = join_s
        self._longest_s = longest_s
        self._drops = drops
        self._newest: Stretch | None = None
        self._unwritten: deque[Stretch] = deque()

    def note(self, began_s: float, ended_s: float, n: int = 1) -> None:
        """Take in a stretch that ends now."""
        newest = self._newest
        apart = newest is None or began_s - newest.ended_s > self._join_s
        if newest is None or apart or ended_s - newest.began_s > self._longest_s:
            if newest is None or len(self._unwritten) < MOST_KEPT:
                began_s = began_s if newest is None or apart else min(began_s, newest.ended_s)
                newest = self._newest = Stretch(self._turns.next(), began_s, ended_s)
            elif self._drops:
                return
        newest.began_s = min(newest.began_s, began_s)
        newest.ended_s = max(newest.ended_s, ended_s)
        newest.n += n
        if not self._unwritten or self._unwritten[-1] is not newest:
            self._unwritten.append(newest)

    def take(self) -> list[Stretch]:
        """What was noted since the last time; `put_back` if the database did not take it."""
        taken = list(self._unwritten)
        self._unwritten.clear()
        return taken

    def put_back(self, stretch: Stretch) -> None:
        """Keep what could not be written for the next time. Of several, the last comes first."""
        if stretch not in self._unwritten:
            self._unwritten.appendleft(stretch)
