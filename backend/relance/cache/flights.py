"""One loader per key and process, without ever handing out an answer older than the question.

The leader runs its loader in its own task: a loader uses the leader's own database connection, which is gone
when that request is. A leader that is cancelled, or that has too much under way itself, hands over to one of
those who wait.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable

from relance.core.errors import TooManyError

Load = Callable[[], Awaitable[bytes]]


class Flights:
    """The loads that are under way in this process."""

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Future[bytes]] = {}

    async def join(self, key: Hashable, load: Load) -> bytes:
        """The answer of the load under way, or of our own. Raises what the load raises.

        `key` must hold the tokens read before: whoever read the same tokens asks for the same state.
        """
        while (running := self._running.get(key)) is not None:
            await asyncio.wait({running})
            if not running.cancelled():
                return running.result()
        return await self._lead(key, load)

    async def join_next(self, key: Hashable, load: Load) -> bytes:
        """The answer of a load that begins after this call: for a state that no token describes.

        The load under way may have read before a change that the caller knows of, so it is waited for and
        the one after it is shared: a crowd without Redis costs the database two loads, not one each.
        """
        if (running := self._running.get(key)) is not None:
            await asyncio.wait({running})
        return await self.join(key, load)

    async def _lead(self, key: Hashable, load: Load) -> bytes:
        flight: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._running[key] = flight
        try:
            value = await load()
        except TooManyError:
            flight.cancel()
            raise
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
