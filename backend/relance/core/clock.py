"""The one place that reads the wall clock, so that tests can freeze it; and a clock for ages."""

import time
from datetime import UTC, datetime

# macOS has none that counts its sleep under this name.
_NEVER_SET: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def utc_now() -> datetime:
    """The present time, aware, UTC."""
    return datetime.now(UTC)


def from_unix(seconds: float) -> datetime:
    """Unix seconds (as Meta sends them) to an aware UTC time."""
    return datetime.fromtimestamp(seconds, UTC)


def boottime_s() -> float:
    """Seconds on a clock that nobody sets and that goes on while the machine sleeps.

    For leases and ages: a laptop that slept a minute must not believe that its lease still holds.
    """
    return time.clock_gettime(_NEVER_SET)
