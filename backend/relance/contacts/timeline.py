"""What was sent to a contact and what the contact did, in one list."""

from datetime import datetime
from typing import Any

from relance.contacts import timeline_sql as sql
from relance.contacts.message_text import text_of_message
from relance.core.db import Connection, Row
from relance.core.errors import AppError


async def list_timeline(
    conn: Connection, *, contact_id: int, before: tuple[datetime, str, int] | None, limit: int
) -> tuple[list[dict[str, Any]], bool]:
    """Messages and interactions, the newest first, and whether there are more. One statement.

    The text of a Message 1 is the template as it reads now, with the values as they were then.

    `before` is (at, kind, id) of the last one seen. Raises AppError `contact_not_found`.
    """
    at, kind, item_id = before or (None, None, None)
    rows = await conn.fetch(sql.TIMELINE, contact_id, at, kind, item_id, limit + 1)
    if not rows:
        raise AppError("contact_not_found", id=contact_id)
    found = [_tell(row) for row in rows if row["id"] is not None]
    return found[:limit], len(found) > limit


def _tell(row: Row) -> dict[str, Any]:
    item = dict(row)
    if item["kind"] == "message":
        item["text"] = text_of_message(item["type"], item["text"], item["content"])
    return item
