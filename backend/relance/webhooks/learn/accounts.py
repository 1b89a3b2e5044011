"""News about the business account, its numbers and its templates."""

from collections.abc import Sequence

from relance.core.clock import from_unix
from relance.core.db import Connection
from relance.core.log import get_logger
from relance.messages.store import raise_incident
from relance.senders.blocks import block_account, block_sender, unblock_account, unblock_sender
from relance.templates.events import apply_template_events
from relance.webhooks import sql
from relance.whatsapp.errors import find_rule
from relance.whatsapp.events import AccountEvent, TemplateEvent

log = get_logger(__name__)


async def apply_templates(conn: Connection, events: Sequence[TemplateEvent]) -> None:
    """Template news; what needs the whole list is seen at the next sync."""
    changes = await apply_template_events(conn, events=events)
    if changes.changed or changes.needs_sync:
        log.info("template_news", changed=len(changes.changed), needs_sync=changes.needs_sync)


async def apply_account_events(conn: Connection, events: Sequence[AccountEvent]) -> None:
    """Stop and resume what Meta stops and resumes, in the order of its times; all but news is an incident.

    A stop delivered late, after the resume, is lifted by the tick, whose probe finds the number working.
    """
    for event in sorted(events, key=lambda event: event.at or 0):
        if event.severity == "info":
            continue
        await _raise(conn, event)
        if event.severity in ("stop", "resume"):
            await _steer(conn, event)


async def _raise(conn: Connection, event: AccountEvent) -> None:
    where = event.phone_number_id or event.display_phone_number or event.waba_id or "unknown"
    details: dict[str, object] = {
        "severity": event.severity,
        "waba_id": event.waba_id,
        "at": None if event.at is None else from_unix(event.at).isoformat(),
        "content": event.content,
    }
    await raise_incident(conn, f"whatsapp_{event.kind}", f"{event.event}:{where}", details)
    log.warning("account_event", kind=event.kind, event_name=event.event, severity=event.severity)


async def _steer(conn: Connection, event: AccountEvent) -> None:
    sender_id = await _find_sender(conn, event)
    whole_account = sender_id is None
    if event.error is not None and not whole_account:
        whole_account = find_rule(event.error.code, event.error.details).scope == "account"
    code = event.error.code if event.error is not None else None
    reason = event.error.title if event.error is not None and event.error.title else event.event
    if event.severity == "resume":
        if not whole_account and sender_id is not None:
            await unblock_sender(conn, sender_id=sender_id)
        elif event.waba_id is not None:
            await unblock_account(conn, waba_id=event.waba_id)
    elif not whole_account and sender_id is not None:
        await block_sender(conn, sender_id=sender_id, until=None, code=code, reason=reason)
    elif event.waba_id is not None:
        await block_account(conn, waba_id=event.waba_id, until=None, code=code, reason=reason)


async def _find_sender(conn: Connection, event: AccountEvent) -> int | None:
    if event.phone_number_id is None and event.display_phone_number is None:
        return None
    found: int | None = await conn.fetchval(
        sql.FIND_SENDER_BY_NUMBER, event.phone_number_id, event.display_phone_number, event.waba_id
    )
    return found
