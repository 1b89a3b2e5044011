"""What happened on which day, by sender. Days are cut in the installation's time zone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from relance.core.db import Connection, Row
from relance.counts import sql

_BOTH = ("message_1", "message_2")


@dataclass(frozen=True, slots=True)
class Figures:
    """A day's numbers. `interacted` are contacts, `interactions` everything they did."""

    message_1_sent: int
    message_2_sent: int
    delivered: int
    read: int
    failed: int
    interacted: int
    no_interaction: int
    interactions: int

    @property
    def sent(self) -> int:
        """Messages of both types that Meta accepted."""
        return self.message_1_sent + self.message_2_sent

    @property
    def interaction_rate(self) -> float:
        """Contacts who interacted per Message 1 sent, 0 to 1; may count replies to an earlier day."""
        return min(1.0, self.interacted / self.message_1_sent) if self.message_1_sent else 0.0

    @property
    def finished(self) -> int:
        """Messages whose fate became known."""
        return self.delivered + self.failed


def figures_of(counts: Counter[tuple[str, str]]) -> Figures:
    """Figures of counts by (message type, word)."""
    both = {
        word: sum(counts[kind, word] for kind in _BOTH)
        for word in ("delivered", "read", "failed", "interacted", "no_interaction")
    }
    return Figures(
        message_1_sent=counts["message_1", "sent"],
        message_2_sent=counts["message_2", "sent"],
        interactions=counts["inbound", "interactions"],
        **both,
    )


@dataclass(slots=True)
class Days:
    """The last days up to `today`; counts by (message type, word), of a day and sender and of a whole day."""

    today: date
    began_at: datetime
    """When today began."""
    dates: tuple[date, ...]
    """All of them, the oldest first, also those on which nothing happened."""
    by_sender: dict[tuple[date, int], Counter[tuple[str, str]]] = field(default_factory=dict)
    by_day: dict[date, Counter[tuple[str, str]]] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Take in one row of `DAYS`."""
        key = (row["message_type"], row["word"])
        self.by_sender.setdefault((row["day"], row["sender_id"]), Counter())[key] += row["n"]
        self.by_day.setdefault(row["day"], Counter())[key] += row["n"]

    def of_sender(self, day: date, sender_id: int) -> Figures:
        """The figures of one day and sender."""
        return figures_of(self.by_sender.get((day, sender_id), Counter()))

    def of_all(self, days: Iterable[date]) -> Figures:
        """The figures of all senders on these days together."""
        total = Counter[tuple[str, str]]()
        for day in days:
            total.update(self.by_day.get(day, {}))
        return figures_of(total)


async def read_days(conn: Connection, *, now: datetime, days: int) -> Days:
    """Read the last `days` days in one statement."""
    rows = await conn.fetch(sql.DAYS, now, days)
    today: date = rows[0]["today"]
    dates = tuple(today - timedelta(days=back) for back in range(days - 1, -1, -1))
    found = Days(today, rows[0]["began_at"], dates)
    for row in rows:
        if row["day"] is not None:
            found.add(row)
    return found
