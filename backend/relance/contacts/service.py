"""One contact at a time: create, read, verify, delete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Literal

import asyncpg

from relance.activity import Act, Subject, record, sample_of
from relance.contacts import sql
from relance.contacts.erased import find_erased
from relance.contacts.identities import PHONE, identities_of
from relance.contacts.own_columns import OWN_TEXTS
from relance.contacts.phones.parse import PhoneRefused, check_country, parse_phone
from relance.contacts.phones.spellings import phone_candidates
from relance.contacts.suppressions import Choice, apply_suppressions, record_choices
from relance.core import locks
from relance.core.clock import utc_now
from relance.core.db import Connection, Row
from relance.core.errors import AppError


class _Unchanged(Enum):
    UNCHANGED = "unchanged"


UNCHANGED = _Unchanged.UNCHANGED
Unchanged = Literal[_Unchanged.UNCHANGED]


@dataclass(frozen=True, slots=True)
class Contact:
    """A person as operators see one. `phone` is E.164 with `+`."""

    id: int
    phone: str | None
    bsuid: str | None
    wa_id: str | None
    username: str | None
    first_name: str | None
    last_name: str | None
    attributes: dict[str, Any]
    category_ids: tuple[int, ...]
    whatsapp_verified: bool | None
    verified_at: datetime | None
    opted_out_at: datetime | None
    opted_out_reason: str | None
    consented_at: datetime | None
    interacted_at: datetime | None
    created_at: datetime


async def create_contact(
    conn: Connection,
    *,
    phone: str,
    attributes: Mapping[str, Any] | None = None,
    category_ids: Sequence[int] = (),
    country: str | None = None,
    created_by: int | None = None,
    **texts: str | None,
) -> Contact:
    """Create a contact from a phone as a person writes it (`country`: ISO code for local numbers).

    `texts`: its own by name, of OWN_TEXTS.

    Raises AppError `phone_refused` (422), `contact_exists`, `contact_erased` (409), `category_not_found`
    (404). An earlier opt-out of the same person holds for the new contact.
    """
    e164 = _read_phone(phone, country)
    await locks.take_shared(conn, locks.ERASURE)
    await _refuse_erased(conn, e164)
    contact_id = await conn.fetchval(
        sql.INSERT, e164, dict(attributes or {}), created_by, *_own_texts(texts, dict.fromkeys(OWN_TEXTS))
    )
    if contact_id is None:
        raise await _exists(conn, e164)
    await _enter_categories(conn, contact_id, category_ids)
    await apply_suppressions(conn, contact_ids=[contact_id])
    return await get_contact(conn, contact_id=contact_id)


async def get_contact(conn: Connection, *, contact_id: int) -> Contact:
    """Read a contact. Raises AppError `contact_not_found`, also for a deleted one."""
    row = await conn.fetchrow(sql.GET, contact_id)
    if row is None:
        raise AppError("contact_not_found", id=contact_id)
    return _contact(row)


async def lock_contact(conn: Connection, *, contact_id: int) -> None:
    """Hold it until the transaction ends. Raises AppError `contact_not_found`, also for a deleted one."""
    if await conn.fetchrow(sql.LOCK, contact_id) is None:
        raise AppError("contact_not_found", id=contact_id)


async def find_contact_by_phone(conn: Connection, *, phone: str) -> Contact | None:
    """The contact with this phone (E.164, `+` optional) or another known spelling of it, else None."""
    row = await conn.fetchrow(sql.FIND_BY_PHONE, phone_candidates(phone))
    return None if row is None else _contact(row)


@dataclass(frozen=True, slots=True)
class ContactChange:
    """What a contact shall be. `UNCHANGED` leaves a value; of its own `texts` those left out stay."""

    phone: str | Unchanged = UNCHANGED
    country: str | None = None
    texts: Mapping[str, str | None] = field(default_factory=dict)
    attributes: Mapping[str, Any] | Unchanged = UNCHANGED
    merge_attributes: bool = False
    category_ids: Sequence[int] | Unchanged = UNCHANGED
    whatsapp_verified: bool | Unchanged | None = UNCHANGED


@dataclass(frozen=True, slots=True)
class ChangedContact:
    """What a contact was and is."""

    before: Contact
    after: Contact


async def update_contact(conn: Connection, *, contact_id: int, change: ContactChange) -> ChangedContact:
    """Change a contact. Raises AppError as `create_contact`, and `contact_not_found`.

    A new phone number keeps an opt-out: the person asked for it, and the old number may have been a typing
    error. With `merge_attributes` those not mentioned stay, and None removes one.
    """
    if change.phone is not UNCHANGED:
        await locks.take_shared(conn, locks.ERASURE)
    await lock_contact(conn, contact_id=contact_id)
    before = await get_contact(conn, contact_id=contact_id)
    phone = before.phone if change.phone is UNCHANGED else _read_phone(change.phone, change.country)
    attributes = before.attributes
    if change.attributes is not UNCHANGED:
        attributes = {**(attributes if change.merge_attributes else {}), **change.attributes}
        attributes = {name: value for name, value in attributes.items() if value is not None}
    if phone is not None and phone != before.phone:
        await _refuse_erased(conn, phone)
    texts = _own_texts(change.texts, {name: getattr(before, name) for name in OWN_TEXTS})
    try:
        async with conn.transaction():
            await conn.execute(sql.UPDATE, contact_id, phone, attributes, *texts)
    except asyncpg.UniqueViolationError as error:
        raise await _exists(conn, str(phone)) from error
    if phone != before.phone:
        if before.opted_out_at is not None:
            choice = Choice(
                True, str(before.opted_out_reason), before.opted_out_at, contact_id, (f"{PHONE}{phone}",)
            )
            await record_choices(conn, choices=[choice])
        await apply_suppressions(conn, contact_ids=[contact_id])
    if change.whatsapp_verified is not UNCHANGED:
        await set_whatsapp_verified(conn, contact_id=contact_id, verified=change.whatsapp_verified)
    if change.category_ids is not UNCHANGED:
        await conn.execute(sql.LEAVE_OTHER_CATEGORIES, contact_id, list(change.category_ids))
        await _enter_categories(conn, contact_id, change.category_ids)
    return ChangedContact(before, await get_contact(conn, contact_id=contact_id))


async def set_whatsapp_verified(
    conn: Connection, *, contact_id: int, verified: bool | None, at: datetime | None = None
) -> None:
    """Say by hand whether this person is on WhatsApp; None is not known. Later evidence may change it."""
    moment = None if verified is None else at or utc_now()
    if await conn.fetchval(sql.SET_WHATSAPP_VERIFIED, contact_id, verified, moment) is None:
        raise AppError("contact_not_found", id=contact_id)


async def delete_contact(conn: Connection, *, contact_id: int, at: datetime | None = None) -> None:
    """Clear the person from the row; history, numbers and the person's opt-out stay.

    Raises AppError `contact_not_found`. Messages still to be sent are cancelled where they are claimed.
    """
    if not await delete_contacts(conn, contact_ids=[contact_id], at=at):
        raise AppError("contact_not_found", id=contact_id)


async def delete_contacts(
    conn: Connection, *, contact_ids: Sequence[int], at: datetime | None = None
) -> list[int]:
    """As `delete_contact`, for many in a constant number of statements. Returns the ids that were there."""
    rows = await conn.fetch(sql.LOCK_MANY, sorted(set(contact_ids)))
    if not rows:
        return []
    # Identities learnt since the opt-out would be forgotten with the row.
    await record_choices(conn, choices=[_choice_of(row) for row in rows if row["opted_out_at"] is not None])
    found = [row["id"] for row in rows]
    await conn.execute(sql.LEAVE_CATEGORIES, found)
    await conn.execute(
        sql.FORGET_KEPT_REPLIES, [row["bsuid"] for row in rows], [row["wa_id"] for row in rows]
    )
    await conn.execute(sql.CLEAR_PERSON, found, at or utc_now())
    subject = Subject("contact", found[0] if len(found) == 1 else None)
    await record(conn, Act.CONTACTS_DELETED, subject, details=sample_of(found))
    return found


def _choice_of(row: Row) -> Choice:
    names = identities_of(
        phone=row["phone"], wa_id=row["wa_id"], bsuid=row["bsuid"], parent_bsuid=row["parent_bsuid"]
    )
    return Choice(True, row["opted_out_reason"], row["opted_out_at"], row["id"], tuple(names))


async def _refuse_erased(conn: Connection, e164: str) -> None:
    if await find_erased(conn, [e164]):
        raise AppError("contact_erased")


async def _enter_categories(conn: Connection, contact_id: int, category_ids: Sequence[int]) -> None:
    wanted = sorted(set(category_ids))
    if not wanted:
        return
    known = {row["id"] for row in await conn.fetch(sql.KNOWN_CATEGORIES, wanted)}
    if missing := set(wanted) - known:
        raise AppError("category_not_found", id=min(missing))
    await conn.execute(sql.ADD_TO_CATEGORIES, contact_id, wanted)


def _own_texts(given: Mapping[str, str | None], before: Mapping[str, str | None]) -> list[str | None]:
    """In the order of OWN_TEXTS: what is given, else what was there; an empty one clears."""
    assert given.keys() <= before.keys(), given.keys() - before.keys()
    return [(given.get(name, before[name])) or None for name in OWN_TEXTS]


def _read_phone(phone: str, country: str | None) -> str:
    try:
        return parse_phone(phone, default_country=check_country(country)).e164
    except PhoneRefused as refused:
        raise AppError("phone_refused", why=refused.reason, details={"reason": refused.code}) from refused


async def _exists(conn: Connection, e164: str) -> AppError:
    """With the id of the other one, unless that is gone again."""
    other_id = await conn.fetchval(sql.FIND_ID, e164)
    return AppError("contact_exists", phone=e164, details={"contact_id": other_id})


def _contact(row: Row) -> Contact:
    fields = dict(row)
    fields["category_ids"] = tuple(fields["category_ids"])
    return Contact(**fields)
