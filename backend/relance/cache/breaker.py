"""A circuit breaker: a dead Redis costs its timeout now and then, not on every request."""

import time

OPENS_AFTER = 3
"""Failures in a row. One timeout alone may be a busy event loop of ours."""

OPEN_S = 1.0
"""How long nobody asks; then one caller probes, at most once in this time."""


class Breaker:
    """`allows` before each use of Redis, `succeed` or `fail` after it. Times are this process's monotonic."""

    def __init__(self) -> None:
        self._failures = 0
        self._next_probe_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether Redis counts as away."""
        return self._failures >= OPENS_AFTER

    def allows(self) -> bool:
        """True when closed; when open, True for one probe per `OPEN_S`."""
        if not self.is_open:
            return True
        now = time.monotonic()
        if now < self._next_probe_at:
            return False
        # A probe that never reports must not keep the breaker open for ever: the next one comes by time.
        self._next_probe_at = now + OPEN_S
        return True

    def succeed(self) -> None:
        """Redis answered sensibly."""
        self._failures = 0

    def fail(self) -> None:
        """Redis was away, too slow, or answered nonsense."""
        self._failures += 1
        self._next_probe_at = time.monotonic() + OPEN_S
