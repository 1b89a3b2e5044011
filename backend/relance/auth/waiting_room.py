"""Who waits for a hash, and who is next: a few are made at a time, and everybody wants one at once.

Two lines: one of those with a good past (`good_past.py`), one of strangers. They are served in turn, so
however long the second grows, the first moves on. A network waits with eight of its own at most, and in a
full line the network with the most waiting gives up its latest: whoever has many connections waits behind
himself.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

MOST_OF_ONE = 8


class RoomFullError(Exception):
    """There is no place to wait."""


@dataclass(eq=False, slots=True)
class _Guest:
    network: str
    turn: asyncio.Future[None]


class WaitingRoom:
    """One per process, on its event loop."""

    def __init__(self, *, at_once: int, most_waiting: int) -> None:
        """`at_once`: who may work at a time. `most_waiting`: in each of the two lines."""
        self._free = at_once
        self._most_waiting = most_waiting
        self._lines: tuple[list[_Guest], list[_Guest]] = [], []
        self._served = 0

    @asynccontextmanager
    async def place(self, network: str, *, is_known: bool) -> AsyncIterator[None]:
        """Work inside of it. Raises RoomFullError, also out of the line."""
        await self._enter(network, self._lines[0 if is_known else 1])
        try:
            yield
        finally:
            self._call_next()

    async def _enter(self, network: str, line: list[_Guest]) -> None:
        if self._free > 0:
            self._free -= 1
            return
        waiting = Counter(guest.network for guest in line)
        if waiting[network] >= MOST_OF_ONE:
            raise RoomFullError
        if len(line) >= self._most_waiting:
            _send_one_away(line, waiting, newcomer=network)
        guest = _Guest(network, asyncio.get_running_loop().create_future())
        line.append(guest)
        try:
            await guest.turn
        except asyncio.CancelledError:
            if guest in line:
                line.remove(guest)
            elif not guest.turn.cancelled() and guest.turn.exception() is None:
                self._call_next()  # called, and gone in the same moment
            raise

    def _call_next(self) -> None:
        for _ in self._lines:
            self._served = 1 - self._served
            line = self._lines[self._served]
            while line:
                guest = line.pop(0)
                if not guest.turn.done():
                    guest.turn.set_result(None)
                    return
        self._free += 1


def _send_one_away(line: list[_Guest], waiting: Counter[str], *, newcomer: str) -> None:
    fullest, most = max(waiting.items(), key=lambda pair: pair[1], default=("", 0))
    if most <= waiting[newcomer] + 1:
        raise RoomFullError
    guest = next(guest for guest in reversed(line) if guest.network == fullest)
    line.remove(guest)
    if not guest.turn.done():
        guest.turn.set_exception(RoomFullError())
