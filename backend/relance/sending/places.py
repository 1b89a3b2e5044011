"""How many requests may be out at once: a place is taken before a message is marked, and given back with its
answer. What is marked can so always leave at its slot."""

import asyncio


class Places:
    """Free places of one process."""

    def __init__(self, most: int) -> None:
        self.free = most
        self.usual_answer_s = 0.0
        self._freed = asyncio.Event()

    def take(self, wanted: int) -> int:
        """Take up to `wanted` places; returns how many."""
        taken = min(wanted, self.free)
        self.free -= taken
        return taken

    def give_back(self, number: int) -> None:
        """They are free again."""
        self.free += number
        self._freed.set()

    def note_answer(self, took_s: float) -> None:
        """An answer came after so long."""
        self.usual_answer_s += 0.1 * (took_s - self.usual_answer_s)

    async def wait(self, timeout_s: float) -> None:
        """Wait until one may be free."""
        self._freed.clear()
        if self.free > 0:
            return
        try:
            async with asyncio.timeout(timeout_s):
                await self._freed.wait()
        except TimeoutError:
            pass
