"""Numbers that people gave because we asked for them: of somebody who was known by an id alone."""

from collections.abc import Iterable

from relance.contacts.erased import find_erased
from relance.contacts.phones.parse import phone_candidates
from relance.contacts.suppressions import apply_suppressions
from relance.core import locks
from relance.core.db import Connection
from relance.webhooks import sql
from relance.webhooks.resolve.whose import Heard
from relance.whatsapp.events import InboundMessage


async def wait_for_erasures(conn: Connection, messages: Iterable[InboundMessage]) -> None:
    """Where a number is to be learnt, no erasure is under way from here on; before any row is locked."""
    if any(message.shared_phone is not None for message in messages):
        await locks.take_shared(conn, locks.ERASURE)


async def learn_shared_phones(conn: Connection, heard: Iterable[Heard]) -> list[int]:
    """Take them where there was none; returns whose. Their contacts are locked already.

    The number of somebody who was erased is nobody's, as in an import.
    """
    phones: dict[str, int] = {}
    for one in heard:
        if one.message.shared_phone is not None and one.other_id is None:
            phones.setdefault(f"+{one.message.shared_phone}", one.arrival.contact_id)
    if not phones:
        return []
    erased = await find_erased(conn, phones)
    by_contact = {contact_id: phone for phone, contact_id in phones.items() if phone not in erased}
    rows = await conn.fetch(
        sql.TAKE_SHARED_PHONES,
        list(by_contact),
        list(by_contact.values()),
        [",".join(phone_candidates(phone)) for phone in by_contact.values()],
    )
    meetings = [(row["id"], row["other_id"]) for row in rows if row["other_id"] is not None]
    if meetings:
        await conn.execute(sql.NOTE_MEETINGS, *map(list, zip(*meetings, strict=True)))
    taken = [row["id"] for row in rows if row["other_id"] is None]
    await apply_suppressions(conn, contact_ids=taken)
    return taken
