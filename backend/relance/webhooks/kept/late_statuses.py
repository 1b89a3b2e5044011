"""Statuses without our echo, of messages we do not know: looked up once more, then counted and dropped.

Every message we send carries our echo, and Meta repeats it in every status, so a status without one is nearly
always another system's on a shared number. Our record of an answer follows within a second; what is still
unknown after two is not ours. Kept in memory only: nothing of ours depends on it.
"""

import time
from collections import deque
from collections.abc import Iterable

from relance.whatsapp.events import Ignored, ParsedWebhook, StatusEvent

LOOK_AGAIN_AFTER_S = 2.0
MOST_KEPT = 10_000

DROP_REASON = "unknown_message"


class SecondLook:
    """The statuses that wait for their second look, and how many were dropped after it."""

    def __init__(self) -> None:
        self._later: deque[tuple[float, StatusEvent]] = deque()
        self._asked_again: set[int] = set()
        self._dropped = 0

    def keep(self, lost: Iterable[StatusEvent]) -> list[StatusEvent]:
        """Statuses whose message was not found: for the first time or the second. Returns the dropped."""
        due = time.monotonic() + LOOK_AGAIN_AFTER_S
        dropped = []
        for status in lost:
            if id(status) in self._asked_again or len(self._later) >= MOST_KEPT:
                dropped.append(status)
            else:
                self._later.append((due, status))
        self._dropped += len(dropped)
        return dropped

    def take(self) -> ParsedWebhook | None:
        """What is to be applied now: the statuses that are due, and the count of the dropped ones."""
        now = time.monotonic()
        self._asked_again.clear()
        due = []
        while self._later and self._later[0][0] <= now:
            due.append(self._later.popleft()[1])
        if not due and not self._dropped:
            return None
        self._asked_again.update(map(id, due))
        dropped, self._dropped = self._dropped, 0
        return ParsedWebhook(statuses=due, ignored=[Ignored(DROP_REASON, "status")] * dropped)

    def wait_s(self) -> float | None:
        """Seconds until `take` has something, None if nothing waits."""
        if self._dropped:
            return 0.0
        return max(0.0, self._later[0][0] - time.monotonic()) if self._later else None
