"""Erasing people (GDPR 17): everything that says who they were, and nothing that was counted.

| | deleted | erased |
|---|---|---|
| name, numbers, ids, own fields, categories | gone | gone |
| texts that were sent, replies, forms, buttons | stay | gone |
| words of consents, parked webhooks, lines of imports, kept replies | stay | gone |
| opt-out under the number | stays in the clear | gone; a keyed hash stays, and refuses the number for ever |
| rows, states, times, every count | stay | stay |

States: *there*, *erased* (all of it in one transaction, the row's `erased_at`), *looked after* (its line in
`erasures`, until Meta's ids of the messages are gone too). Killed anywhere in between: nothing happened, or
the upkeep goes on. Who is written to at that very moment gets the message; whatever is still in the queue is
withheld where it is claimed (`contact_deleted`).
"""

from collections.abc import Sequence
from datetime import datetime

from relance.activity import Act, Subject, record, sample_of
from relance.contacts.erased import remember_erased
from relance.contacts.erasure import sql
from relance.contacts.identities import BSUID, PHONE, WA_ID, identities_to_ask
from relance.core import locks
from relance.core.clock import utc_now
from relance.core.db import Connection, Row
from relance.core.errors import AppError

_CLEAR = (
    sql.CLEAR_MESSAGES,
    sql.CLEAR_INTERACTIONS,
    sql.CLEAR_ANSWERS,
    sql.CLEAR_CONSENTS,
    sql.LEAVE_CATEGORIES,
    sql.FORGET_ALIASES,
    sql.FORGET_USERNAMES,
    sql.FORGET_CHATS,
)

_TELLING_DIGITS = 8
_LEAST_DIGITS = 6
_FEW_NAMES = 20
"""More are not sought one after the other in what was parked (64 MB at most)."""


async def erase_contact(conn: Connection, *, contact_id: int) -> None:
    """As `erase_contacts`; of somebody erased before it changes nothing. Raises `contact_not_found`."""
    erased = await erase_contacts(conn, contact_ids=[contact_id])
    if not erased and await conn.fetchrow(sql.EXISTS, contact_id) is None:
        raise AppError("contact_not_found", id=contact_id)


async def erase_contacts(
    conn: Connection, *, contact_ids: Sequence[int], at: datetime | None = None
) -> list[int]:
    """Erase these people, in a constant number of statements. Returns who was not erased before.

    Contacts under another spelling of the same number, made before both were known as one, go with them.
    """
    await locks.take(conn, locks.ERASURE)
    wanted = await _with_other_spellings(conn, set(contact_ids))
    await conn.execute(sql.LOCK_MESSAGES, wanted)
    await conn.execute(sql.LOCK, wanted)
    # Read behind the locks: a webhook may have taught another id while they were waited for.
    rows = await conn.fetch(sql.READ, wanted)
    if not rows:
        return []
    found = [row["id"] for row in rows]
    names = [name for row in rows for name in _identities(row)]
    await remember_erased(conn, names)
    for statement in _CLEAR:
        await conn.execute(statement, found)
    await conn.execute(sql.CLEAR_PERSON, found, at or utc_now())
    await conn.execute(sql.LOOK_AFTER, found)
    await conn.execute(sql.FORGET_CHOICES, names)
    await _clear_elsewhere(conn, rows)
    subject = Subject("contact", found[0] if len(found) == 1 else None)
    await record(conn, Act.CONTACTS_ERASED, subject, details=sample_of(found))
    return found


async def _with_other_spellings(conn: Connection, wanted: set[int]) -> list[int]:
    """These, and whoever has a number that is one of theirs written otherwise. Nobody new comes meanwhile."""
    rows = await conn.fetch(sql.READ, sorted(wanted))
    names = {name for row in rows for name in identities_to_ask(phone=row["phone"], wa_id=row["wa_id"])}
    phones = [name.removeprefix(PHONE) for name in names if name.startswith(PHONE)]
    wa_ids = [name.removeprefix(WA_ID) for name in names if name.startswith(WA_ID)]
    found = await conn.fetch(sql.SAME_NUMBERS, phones, wa_ids) if names else []
    return sorted(wanted | {row["id"] for row in found})


async def _clear_elsewhere(conn: Connection, rows: Sequence[Row]) -> None:
    """Where a number or an id stands in what was set aside."""
    numbers = {name.lstrip("+") for row in rows for name in (row["phone"], row["wa_id"]) if name}
    ids = {name for row in rows for name in (row["bsuid"], row["parent_bsuid"], *row["aliases"]) if name}
    if not numbers and not ids:
        return
    await conn.execute(sql.FORGET_KEPT_REPLIES, sorted(ids), sorted(numbers))
    names = sorted(numbers | ids)
    parked = sql.CLEAR_PARKED if len(names) <= _FEW_NAMES else sql.CLEAR_PARKED_OF_MANY
    await conn.execute(parked, names)
    tails = {number[-_TELLING_DIGITS:] for number in numbers if len(number) >= _LEAST_DIGITS}
    if tails:
        await conn.execute(sql.CLEAR_IMPORT_LINES, sorted(tails))


def _identities(row: Row) -> list[str]:
    names = identities_to_ask(
        phone=row["phone"], wa_id=row["wa_id"], bsuid=row["bsuid"], parent_bsuid=row["parent_bsuid"]
    )
    return [*names, *(f"{BSUID}{alias}" for alias in row["aliases"])]
