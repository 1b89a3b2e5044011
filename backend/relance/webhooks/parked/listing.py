"""The list of parked webhooks: the route shows it newest first, the command oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relance.core.db import Connection, Row
from relance.webhooks.parked import sql

_LAST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ParkedWebhook:
    """One parked body: why, how often it came, and how it begins."""

    id: int
    reason: str
    reason_code: str | None
    reason_values: dict[str, Any] | None
    n: int
    first_at: datetime
    last_at: datetime
    replayed_at: datetime | None
    size: int
    excerpt: str


async def list_parked(
    conn: Connection,
    *,
    beyond_id: int | None = None,
    newest_first: bool = False,
    limit: int = 100,
    open_only: bool = True,
) -> list[ParkedWebhook]:
    """Those that come after `beyond_id`, by their ids; `open_only` leaves out those that were replayed."""
    statement = sql.NEWEST_FIRST if newest_first else sql.OLDEST_FIRST
    if beyond_id is None:
        beyond_id = _LAST_ID if newest_first else 0
    return [_read(row) for row in await conn.fetch(statement, open_only, beyond_id, limit)]


async def find_parked(conn: Connection, *, parked_id: int) -> tuple[ParkedWebhook, bytes] | None:
    """One with its whole body."""
    row = await conn.fetchrow(sql.GET, parked_id)
    return None if row is None else (_read(row), row["body"])


def render_parked(items: list[ParkedWebhook]) -> str:
    """A table for the terminal."""
    if not items:
        return "No webhook is parked."
    lines = [f"{'id':>8}  {'times':>6}  {'last':<20}  {'bytes':>8}  reason"]
    lines += [
        f"{item.id:>8}  {item.n:>6}  {item.last_at:%Y-%m-%d %H:%M:%S}   {item.size:>8}  {item.reason}"
        for item in items
    ]
    return "\n".join(lines)


def _read(row: Row) -> ParkedWebhook:
    shown = {name: row[name] for name in ParkedWebhook.__slots__}
    return ParkedWebhook(**{**shown, "excerpt": row["excerpt"].decode("utf-8", "replace")})
