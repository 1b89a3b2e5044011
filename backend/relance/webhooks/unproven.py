"""Bytes of webhooks whose signature is not known yet: anybody can send them, so they may not be many."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

MOST_BYTES = 64 * 1024 * 1024
"""Of all bodies that are being read, in one process."""

RESTED_S = 1.0
"""A body that has brought nothing for so long gives way to one that comes."""


class CrowdedOutError(Exception):
    """There is no room for this body now."""


class Unproven:
    """One per process, on its event loop."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        # The one that has rested longest first.
        self._held: OrderedDict[Held, None] = OrderedDict()

    @property
    def bytes(self) -> int:
        """Held at this moment."""
        return self._bytes

    @contextmanager
    def hold(self) -> Iterator["Held"]:
        """Room for one body that comes in parts, until its signature is known or it is given up."""
        held = Held(self)
        self._held[held] = None
        try:
            yield held
        finally:
            self._release(held)

    def take(self, held: "Held", size: int) -> None:
        """So many more of it. Raises CrowdedOutError when they find no room."""
        now_s = asyncio.get_running_loop().time()
        held.at_s = now_s
        self._held.move_to_end(held)
        while self._bytes + size > self._most_bytes:
            oldest = next(iter(self._held))
            if oldest is held or now_s - oldest.at_s < RESTED_S:
                raise CrowdedOutError
            self._release(oldest)
            oldest.crowd_out(now_s)
        self._bytes += size
        held.bytes += size

    def _release(self, held: "Held") -> None:
        if self._held.pop(held, False) is None:
            self._bytes -= held.bytes
            held.bytes = 0


class Held:
    """What one body has brought so far."""

    def __init__(self, unproven: Unproven) -> None:
        self.bytes = 0
        self.at_s = asyncio.get_running_loop().time()
        self._unproven = unproven
        self._patience = asyncio.timeout(None)

    def take(self, size: int) -> None:
        """As `Unproven.take`."""
        self._unproven.take(self, size)

    async def __aenter__(self) -> "Held":
        await self._patience.__aenter__()
        return self

    async def __aexit__(self, *raised: object) -> None:
        try:
            await self._patience.__aexit__(*raised)  # type: ignore[arg-type]
        except TimeoutError as error:
            raise CrowdedOutError from error

    def crowd_out(self, now_s: float) -> None:
        """Whoever reads it is told, in the middle of its waiting."""
        self._patience.reschedule(now_s)
