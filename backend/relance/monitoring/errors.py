"""What failed lately, by Meta's code, with what to do about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from relance.core.db import Connection, Row
from relance.monitoring import numbers_sql as sql
from relance.whatsapp.errors import ErrorRule, find_rule

MOST_CODES = 100
MOST_LATEST = 20


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """A code, how often, and the newest example; `title` and `details` are Meta's words there, if kept."""

    row: Row
    rule: ErrorRule


@dataclass(frozen=True, slots=True)
class Errors:
    """Groups and single messages, the latest first."""

    groups: list[ErrorGroup]
    latest: list[Row]


async def read_errors(conn: Connection, *, now: datetime, days: int, sender_id: int | None) -> Errors:
    """Failures of the last `days` days, of one number or all; two statements.

    Groups count moves into `failed`: also of messages that were sent again since. The latest are failed now.
    """
    rows = await conn.fetch(sql.ERRORS, now, days, sender_id, MOST_CODES)
    latest = await conn.fetch(sql.LATEST_FAILED, sender_id, now - timedelta(days=days), MOST_LATEST)
    groups = [ErrorGroup(row, find_rule(row["code"], _words(row))) for row in rows]
    return Errors(groups, latest)


def _words(row: Row) -> str:
    """All words of the error: some codes mean two things."""
    return " ".join(filter(None, (row["title"], row["details"])))
