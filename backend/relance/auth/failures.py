"""Failed sign-ins in the activity log: told, and bounded however many there are.

A process writes, in 15 minutes, a line for each of the first five failures of an address and for the first
thirty of all. What comes beyond that is counted together, and a line is written when the count reaches 8, 16,
32, …: it stands for so many `failures` of so many `addresses` that no other line tells. So a flood of a
million failures is some fifty lines, their numbers add up to more than half of it, and nothing has to be
written later by somebody who may be gone by then. Failures are few a second in any case: each costs a hash,
and who is over a limit (`gate.py`) is refused without one and without a line.

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
OF_ALL = 30
FIRST_SUM = 8

_MOST_ADDRESSES = 1_000
"""So many addresses of summed failures are told from each other."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write: for how many it stands, of how many addresses; `is_sum`: not for this one alone."""

    n: int
    addresses: int = 1
    is_sum: bool = False


@dataclass(slots=True)
class Thinned:
    """Which of many events are written down; see above."""

    clock_s: Callable[[], float] = time.monotonic
    _until_s: float = 0.0
    _written: Counter[str] = field(default_factory=Counter)
    _summed: int = 0
    _told: int = 0
    _due: int = FIRST_SUM
    _addresses: set[str] = field(default_factory=set)

    def note(self, network: str) -> Line | None:
        """One more from there; the line to write for it, if any."""
        if self.clock_s() >= self._until_s:
            self._begin()
        if self._written[network] < OF_ONE_ADDRESS and self._written.total() < OF_ALL:
            self._written[network] += 1
            return Line(1)
        self._summed += 1
        if len(self._addresses) < _MOST_ADDRESSES:
            self._addresses.add(network)
        if self._summed < self._due:
            return None
        line = Line(self._summed - self._told, len(self._addresses), is_sum=True)
        self._told, self._due = self._summed, 2 * self._due
        return line

    def _begin(self) -> None:
        self._until_s = self.clock_s() + WINDOW_S
        self._written.clear()
        self._addresses.clear()
        self._summed, self._told, self._due = 0, 0, FIRST_SUM


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
        network = narrow_network(current_actor().address)
        events: list[tuple[Act, dict[str, Any], Line | None]] = [
            (Act.SIGN_IN_FAILED, {"place": place}, self._failed.note(network))
        ]
        for limit in locked:
            told = {"place": place, "limit": limit}
            events.append((Act.SIGN_INS_LOCKED, told, self._locked.note(network)))
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
    # A sum is of whoever came: neither the place nor the account of the last one.
    subject = None if user is None or line.is_sum else Subject("user", *user)
    details = numbers if line.is_sum else told | numbers
    await record(conn, act, subject, details=details, actor=actor)
