"""What Meta's webhooks say about templates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from relance.core.clock import from_unix
from relance.core.db import Connection
from relance.templates import sql
from relance.templates.status import status_of_event
from relance.whatsapp.events import TemplateEvent


@dataclass(frozen=True, slots=True)
class TemplateChanges:
    """Ids of the templates that changed, and whether something came that only a new list can tell in full."""

    changed: tuple[int, ...]
    needs_sync: bool


@dataclass(slots=True)
class _News:
    """All events of one template, in the order they came."""

    status: str | None = None
    reason: str | None = None
    category: str | None = None
    quality: str | None = None
    at: datetime | None = None


_Key = tuple[str | None, str | None, str | None, str | None]


async def apply_template_events(conn: Connection, *, events: Sequence[TemplateEvent]) -> TemplateChanges:
    """Apply status, quality and category news in a constant number of statements, idempotent.

    A template that may not be sent any more is blocked at once, and free again with its approval. Events
    older than what is known of the template change nothing. `needs_sync` is for templates not known here,
    components that changed, and a status that cannot be told: read the list soon.
    """
    news = _merge(events)
    unclear = any(_needs_list(event) for event in events)
    if not news:
        return TemplateChanges((), needs_sync=unclear)
    keys, values = list(news), list(news.values())
    row = await conn.fetchrow(
        sql.APPLY_EVENTS,
        *([key[place] for key in keys] for place in range(4)),
        [item.status for item in values],
        [item.reason for item in values],
        [item.category for item in values],
        [item.quality for item in values],
        [item.at for item in values],
    )
    assert row is not None
    return TemplateChanges(tuple(row["changed"]), needs_sync=unclear or row["matched"] < len(news))


def _merge(events: Iterable[TemplateEvent]) -> dict[_Key, _News]:
    news: dict[_Key, _News] = {}
    for event in sorted(events, key=lambda event: event.at or 0):
        if _needs_list(event) or event.event == "CATEGORY_UPDATE_IMPENDING":
            continue
        item = news.setdefault((event.waba_id, event.template_id, event.name, event.language), _News())
        if (status := status_of_event(event.event)) is not None:
            item.status, item.reason = status, event.reason
        item.category = event.category_new or item.category
        item.quality = event.quality or item.quality
        item.at = from_unix(event.at) if event.at is not None else item.at
    return news


def _needs_list(event: TemplateEvent) -> bool:
    return event.event in ("COMPONENTS_UPDATE", "UNARCHIVED")
