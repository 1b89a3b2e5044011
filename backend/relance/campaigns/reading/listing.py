"""Pages of campaigns with their numbers; those of running ones are always of this moment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from relance.campaigns.reading import list_sql as sql
from relance.campaigns.state import COMPLETED, DRAFT, FAILED, STOPPED
from relance.campaigns.words import describe_status
from relance.contacts.search import fold_text
from relance.core.db import Connection, Row
from relance.counts.describe import per_cent
from relance.messages.state import PENDING

STEADY = (DRAFT, COMPLETED, FAILED, STOPPED)
"""Lists filtered by one of these may be cached: nobody but an operator adds to or takes from the others."""

_ROW_FIELDS = (
    "id", "name", "sender_id", "has_message_2", "created_at", "category_ids", *sql.LIVE_FIELDS,
)  # fmt: skip
_SUMS = tuple((name, f"n_{name}") for name in sql.SUMS)

LAST_ID = 2**63 - 1

_SPECIAL = re.compile(r"([%_\\])")

Item = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """A page of campaigns before an id."""

    status: str | None
    search: str | None
    before_id: int
    limit: int


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """`following` is the id to go on before, None at the end; `total` how many there are in all."""

    items: list[Item]
    following: int | None
    total: int


def is_live(item: Item) -> bool:
    """Whether its status or numbers may change by themselves at any moment."""
    if item["status"] == STOPPED:
        return item["completed_at"] is None
    return item["status"] not in STEADY


async def list_campaigns(conn: Connection, asked: ListQuestion) -> CampaignPage:
    """The newest first. One statement."""
    patterns = _patterns(asked.search)
    rows = await conn.fetch(
        sql.page(status=asked.status is not None, search=bool(patterns)),
        asked.before_id,
        asked.limit + 1,
        asked.status,
        patterns or None,
    )
    total = rows[0]["total"]
    items = [_describe(row) for row in rows[: asked.limit] if row["id"] is not None]
    return CampaignPage(items, items[-1]["id"] if len(rows) > asked.limit else None, total)


async def read_now(conn: Connection, *, campaign_ids: Sequence[int]) -> dict[int, Row]:
    """What may have changed of campaigns, by id; for `refresh`. One statement."""
    return {row["id"]: row for row in await conn.fetch(sql.REFRESH, list(campaign_ids))}


def refresh(item: Item, row: Row) -> Item:
    """An item of a kept page with what is true now, its fields in the same order."""
    return {**item, **_describe_now(row)}


def _patterns(search: str | None) -> list[str]:
    """Each word must be a part of the name, whatever its capitals and accents."""
    words = fold_text(search or "").split()[:8]
    return ["%" + _SPECIAL.sub(r"\\\1", word) + "%" for word in words]


def _describe(row: Row) -> Item:
    return {
        **{name: row[name] for name in _ROW_FIELDS},
        "template": {"name": row["template_name"], "language": row["template_language"]},
        **_describe_now(row),
    }


def _describe_now(row: Row) -> Item:
    recipients = row["recipients"]
    return {
        **{name: row[name] for name in sql.LIVE_FIELDS},
        "status_text": describe_status(row["status"], row["scheduled_at"], row["waiting_until"]),
        "progress": per_cent(recipients - row[f"n_{PENDING}"], recipients),
        "counts": {"recipients": recipients, **{name: row[column] for name, column in _SUMS}},
    }
