"""Opt-out and opt-in: ordered by the time of the choice, recorded under every identity the person has.

`suppressions` is the truth, `contacts.opted_out_at` and `opted_out_reason` mirror it in the same transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from relance.contacts.identities import BSUID, PHONE, WA_ID, identities_of, identities_to_ask
from relance.contacts.phones.spellings import phone_candidates
from relance.contacts.suppressions import sql
from relance.core import locks
from relance.core.db import Connection, Row

WHATSAPP_PREFERENCE = "whatsapp_preference"
"""Chosen in WhatsApp itself: told by a webhook of preferences, or by Meta's refusal to bring marketing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What one person chose at `at` (Meta's time, or the operator's click).

    The person is a contact, or the given identities (`phone:+229…`, `wa:229…`, `bsuid:BJ.…`), or both.
    """

    opted_out: bool
    reason: str
    at: datetime
    contact_id: int | None = None
    identities: tuple[str, ...] = ()


async def opt_out(
    conn: Connection,
    *,
    contact_ids: Sequence[int] = (),
    identities: Sequence[str] = (),
    reason: str,
    at: datetime,
) -> list[int]:
    """Opt these people out as of `at`. Returns the ids of the contacts whose row changed."""
    choices = [Choice(True, reason, at, contact_id=contact_id) for contact_id in contact_ids]
    choices += [Choice(True, reason, at, identities=(identity,)) for identity in identities]
    return await record_choices(conn, choices=choices)


async def opt_in(
    conn: Connection,
    *,
    contact_ids: Sequence[int] = (),
    identities: Sequence[str] = (),
    reason: str,
    at: datetime,
) -> list[int]:
    """Opt these people in again as of `at`. Returns the ids of the contacts whose row changed."""
    choices = [Choice(False, reason, at, contact_id=contact_id) for contact_id in contact_ids]
    choices += [Choice(False, reason, at, identities=(identity,)) for identity in identities]
    return await record_choices(conn, choices=choices)


async def record_choices(conn: Connection, *, choices: Sequence[Choice]) -> list[int]:
    """Record many choices in a constant number of statements. Returns the ids of the contacts that changed.

    A choice counts for the given contact, for every contact that has one of its identities, and for all
    identities of those contacts; so a STOP by BSUID also holds for the phone after the contact was deleted
    and imported again.
    """
    if not choices:
        return []
    rows = await _lock_contacts(conn, choices)
    if _has_strangers(choices, rows):
        await locks.take(conn, locks.STRANGERS)
        rows = await _lock_contacts(conn, choices)
    latest = _latest_by_identity(choices, rows)
    names = sorted(latest)
    await conn.execute(
        sql.RECORD,
        names,
        [latest[name].opted_out for name in names],
        [latest[name].reason for name in names],
        [latest[name].at for name in names],
    )
    return await _mirror(conn, rows)


async def apply_suppressions(conn: Connection, *, contact_ids: Sequence[int]) -> list[int]:
    """Let earlier choices of these people hold for their contacts. Returns the ids of those that changed.

    To be called in the transaction that created the contacts or taught them an identity, after that
    statement.
    """
    if not contact_ids:
        return []
    rows = await conn.fetch(sql.LOCK_CONTACTS, sorted(contact_ids), [], [], [])
    await locks.take_shared(conn, locks.STRANGERS)
    return await _mirror(conn, rows)


async def apply_to_taught(conn: Connection, *, pairs: Sequence[tuple[int, str]]) -> list[int]:
    """As `apply_suppressions`, for contacts that this transaction has just taught these identities.

    `pairs` are (contact id, identity as it may be recorded). Mostly nobody chose anything under an id that
    was unknown until now; then this is one look.
    """
    if not pairs:
        return []
    await locks.take_shared(conn, locks.STRANGERS)
    chosen = await conn.fetch(sql.CHOSEN, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return await apply_suppressions(conn, contact_ids=[row["contact_id"] for row in chosen])


async def apply_to_new_phones(conn: Connection, *, ids: Mapping[str, int]) -> list[int]:
    """As `apply_suppressions`, for contacts created in this transaction with a phone and nothing else.

    `ids` are contact ids by phone. Such rows need no lock and no reading: they are ours.
    """
    if not ids:
        return []
    await locks.take_shared(conn, locks.STRANGERS)
    pairs = [
        (contact_id, identity)
        for phone, contact_id in ids.items()
        for identity in identities_to_ask(phone=phone)
    ]
    return await _mirror_pairs(conn, pairs)


async def _lock_contacts(conn: Connection, choices: Sequence[Choice]) -> list[Row]:
    identities = [identity for choice in choices for identity in choice.identities]
    phones = {identity.removeprefix(PHONE) for identity in identities if identity.startswith(PHONE)}
    wa_ids = {identity.removeprefix(WA_ID) for identity in identities if identity.startswith(WA_ID)}
    return await conn.fetch(
        sql.LOCK_CONTACTS,
        sorted({choice.contact_id for choice in choices if choice.contact_id is not None}),
        sorted(phones | {phone for number in phones | wa_ids for phone in phone_candidates(number)}),
        sorted(wa_ids | {phone.removeprefix("+") for phone in phones}),
        sorted({identity.removeprefix(BSUID) for identity in identities if identity.startswith(BSUID)}),
    )


def _asked(row: Row) -> list[str]:
    asked = identities_to_ask(
        phone=row["phone"], wa_id=row["wa_id"], bsuid=row["bsuid"], parent_bsuid=row["parent_bsuid"]
    )
    return list(dict.fromkeys([*asked, *_aliases(row)]))


def _aliases(row: Row) -> list[str]:
    return [f"{BSUID}{alias}" for alias in row["aliases"]]


def _has_strangers(choices: Iterable[Choice], rows: Iterable[Row]) -> bool:
    known_ids = set()
    known = set()
    for row in rows:
        known_ids.add(row["id"])
        known.update(_asked(row))
    return any(
        choice.contact_id not in known_ids and known.isdisjoint(choice.identities) for choice in choices
    )


def _latest_by_identity(choices: Iterable[Choice], rows: Iterable[Row]) -> dict[str, Choice]:
    recorded: dict[int, list[str]] = {}
    owners: dict[str, int] = {}
    for row in rows:
        recorded[row["id"]] = [
            *identities_of(
                phone=row["phone"], wa_id=row["wa_id"], bsuid=row["bsuid"], parent_bsuid=row["parent_bsuid"]
            ),
            *_aliases(row),
        ]
        for identity in _asked(row):
            owners.setdefault(identity, row["id"])
    latest: dict[str, Choice] = {}
    for choice in choices:
        contacts = {owners[identity] for identity in choice.identities if identity in owners}
        if choice.contact_id is not None:
            contacts.add(choice.contact_id)
        names = set(choice.identities).union(*(recorded.get(contact, []) for contact in contacts))
        for name in names:
            before = latest.get(name)
            if before is None or (choice.at, choice.opted_out) > (before.at, before.opted_out):
                latest[name] = choice
    return latest


async def _mirror(conn: Connection, rows: Sequence[Row]) -> list[int]:
    if not rows:
        return []
    return await _mirror_pairs(conn, [(row["id"], identity) for row in rows for identity in _asked(row)])


async def _mirror_pairs(conn: Connection, pairs: Sequence[tuple[int, str]]) -> list[int]:
    changed = await conn.fetch(sql.MIRROR, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return [row["id"] for row in changed]
