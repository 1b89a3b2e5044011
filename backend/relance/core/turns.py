"""So many at once of a kind: a count by key, and for who may wait a line."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager, suppress

MOST_WAITING = 64
"""In one line: who comes after them is refused at once."""


class NoTurnError(Exception):
    """All are taken, and none came free while there was patience."""


class Turns:
    """On one event loop. What is taken must be given back; nothing is kept of keys that have none taken."""

    def __init__(self) -> None:
        self._taken: Counter[Hashable] = Counter()
        self._lines: dict[Hashable, deque[asyncio.Future[None]]] = {}

    def taken(self, key: Hashable) -> int:
        """How many are taken at the moment."""
        return self._taken[key]

    @asynccontextmanager
    async def hold(self, key: Hashable, *, most: int, patience_s: float = 0) -> AsyncIterator[None]:
        """Take one for the time of the block. Raises NoTurnError."""
        await self.take(key, most=most, patience_s=patience_s)
        try:
            yield
        finally:
            self.give_back(key)

    async def take(self, key: Hashable, *, most: int, patience_s: float = 0) -> None:
        """One of `most`, after `patience_s` at the latest; in the order of coming. Raises NoTurnError."""
        if self._taken[key] < most:
            self._taken[key] += 1
            return
        line = self._lines.setdefault(key, deque())
        if patience_s <= 0 or len(line) >= MOST_WAITING:
            self._forget(key)
            raise NoTurnError
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.append(turn)
        try:
            async with asyncio.timeout(patience_s):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.give_back(key)  # it came while we went
            with suppress(ValueError):
                line.remove(turn)
            self._forget(key)
            if isinstance(error, TimeoutError):
                raise NoTurnError from None
            raise

    def give_back(self, key: Hashable) -> None:
        """The next in line has it, else nobody."""
        line = self._lines.get(key)
        while line:
            turn = line.popleft()
            if not turn.done():
                turn.set_result(None)
                self._forget(key)
                return
        self._taken[key] -= 1
        self._forget(key)

    def _forget(self, key: Hashable) -> None:
        if not self._lines.get(key, True):
            del self._lines[key]
        if not self._taken[key]:
            del self._taken[key]
