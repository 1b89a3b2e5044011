"""The one place that reads the wall clock, so that tests can freeze it."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The present time, aware, UTC."""
    return datetime.now(UTC)


def from_unix(seconds: float) -> datetime:
    """Unix seconds (as Meta sends them) to an aware UTC time."""
    return datetime.fromtimestamp(seconds, UTC)
