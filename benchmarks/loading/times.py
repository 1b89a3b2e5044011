"""Moments as COPY wants them, each formatted once: Meta tells whole seconds, and many rows share one."""

from datetime import UTC, datetime


class Clock:
    """Remembers what it formatted; forgets when there is too much of it."""

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}

    def text(self, second: int) -> str:
        """The moment `second` seconds after 1970, UTC."""
        found = self._texts.get(second)
        if found is None:
            if len(self._texts) > 2_000_000:
                self._texts.clear()
            found = datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S+00")
            self._texts[second] = found
        return found
