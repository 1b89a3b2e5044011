"""The engine's changes: sends and statuses come by the thousand, so their tokens change once a second."""

import asyncio
import time

from relance.cache.invalidation import Invalidations
from relance.cache.store import GATE_MS, CacheUnavailableError, TokenStore

_PAUSE_S = GATE_MS / 1000


class Bumps:
    """Renews a token within a second of a change, and at most once a second, all processes together."""

    def __init__(self, store: TokenStore, invalidations: Invalidations) -> None:
        self._store = store
        self._invalidations = invalidations
        self._armed: dict[str, asyncio.TimerHandle] = {}
        self._last_s: dict[str, float] = {}
        self._firing: set[asyncio.Task[None]] = set()

    def bump_later(self, name: str) -> None:
        """Costs a dictionary lookup while a renewal is due anyway. Needs the running event loop."""
        if name not in self._armed:
            earliest_s = self._last_s.get(name, 0.0) + _PAUSE_S
            self._arm(name, max(0.0, earliest_s - time.monotonic()))

    async def close(self) -> None:
        """Renew at once what was due."""
        due = list(self._armed)
        for name in due:
            self._armed.pop(name).cancel()
        await asyncio.gather(*self._firing, return_exceptions=True)
        for name in {*due, *self._armed}:
            if (timer := self._armed.pop(name, None)) is not None:
                timer.cancel()
            try:
                await self._store.renew((name,))
            except CacheUnavailableError:
                self._invalidations.owe((name,))

    def _arm(self, name: str, delay_s: float) -> None:
        self._armed[name] = asyncio.get_running_loop().call_later(delay_s, self._fire, name)

    def _fire(self, name: str) -> None:
        # Disarmed before the renewal: a change that comes during it arms the next one.
        del self._armed[name]
        self._last_s[name] = time.monotonic()
        task = asyncio.create_task(self._renew(name))
        self._firing.add(task)
        task.add_done_callback(self._firing.discard)

    async def _renew(self, name: str) -> None:
        try:
            wait_s = await self._store.renew_gated(name)
        except CacheUnavailableError:
            self._invalidations.owe((name,))
            return
        if wait_s > 0 and name not in self._armed:
            self._arm(name, wait_s)
