"""The connections of one process: how many there may be, which give way to new ones, how long each may rest.

Slow and silent clients cost memory and places, and nobody knows yet who they are. So a connection that has
said nothing whole gives way, the oldest first, before a new one is turned away: a webhook says all at once.
"""

import asyncio
import math
from typing import Protocol

from relance.door.closing import Sips

MOST_CONNECTIONS = 1000
HEAD_S = 10.0
"""From the first byte of a request, or the connection, to the end of its headers."""
BODY_REST_S = 30.0
"""A body may rest so long between two pieces of it."""

MOST_SLOW = 400
"""So many requests may wait for their clients, for a body or until an answer is taken, whatever each of them
brings or takes in between. Of more the slowest give way: half of the places (`places.py`) stay for others."""

MOST_BACKLOG = 16 * 1024 * 1024
"""Bytes of all connections that wait behind a request whose answer is awaited."""

_LOOK_EVERY_S = 1.0


class Visitor(Protocol):
    """A connection, as the doorway sees it. Times are the loop's."""

    head_since_s: float | None
    """Since when the headers of a request are awaited; None while none are."""
    body_at_s: float | None
    """When the last piece of the body came; None while none is awaited."""

    def is_held_back(self) -> bool:
        """Whether it is we who do not read at the moment."""

    def pace(self, now_s: float) -> float | None:
        """Bytes a second that the client of a request that waits for it brings or takes; None without one."""

    def end_late(self) -> None:
        """What was awaited did not come: say so, and close."""

    def give_way(self) -> None:
        """Close: the place is needed."""


class Doorway:
    """All connections of a process, on its event loop."""

    def __init__(self, *, most: int = MOST_CONNECTIONS) -> None:
        self._most = most
        self._all: set[Visitor] = set()
        # Each in the order in which they came into this state.
        self._headless: dict[Visitor, None] = {}
        self._idle: dict[Visitor, None] = {}
        self._spent: dict[Visitor, None] = {}
        self._look: asyncio.TimerHandle | None = None
        self._backlog = 0
        self.sips = Sips()

    def __len__(self) -> int:
        return len(self._all)

    def enter(self, visitor: Visitor) -> bool:
        """Whether there is a place. One is made, if any connection has said nothing whole or rests."""
        if len(self._all) >= self._most and not self._make_room():
            return False
        self._all.add(visitor)
        self._headless[visitor] = None
        if self._look is None:
            self._look = asyncio.get_running_loop().call_later(_LOOK_EVERY_S, self._end_late_ones)
        return True

    def leave(self, visitor: Visitor) -> None:
        """It is closed."""
        self._all.discard(visitor)
        self._headless.pop(visitor, None)
        self._idle.pop(visitor, None)
        self._spent.pop(visitor, None)

    def keep(self, size: int) -> bool:
        """Bytes of a backlog more, or fewer; whether there is room for all of them."""
        self._backlog += size
        return self._backlog <= MOST_BACKLOG

    def head_begins(self, visitor: Visitor) -> None:
        """The first byte of a request has come."""
        self._idle.pop(visitor, None)
        if visitor in self._all:
            self._headless.setdefault(visitor, None)

    def head_is_whole(self, visitor: Visitor) -> None:
        """Now it is known what is wanted."""
        self._headless.pop(visitor, None)

    def rests(self, visitor: Visitor) -> None:
        """All is answered: it may ask again."""
        if visitor in self._all:
            self._idle[visitor] = None

    def is_spent(self, visitor: Visitor) -> None:
        """It has its answer and is only listened to until it stops sending."""
        if visitor in self._all:
            self._spent[visitor] = None

    def _make_room(self) -> bool:
        visitor = self._choose()
        if visitor is None:
            return False
        self.leave(visitor)
        visitor.give_way()
        return True

    def _choose(self) -> Visitor | None:
        """Who gives way; None when everybody waits for us.

        Of those who are waited for the one that rests longest, else the slowest: whoever brings a body byte
        by byte is never at rest, and a webhook brings all at once.
        """
        for waiting in (self._spent, self._headless, self._idle):
            if waiting:
                return next(iter(waiting))
        now_s = asyncio.get_running_loop().time()
        resting = [(one.body_at_s, one) for one in self._all if one.body_at_s is not None]
        at_s, longest = min(resting, key=lambda pair: pair[0], default=(math.inf, None))
        if now_s - at_s >= _LOOK_EVERY_S:
            return longest
        slow = [(pace, one) for one in self._all if (pace := one.pace(now_s)) is not None]
        return min(slow, key=lambda pair: pair[0], default=(0.0, None))[1]

    def _end_late_ones(self) -> None:
        loop = asyncio.get_running_loop()
        now_s = loop.time()
        for visitor in list(self._all):
            head_since_s, body_at_s = visitor.head_since_s, visitor.body_at_s
            late = (head_since_s is not None and now_s - head_since_s > HEAD_S) or (
                body_at_s is not None and now_s - body_at_s > BODY_REST_S
            )
            if late and not visitor.is_held_back():
                visitor.end_late()
        self._thin_out(now_s)
        self._look = loop.call_later(_LOOK_EVERY_S, self._end_late_ones) if self._all else None

    def _thin_out(self, now_s: float) -> None:
        slow = [(pace, one) for one in self._all if (pace := one.pace(now_s)) is not None]
        slow.sort(key=lambda pair: pair[0])
        for _, visitor in slow[: max(0, len(slow) - MOST_SLOW)]:
            if visitor.body_at_s is None:
                visitor.give_way()  # who takes no answer hears none
            else:
                visitor.end_late()
