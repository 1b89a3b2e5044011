"""How many requests a second one API key may send: off unless `RELANCE_KEY_RATE_PER_S` is set.

A moving window: none of its length sees more. Each process counts for itself, so that it costs no round trip
and holds while Redis is away; what is refused is not counted.
"""

import math
import time
from collections import deque

from relance.core.errors import TooManyError


class KeyRate:
    """Of one process. Remembers the times of a window for each key."""

    def __init__(self, rate_per_s: float) -> None:
        """`rate_per_s` above 0: a window is a second, or as long as one request takes at a slower rate."""
        self._rate_per_s = rate_per_s
        self._most = math.ceil(rate_per_s)
        self._window_s = self._most / rate_per_s
        self._seen: dict[int, deque[float]] = {}

    def admit(self, key_id: int) -> None:
        """Count a request. Raises TooManyError (429) `too_many_requests`."""
        now_s = time.monotonic()
        seen = self._seen.setdefault(key_id, deque())
        while seen and now_s - seen[0] >= self._window_s:
            seen.popleft()
        if len(seen) < self._most:
            seen.append(now_s)
            return
        retry_after_s = max(1, math.ceil(seen[0] + self._window_s - now_s))
        raise TooManyError(
            "too_many_requests",
            f"This key may send {self._rate_per_s:g} requests a second. Try again in {retry_after_s} s.",
            retry_after_s=retry_after_s,
            counted="requests",
            limit_per_s=self._rate_per_s,
        )
