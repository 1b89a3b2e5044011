"""How many requests a second one API key may send: any number while the setting `key_rate_per_s` is 0.

A moving window: none of its length sees more. Each process counts for itself, so that it costs no round trip
and holds while Redis is away; what is refused is not counted.
"""

import math
import time
from collections import deque
from collections.abc import Callable

from relance.core.errors import TooManyError


class KeyRate:
    """Of one process. Remembers the times of a window for each key."""

    def __init__(self, rate_per_s: Callable[[], float]) -> None:
        """`rate_per_s` tells the rate of now; 0: no limit."""
        self._rate_per_s = rate_per_s
        self._seen: dict[int, deque[float]] = {}

    def admit(self, key_id: int) -> None:
        """Count a request. Raises TooManyError (429) `too_many_requests`."""
        rate_per_s = self._rate_per_s()
        if not rate_per_s:
            self._seen.clear()
            return
        # A window is a second, or as long as one request takes at a slower rate.
        most = math.ceil(rate_per_s)
        window_s = most / rate_per_s
        now_s = time.monotonic()
        seen = self._seen.setdefault(key_id, deque())
        while seen and now_s - seen[0] >= window_s:
            seen.popleft()
        if len(seen) < most:
            seen.append(now_s)
            return
        # Of those that count against a rate that may have been lowered since.
        oldest_s = seen[len(seen) - most]
        retry_after_s = max(1, math.ceil(oldest_s + window_s - now_s))
        raise TooManyError(
            "too_many_requests", retry_after_s=retry_after_s, counted="requests", limit_per_s=rate_per_s
        )
