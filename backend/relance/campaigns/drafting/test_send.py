"""A test of a campaign: both its messages to one number of the team, counted nowhere in the campaign.

A test is a hidden campaign of its own with one contact, so that Message 1, its statuses, the reply and the
Message 2 that it brings go exactly the way they will go for everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relance.activity import Act, record
from relance.campaigns.bindings import name_bindings
from relance.campaigns.drafting import test_send_sql as sql
from relance.campaigns.service import Campaign, check_template, get_campaign, subject_of
from relance.contacts.own_columns import OWN_FIELDS
from relance.contacts.phones.parse import PhoneRefused, check_country, parse_phone
from relance.contacts.service import Contact, create_contact, find_contact_by_phone
from relance.core import locks
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.installation.identity import refuse_while_halted
from relance.whatsapp.placeholders import bound_value

MOST_OF_CAMPAIGN = 20
MOST_OF_ALL = 100
"""Tests within an hour. They cost money, and the second is a slip of the finger more often than a request."""


@dataclass(frozen=True, slots=True)
class SentTest:
    """What was queued; `GET /api/messages/{message_id}` tells its story."""

    message_id: int
    contact_id: int
    phone: str
    parameters: dict[str, str]


async def try_campaign(
    conn: Connection,
    *,
    campaign_id: int,
    phone: str,
    country: str | None,
    now: datetime,
    created_by: int | None,
    created_by_key: int | None,
) -> SentTest:
    """Queue Message 1 for one number; Message 2 follows its reply. The contact is made if there is none.

    Raises AppError `campaign_not_found`, `template_not_approved`, `contact_opted_out` (409),
    `phone_refused` (422), `too_many_tests` (429); what `refuse_while_halted` raises.
    """
    await refuse_while_halted(conn)
    campaign = await get_campaign(conn, campaign_id=campaign_id)
    check_template(campaign)
    await locks.take(conn, locks.TEST_SEND)
    await _check_limits(conn, campaign_id, now)
    contact = await _find_or_create(conn, phone, country, created_by)
    if contact.opted_out_at is not None:
        raise AppError("contact_opted_out", details={"contact_id": contact.id})
    parameters = _fill(campaign, contact)
    test_id = await conn.fetchval(sql.CREATE, campaign_id, created_by, created_by_key)
    message_id = await conn.fetchval(sql.ADD_MESSAGE, test_id, contact.id, campaign.sender_id, parameters)
    await record(
        conn,
        Act.CAMPAIGN_TESTED,
        subject_of(campaign),
        details={"contact_id": contact.id, "message_id": message_id},
    )
    return SentTest(message_id, contact.id, contact.phone or phone, parameters)


async def _check_limits(conn: Connection, campaign_id: int, now: datetime) -> None:
    recent = await conn.fetchrow(sql.COUNT_RECENT, campaign_id, now)
    assert recent is not None
    if recent["of_campaign"] >= MOST_OF_CAMPAIGN or recent["of_all"] >= MOST_OF_ALL:
        raise AppError("too_many_tests", of_campaign=MOST_OF_CAMPAIGN, of_all=MOST_OF_ALL)


async def _find_or_create(
    conn: Connection, phone: str, country: str | None, created_by: int | None
) -> Contact:
    try:
        e164 = parse_phone(phone, default_country=check_country(country)).e164
    except PhoneRefused as refused:
        raise AppError("phone_refused", why=refused.reason) from refused
    contact = await find_contact_by_phone(conn, phone=e164)
    if contact is None:
        contact = await create_contact(conn, phone=e164, created_by=created_by)
    return contact


def _fill(campaign: Campaign, contact: Contact) -> dict[str, str]:
    """The values of the template. What is missing shows as its field's name: a test is looked at."""
    fields: Mapping[str, Any] = {
        **contact.attributes,
        **{name: getattr(contact, name) for name in OWN_FIELDS},
    }
    return {
        name: bound_value(binding, fields) or f"[{binding['field']}]"
        for name, binding in name_bindings(campaign.variables, campaign.buttons).items()
    }
