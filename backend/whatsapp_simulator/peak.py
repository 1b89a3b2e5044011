"""The highest number of events in any second, exactly."""

from collections import deque


class PeakRate:
    """Events in the busiest window of one second (half open: an event one second later is outside).

    Every fullest window can be moved until it ends at an event, so counting at each event misses none.
    """

    __slots__ = ("_window", "peak")

    def __init__(self) -> None:
        self._window: deque[float] = deque()
        self.peak = 0

    def add(self, at: float) -> None:
        """Counts an event; `at` in seconds of a monotonic clock."""
        window = self._window
        window.append(at)
        while at - window[0] >= 1.0:
            window.popleft()
        self.peak = max(self.peak, len(window))

    def count(self, now: float) -> int:
        """Events in the second before `now`."""
        window = self._window
        while window and now - window[0] >= 1.0:
            window.popleft()
        return len(window)
