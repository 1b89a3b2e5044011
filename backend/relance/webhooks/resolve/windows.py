"""Has a number somebody in an open window whose BSUID is not known? Then a stranger's reply may be theirs."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from relance.core.db import Connection
from relance.webhooks.resolve import windows_sql as sql

_WALK = 1_000
_MOST_CAMPAIGNS = 50
_YES_LASTS_S = 1.0
# Shorter: a campaign may begin at any moment, and who is answered with no is forgotten.
_NO_LASTS_S = 0.05
# A failed message that a person sends again lies behind the walk.
_WALK_AGAIN_S = 600.0


@dataclass(slots=True)
class _Answer:
    longest: timedelta | None
    of: datetime
    until_s: float


@dataclass(slots=True)
class OpenWindows:
    """Walks the messages of open campaigns once, a thousand at a time, only while strangers write.

    Whoever has a BSUID keeps it, so the walk never goes back; until it has been everywhere the answer is yes.
    However many strangers write: one walk a second and number.
    """

    _answers: dict[int, _Answer] = field(default_factory=dict)
    _walked_to: dict[int, int] = field(default_factory=dict)
    _walk_at_s: float = 0.0

    async def longest(self, conn: Connection, sender_id: int, *, at: datetime) -> timedelta | None:
        """The longest window that was open at `at` or later with somebody in it; None without one."""
        now_s = time.monotonic()
        known = self._answers.get(sender_id)
        if known is not None and now_s < known.until_s and at >= known.of:
            return known.longest
        longest = await self._walk(conn, sender_id, at, now_s)
        lasts_s = _NO_LASTS_S if longest is None else _YES_LASTS_S
        self._answers[sender_id] = _Answer(longest, at, now_s + lasts_s)
        return longest

    async def _walk(self, conn: Connection, sender_id: int, at: datetime, now_s: float) -> timedelta | None:
        if now_s >= self._walk_at_s:
            self._walk_at_s = now_s + _WALK_AGAIN_S
            self._walked_to.clear()
        rows = await conn.fetch(
            sql.FIND_WITHOUT_BSUID, sender_id, at, list(self._walked_to), list(self._walked_to.values()),
            _WALK, _MOST_CAMPAIGNS,
        )  # fmt: skip
        longest_s = None
        for row in rows:
            if row["someone"] is not None:
                self._walked_to[row["campaign_id"]] = row["someone"] - 1
            elif row["last_id"] is not None:
                self._walked_to[row["campaign_id"]] = row["last_id"]
            if row["someone"] is not None or row["walked"] == _WALK or len(rows) == _MOST_CAMPAIGNS:
                longest_s = max(longest_s or 0, row["window_s"])
        return None if longest_s is None else timedelta(seconds=longest_s)
