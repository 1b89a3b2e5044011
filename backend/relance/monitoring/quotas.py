"""Today against the limit, number by number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from relance.core.db import Connection, Row
from relance.counts.days import Days, Figures, read_days
from relance.monitoring import numbers_sql as sql

ATTENTION_AT = 75.0
DANGER_AT = 90.0
"""Per cent of the daily limit."""

AlertLevel = Literal["ok", "attention", "danger", "blocked"]
Blocked = Literal["account_blocked", "number_blocked", "limit_reached"]


@dataclass(frozen=True, slots=True)
class Quota:
    """One number today; `sender` is its row of `SENDERS`. Without a limit there is no capacity to tell."""

    sender: Row
    figures: Figures
    limit: int | None
    blocked_by: Blocked | None

    @property
    def used(self) -> float | None:
        """Per cent of the limit, two decimals: to show. 99,999 of 100,000 shows as 100 and is not reached."""
        return None if self.limit is None else round(100 * self.figures.sent / self.limit, 2)

    def has_used(self, per_cent: float) -> bool:
        """Whether that much of the limit is used, exactly. Never without a limit."""
        return self.limit is not None and 100 * self.figures.sent >= per_cent * self.limit

    @property
    def remaining_capacity(self) -> int | None:
        """How many more contacts can be written to today, when as many as so far answer and get Message 2."""
        if self.limit is None:
            return None
        return int(max(0, self.limit - self.figures.sent) / (1 + self.figures.interaction_rate))

    @property
    def level(self) -> AlertLevel:
        """How near the limit is; blocked when nothing more leaves."""
        if self.blocked_by is not None:
            return "blocked"
        if self.has_used(DANGER_AT):
            return "danger"
        return "attention" if self.has_used(ATTENTION_AT) else "ok"


@dataclass(frozen=True, slots=True)
class Today:
    """All numbers today."""

    days: Days
    quotas: list[Quota]


async def read_today(conn: Connection, *, now: datetime, daily_limit: int | None) -> Today:
    """Every number with its figures of today; two statements."""
    senders = await conn.fetch(sql.SENDERS, now)
    days = await read_days(conn, now=now, days=1)
    return Today(days, [_quota(sender, days, daily_limit) for sender in senders])


async def list_sender_ids(conn: Connection) -> list[int]:
    """All numbers, the oldest first."""
    return [row["id"] for row in await conn.fetch(sql.SENDER_IDS)]


def _quota(sender: Row, days: Days, limit: int | None) -> Quota:
    figures = days.of_sender(days.today, sender["id"])
    blocked: Blocked | None = None
    if sender["account_blocked"]:
        blocked = "account_blocked"
    elif sender["number_blocked"]:
        blocked = "number_blocked"
    elif limit is not None and figures.sent >= limit:
        blocked = "limit_reached"
    return Quota(sender, figures, limit, blocked)
