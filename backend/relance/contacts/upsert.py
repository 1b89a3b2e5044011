"""Thousands of contacts in a constant number of statements, safe against the same phones from elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from relance.contacts import sql
from relance.contacts.consents.service import SaidConsent
from relance.contacts.erased import find_erased
from relance.contacts.own_columns import OWN_TEXTS
from relance.contacts.suppressions import apply_to_new_phones
from relance.core import locks
from relance.core.db import Connection


@dataclass(frozen=True, slots=True)
class Told:
    """What a file of ours says of a contact beside its fields; None and empty say nothing."""

    opted_out_at: datetime | None = None
    opted_out_reason: str = ""
    whatsapp_verified: bool | None = None
    category_names: tuple[str, ...] = ()
    consented_at: datetime | None = None


@dataclass(slots=True)
class ContactRow:
    """One person to store. `phone` is E.164 with `+`; None and missing attributes leave what is stored."""

    phone: str
    first_name: str | None = None
    last_name: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    told: Told | None = None
    consent: SaidConsent | None = None


@dataclass(frozen=True, slots=True)
class UpsertResult:
    """Phones by what happened to them, and the contact ids of all rows but of people who were erased."""

    created: frozenset[str]
    updated: frozenset[str]
    unchanged: frozenset[str]
    ids: dict[str, int]
    erased: frozenset[str] = frozenset()


async def upsert_contacts(
    conn: Connection,
    *,
    rows: Sequence[ContactRow],
    update_existing: bool = True,
    created_by: int | None = None,
) -> UpsertResult:
    """Create the contacts that are missing; update the others, unless `update_existing` is False.

    Each phone at most once in `rows`. About 5,000 rows a call is a good size. Waits for erasures under way
    before anything else; locks existing contacts by id, inserts by phone; may still raise
    DeadlockDetectedError against a third party, then repeat the transaction. Earlier opt-outs hold for the
    contacts created here.
    """
    by_phone = {row.phone: row for row in rows}
    assert len(by_phone) == len(rows), "a phone stands twice in one call"
    ids: dict[str, int] = {}
    created: set[str] = set()
    updated: set[str] = set()
    erased: frozenset[str] = frozenset()
    missing: Iterable[str] = by_phone
    await locks.take_shared(conn, locks.ERASURE)
    while missing:
        # Again only for phones that somebody else created since: their rows are visible to the next
        # statement.
        existing = {row["phone"]: row["id"] for row in await conn.fetch(sql.LOCK_BY_PHONE, list(missing))}
        ids |= existing
        if update_existing and existing:
            updated |= await _update(conn, by_phone, existing)
        strangers = [phone for phone in missing if phone not in existing]
        erased |= await find_erased(conn, strangers)
        rows_of_new = [by_phone[phone] for phone in strangers if phone not in erased]
        new = await _insert(conn, rows_of_new, created_by)
        ids |= new
        created |= new.keys()
        missing = [phone for phone in missing if phone not in ids and phone not in erased]
    await apply_to_new_phones(conn, ids={phone: ids[phone] for phone in created})
    return UpsertResult(
        created=frozenset(created),
        updated=frozenset(updated),
        unchanged=frozenset(by_phone.keys() - created - updated - erased),
        ids=ids,
        erased=erased,
    )


async def _update(conn: Connection, by_phone: dict[str, ContactRow], existing: dict[str, int]) -> set[str]:
    rows = [by_phone[phone] for phone in existing]
    changed = await conn.fetch(
        sql.UPDATE_MANY,
        list(existing.values()),
        [row.attributes for row in rows],
        *_texts(rows),
    )
    return {row["phone"] for row in changed}


async def _insert(conn: Connection, rows: list[ContactRow], created_by: int | None) -> dict[str, int]:
    if not rows:
        return {}
    inserted = await conn.fetch(
        sql.INSERT_MANY,
        [row.phone for row in rows],
        [row.attributes for row in rows],
        created_by,
        *_texts(rows),
    )
    return {row["phone"]: row["id"] for row in inserted}


def _texts(rows: Sequence[ContactRow]) -> list[list[str | None]]:
    return [[getattr(row, name) for row in rows] for name in OWN_TEXTS]
