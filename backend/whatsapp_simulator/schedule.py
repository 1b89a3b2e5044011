"""Timers for a million coming events: one heap and one timer of the event loop, no task per event."""

import asyncio
import heapq
from collections.abc import Callable
from typing import Any

# Events closer together than this run together: fewer wake-ups of the loop at thousands of events a second.
_GRAIN_S = 0.004


class Schedule:
    """Runs `action(argument)` after a delay. Equal times keep the order they were added in."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Callable[[Any], None], Any]] = []
        self._added = 0
        self._timer: asyncio.TimerHandle | None = None
        self._armed_for = 0.0

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, delay_s: float, action: Callable[[Any], None], argument: Any) -> None:
        """Must be called on the event loop."""
        loop = asyncio.get_running_loop()
        due = loop.time() + delay_s
        self._added += 1
        heapq.heappush(self._heap, (due, self._added, action, argument))
        if self._timer is None or due < self._armed_for - _GRAIN_S:
            self._arm(loop)

    def clear(self) -> None:
        """Forgets everything not yet run."""
        self._heap.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._armed_for = max(self._heap[0][0], loop.time() + _GRAIN_S)
        self._timer = loop.call_at(self._armed_for, self._run_due)

    def _run_due(self) -> None:
        self._timer = None
        loop = asyncio.get_running_loop()
        now = loop.time()
        heap = self._heap
        try:
            while heap and heap[0][0] <= now:
                _, _, action, argument = heapq.heappop(heap)
                action(argument)
        finally:
            if heap and self._timer is None:
                self._arm(loop)
