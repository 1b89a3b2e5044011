"""Pages of campaigns with their numbers; those of running ones are always of this moment."""

import re
from typing import Any

from relance.campaigns import list_sql as sql
from relance.campaigns.moments import Moment
from relance.campaigns.progress import Progress, read_progress
from relance.campaigns.state import COMPLETED, DRAFT, FAILED, STOPPED
from relance.campaigns.words import describe_status
from relance.contacts.search import fold
from relance.core.db import Connection, Row
from relance.messages.state import CANCELLED, HELD, MESSAGE_1, NO_INTERACTION, PENDING, UNKNOWN
from relance.messages.state import FAILED as MESSAGE_FAILED
from relance.messages.stats import per_cent

STEADY = (DRAFT, COMPLETED, FAILED, STOPPED)
"""Lists filtered by one of these may be cached: nobody but an operator adds to or takes from the others."""

_LIVE_FIELDS = (
    "status",
    "status_reason",
    "scheduled_at",
    "started_at",
    "launched_at",
    "completed_at",
    "waiting_until",
)
_ROW_FIELDS = (
    "id", "name", "sender_id", "has_message_2", "created_at", "category_ids", *_LIVE_FIELDS,
)  # fmt: skip

LAST_ID = 2**63 - 1

_SPECIAL = re.compile(r"([%_\\])")

Item = dict[str, Any]


def is_live(item: Item) -> bool:
    """Whether its status or numbers may change by themselves at any moment."""
    if item["status"] == STOPPED:
        return item["completed_at"] is None
    return item["status"] not in STEADY


async def list_campaigns(
    conn: Connection, *, status: str | None, search: str | None, before_id: int, limit: int
) -> tuple[list[Item], int | None, int]:
    """A page, the newest first, the id to go on before (None at the end), and how many there are in all.

    Two statements.
    """
    patterns = _patterns(search)
    rows = await conn.fetch(
        sql.page(status=status is not None, search=bool(patterns)),
        before_id,
        limit + 1,
        status,
        patterns or None,
    )
    total = rows[0]["total"]
    rows = [row for row in rows if row["id"] is not None]
    following = rows[limit - 1]["id"] if len(rows) > limit else None
    rows = rows[:limit]
    progress = await read_progress(conn, campaign_ids=[row["id"] for row in rows])
    return [_describe(row, progress[row["id"]]) for row in rows], following, total


def _patterns(search: str | None) -> list[str]:
    """Each word must be a part of the name, whatever its capitals and accents."""
    words = fold(search or "").split()[:8]
    return ["%" + _SPECIAL.sub(r"\\\1", word) + "%" for word in words]


def refresh(item: Item, moment: Moment) -> None:
    """Write into an item of a cached page what is true now."""
    item.update({name: moment.row[name] for name in _LIVE_FIELDS})
    item["status_text"] = describe_status(
        moment.row["status"], moment.row["scheduled_at"], moment.row["waiting_until"]
    )
    item.update(_describe_counts(moment.progress))


def _describe(row: Row, progress: Progress) -> Item:
    return {
        **{name: row[name] for name in _ROW_FIELDS},
        "status_text": describe_status(row["status"], row["scheduled_at"], row["waiting_until"]),
        "template": {"name": row["template_name"], "language": row["template_language"]},
        **_describe_counts(progress),
    }


def _describe_counts(progress: Progress) -> Item:
    recipients = progress.total(MESSAGE_1)
    ever = progress.milestones
    states = {word: progress.states[MESSAGE_1, word] for word in (
        PENDING, HELD, MESSAGE_FAILED, UNKNOWN, CANCELLED, NO_INTERACTION)}  # fmt: skip
    return {
        "progress": per_cent(recipients - states[PENDING], recipients),
        "counts": {
            "recipients": recipients,
            **states,
            **{word: ever[MESSAGE_1, word] for word in ("sent", "delivered", "read", "interacted")},
            "message_2_sent": ever["message_2", "sent"],
        },
    }
