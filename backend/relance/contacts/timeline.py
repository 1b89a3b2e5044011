"""What was sent to a contact and what the contact did, in one list."""

from datetime import datetime

from relance.contacts import timeline_sql as sql
from relance.core.db import Connection, Row
from relance.core.errors import not_found


async def list_timeline(
    conn: Connection, *, contact_id: int, before: tuple[datetime, str, int] | None, limit: int
) -> tuple[list[Row], bool]:
    """Messages and interactions, the newest first, and whether there are more. One statement.

    `before` is (at, kind, id) of the last one seen. Raises AppError `contact_not_found`.
    """
    at, kind, item_id = before or (None, None, None)
    rows = await conn.fetch(sql.TIMELINE, contact_id, at, kind, item_id, limit + 1)
    if not rows:
        raise not_found("contact", contact_id)
    found = [row for row in rows if row["id"] is not None]
    return found[:limit], len(found) > limit
