"""One load per key and process, without ever handing out an answer older than the question.

The leader runs its load in its own task. A leader that is cancelled hands over to one of those who wait.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Flights(Generic[V]):
    """The loads that are under way in this process."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Future[V]] = {}

    async def share(
        self, key: Hashable, load: Callable[[], Awaitable[V]], *, holds: Callable[[V], bool] = lambda _: True
    ) -> V:
        """What the load under way answers, or our own. Raises what the load raises.

        `key` must hold the versions read before: whoever read the same asks for the same state. An answer
        that does not hold (`holds`) is of a moment: of those who asked while it was made, one makes the next,
        and the others share that one, which certainly began after they asked.
        """
        if (running := self._running.get(key)) is not None:
            await asyncio.wait({running})
            if not running.cancelled() and holds(running.result()):
                return running.result()
        while (running := self._running.get(key)) is not None:
            await asyncio.wait({running})
            if not running.cancelled():
                return running.result()
        return await self._lead(key, load)

    async def _lead(self, key: Hashable, load: Callable[[], Awaitable[V]]) -> V:
        flight: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        self._running[key] = flight
        try:
            value = await load()
        except Exception as error:
            flight.set_exception(error)
            flight.exception()  # marks it as seen when nobody waits
            raise
        except BaseException:
            flight.cancel()
            raise
        else:
            flight.set_result(value)
            return value
        finally:
            del self._running[key]
