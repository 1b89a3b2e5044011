"""Wait for a condition instead of sleeping for a guess."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def eventually(probe: Callable[[], Awaitable[T]], *, within_s: float = 20.0) -> T:
    """Await `probe` until it answers something true; fails the test when it never does."""
    async with asyncio.timeout(within_s):
        while True:
            if answer := await probe():
                return answer
            await asyncio.sleep(0.02)
