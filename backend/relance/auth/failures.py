"""Failed sign-ins in the activity log: told, and bounded however many there are.

A process keeps a book for each account that is tried and each place where it is, and one for each place and
all names that no user has: so noise about others hides no attack on one. Of a book it writes, in 15
minutes, a line for each of the first five failures of an address and for the first ten of all (thirty of
nobody). What comes beyond that is counted together, and a line is written when the count reaches 2, 4, 8,
…: it stands for so many `failures` of so many `addresses` that no other line tells. So a flood of a million
failures is some fifty lines, their numbers add up to more than half of it, and nothing has to be written
later by somebody who may be gone by then. There are a thousand books at most; what is beyond shares one
more, without account and place. Failures are few a second in any case: each costs a hash, and who is over a
limit (`gate.py`) is refused without one and without a line.

The name that was tried is kept only if a user has it, as the id and the name of that user: people type their
password into the wrong field. Lines of filled limits (`sign_ins_locked`) are bounded the same way, on their
own.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from relance.activity import Act, Subject, record
from relance.activity.actor import current_actor
from relance.core.addresses import narrow_network
from relance.core.db import Connection, Pool, transaction

Place = Literal["login", "password", "setup"]
"""What was to be proved: a login, one's own password before it is changed, the code of the set-up."""

WINDOW_S = 900.0
OF_ONE_ADDRESS = 5
OF_ONE_ACCOUNT = 10
OF_ALL = 30
"""Of names that no user has."""
FIRST_SUM = 2

_MOST_ADDRESSES = 1_000
"""So many addresses of summed failures of a book are told from each other."""

_MOST_BOOKS = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write: for how many it stands, of how many addresses; `is_sum`: not for this one alone;
    `is_mixed`: nor for this account and place alone.
    """

    n: int
    addresses: int = 1
    is_sum: bool = False
    is_mixed: bool = False


@dataclass(slots=True)
class _Book:
    """Failures of one kind in one quarter of an hour."""

    single: int
    is_mixed: bool = False
    _written: Counter[str] = field(default_factory=Counter)
    _summed: int = 0
    _told: int = 0
    _due: int = FIRST_SUM
    _addresses: set[str] = field(default_factory=set)

    def note(self, network: str) -> Line | None:
        if self._written[network] < OF_ONE_ADDRESS and self._written.total() < self.single:
            self._written[network] += 1
            return Line(1)
        self._summed += 1
        if len(self._addresses) < _MOST_ADDRESSES:
            self._addresses.add(network)
        if self._summed < self._due:
            return None
        line = Line(self._summed - self._told, len(self._addresses), is_sum=True, is_mixed=self.is_mixed)
        self._told, self._due = self._summed, 2 * self._due
        return line


@dataclass(slots=True)
class Thinned:
    """Which of many events are written down; see above."""

    clock_s: Callable[[], float] = time.monotonic
    _until_s: float = 0.0
    _books: dict[tuple[str, int | None], _Book] = field(default_factory=dict)
    _others: _Book = field(default_factory=lambda: _Book(0, is_mixed=True))

    def note(self, network: str, place: str, account: int | None = None) -> Line | None:
        """One more from there; the line to write for it, if any."""
        if self.clock_s() >= self._until_s:
            self._until_s = self.clock_s() + WINDOW_S
            self._books.clear()
            self._others = _Book(0, is_mixed=True)
        book = self._books.get((place, account))
        if book is None:
            if len(self._books) >= _MOST_BOOKS and account is not None:
                return self._others.note(network)
            book = self._books[place, account] = _Book(OF_ALL if account is None else OF_ONE_ACCOUNT)
        return book.note(network)


class SignInFailures:
    """Of one process."""

    def __init__(self) -> None:
        self._failed = Thinned()
        self._locked = Thinned()

    async def write(
        self, pool: Pool, *, place: Place, user: tuple[int, str] | None, locked: tuple[str, ...]
    ) -> None:
        """Write down one failure and the limits it has filled, as far as they are to be written.

        `user`: id and name of whose password it was not, if there is such a user.
        """
        of = narrow_network(current_actor().address), place, user[0] if user else None
        events: list[tuple[Act, dict[str, Any], Line | None]] = [
            (Act.SIGN_IN_FAILED, {"place": place}, self._failed.note(*of))
        ]
        for limit in locked:
            told = {"place": place, "limit": limit}
            events.append((Act.SIGN_INS_LOCKED, told, self._locked.note(*of)))
        lines = [(act, told, line) for act, told, line in events if line is not None]
        if lines:
            async with transaction(pool) as conn:
                for act, told, line in lines:
                    await _write(conn, act, told, line, user)


async def _write(
    conn: Connection, act: Act, told: dict[str, Any], line: Line, user: tuple[int, str] | None
) -> None:
    actor = current_actor()
    if line.addresses > 1:
        actor = replace(actor, address=None, user_agent=None)
    numbers = {"failures": line.n, "addresses": line.addresses}
    subject = None if user is None or line.is_mixed else Subject("user", *user)
    if line.is_mixed:
        told = {}
    elif line.is_sum:  # of several limits, perhaps
        told = {"place": told["place"]}
    await record(conn, act, subject, details=told | numbers, actor=actor)
