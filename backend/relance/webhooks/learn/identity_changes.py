"""A person changed phone number, or Meta changed their business-scoped id: the contact moves along."""

from collections.abc import Iterable, Sequence

from relance.contacts.suppressions import Choice, apply_suppressions, record_choices
from relance.core.clock import from_unix
from relance.core.db import Connection, Row
from relance.core.log import get_logger
from relance.messages.store import raise_incident
from relance.webhooks import sql
from relance.webhooks.resolve.find_contacts import People, Person
from relance.whatsapp.events import IdentityChange

log = get_logger(__name__)

_SHORTEST_PHONE = 5


def persons_of_changes(changes: Iterable[IdentityChange]) -> list[Person]:
    """Old and new selves, to be looked up with everybody else."""
    return [
        person
        for change in changes
        for person in (
            _before(change),
            Person(change.new_wa_id),
            Person(bsuid=change.new_bsuid),
        )
    ]


def _before(change: IdentityChange) -> Person:
    return Person(change.old_wa_id, change.old_bsuid, parent_bsuid=change.old_parent_bsuid)


async def apply_identity_changes(
    conn: Connection, changes: Sequence[IdentityChange], people: People
) -> list[int]:
    """Move ids in the order of Meta's times; returns whose. A repeated change finds nobody under the old ids.

    A new id that another contact has is a conflict for a person to solve: both are left as they are, since
    merging two people by mistake cannot be undone.
    """
    moved = []
    for change in sorted(changes, key=lambda change: change.at):
        contact_id = people.find(_before(change))
        if contact_id is None:
            continue
        others = {
            found
            for person in (Person(change.new_wa_id), Person(bsuid=change.new_bsuid))
            if (found := people.find(person)) is not None and found != contact_id
        }
        if others:
            await raise_incident(
                conn,
                "identity_conflict",
                f"contact:{contact_id}",
                {"contact_ids": sorted({contact_id, *others}), "seen_in": "identity_change"},
            )
            continue
        rows = await conn.fetch(sql.LOCK_CHANGED, [contact_id])
        if rows:
            await _move(conn, rows[0], change)
            moved.append(contact_id)
    return moved


async def _move(conn: Connection, contact: Row, change: IdentityChange) -> None:
    phone, wa_id = contact["phone"], contact["wa_id"]
    if change.new_wa_id is not None:
        wa_id = change.new_wa_id
        if len(wa_id) >= _SHORTEST_PHONE:
            phone = f"+{wa_id}"
    bsuid = change.new_bsuid or contact["bsuid"]
    await conn.execute(sql.MOVE_IDENTITY, contact["id"], phone, wa_id, bsuid)
    if contact["opted_out_at"] is not None:
        # The choice must be found under the new ids too.
        choice = Choice(True, "moved_with_contact", contact["opted_out_at"], contact_id=contact["id"])
        await record_choices(conn, choices=[choice])
    await apply_suppressions(conn, contact_ids=[contact["id"]])
    log.info("identity_moved", contact_id=contact["id"], at=str(from_unix(change.at)))
