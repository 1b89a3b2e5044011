"""Pages of the activity log, the newest line first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from relance.activity import sql
from relance.activity.filters import ActivityFilter
from relance.core.db import Connection, Row


@dataclass(frozen=True, slots=True)
class Place:
    """The line after which a page begins."""

    at: datetime = datetime(9999, 1, 1, tzinfo=UTC)
    id: int = 2**63 - 1


async def list_activity(
    conn: Connection, *, wanted: ActivityFilter, after: Place, limit: int
) -> tuple[list[Row], Place | None]:
    """Up to `limit` lines after a place, and where the next page begins (None at the end). One statement."""
    statement, values = sql.page(wanted)
    rows = await conn.fetch(statement, after.at, after.id, limit + 1, *values)
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], Place(last["at"], last["id"])
