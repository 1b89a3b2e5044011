"""What an interaction brings: the Message 2 of its campaign, once per contact, in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from relance.contacts.own_fields import fields_of
from relance.core.db import Connection, Row
from relance.interactions import sql
from relance.interactions.arrival import CUSTOMER_SERVICE_WINDOW, Arrival
from relance.interactions.rendering import MissingFieldError, render_message_2
from relance.messages.row import MessageRow
from relance.messages.state import PENDING
from relance.messages.store import LANE_REPLY, QueueEntry, enqueue, lock_messages

OPTED_OUT = "opted_out"
CONTACT_DELETED = "contact_deleted"
STOPPED = "stopped"
WINDOW_CLOSED = "window_closed"


@dataclass(slots=True)
class FollowUp:
    """A Message 1 that was answered just now, and the interaction that did it."""

    message_1: MessageRow
    arrival: Arrival


async def make_message_2(conn: Connection, follow_ups: Sequence[FollowUp], *, now: datetime) -> int:
    """Insert and queue the Message 2 rows of campaigns that have one; returns how many were queued.

    A row is made in any case: where it must not go it is `cancelled` with its reason, so that a campaign is
    complete exactly when every interaction has a final Message 2. Contacts are read here, after the opt-outs
    of the same transaction; the campaign's state is read without a lock: the sender looks at it again before
    it sends, and stopping a campaign cancels what appears behind its back.
    """
    campaigns = await _read(conn, sql.READ_CAMPAIGNS, {item.message_1.campaign_id for item in follow_ups})
    wanted = [item for item in follow_ups if item.message_1.campaign_id in campaigns]
    if not wanted:
        return 0
    contacts = await _read(conn, sql.READ_CONTACTS, {item.message_1.contact_id for item in wanted})
    stopped_now = {item.arrival.contact_id for item in wanted if item.arrival.is_opt_out}
    parameters: list[dict[str, str]] = []
    reasons: list[str | None] = []
    for item in wanted:
        campaign = campaigns[item.message_1.campaign_id]
        contact = contacts[item.message_1.contact_id]
        reason = _reason_against(campaign, contact, item, stopped_now, now)
        texts: dict[str, str] = {}
        if reason is None:
            try:
                texts = _render(campaign, contact)
            except MissingFieldError as missing:
                reason = f"missing_variable:{missing.field}"
        parameters.append(texts)
        reasons.append(reason)
    made = await conn.fetch(
        sql.INSERT_MESSAGE_2,
        [item.message_1.campaign_id for item in wanted],
        [item.message_1.contact_id for item in wanted],
        [item.message_1.sender_id for item in wanted],
        parameters,
        [item.arrival.at + CUSTOMER_SERVICE_WINDOW for item in wanted],
        reasons,
    )
    pending = [row["id"] for row in made if row["status"] == PENDING]
    if pending:
        rows = await lock_messages(conn, pending)
        await enqueue(conn, [QueueEntry(row, LANE_REPLY) for row in rows.values()])
    return len(pending)


async def _read(conn: Connection, statement: str, ids: set[int]) -> dict[int, Row]:
    return {row["id"]: row for row in await conn.fetch(statement, list(ids))} if ids else {}


def _reason_against(
    campaign: Row, contact: Row, item: FollowUp, stopped_now: set[int], now: datetime
) -> str | None:
    if contact["deleted"]:
        return CONTACT_DELETED
    if campaign["over"]:
        return STOPPED
    if contact["opted_out"] or item.arrival.contact_id in stopped_now:
        return OPTED_OUT
    if item.arrival.at + CUSTOMER_SERVICE_WINDOW <= now:
        return WINDOW_CLOSED
    return None


def _render(campaign: Row, contact: Row) -> dict[str, str]:
    fields = fields_of(contact)
    # A test is looked at: what its number has not shows as the name of the field, as in its Message 1.
    return render_message_2(campaign["message_2"], fields, show_missing=campaign["is_test"])
