"""Whose webhook is it? BSUID, wa_id, phone and its spellings, the parent's id; never "validated"."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from relance.contacts.phones.parse import phone_candidates
from relance.core.db import Connection
from relance.webhooks import sql


@dataclass(frozen=True, slots=True)
class Person:
    """The ids under which a webhook names somebody. `phone`: digits that differ from the `wa_id`."""

    wa_id: str | None = None
    bsuid: str | None = None
    phone: str | None = None
    parent_bsuid: str | None = None


@dataclass(slots=True)
class People:
    """Contact ids of the persons in a group, from one unlocked read."""

    _by_bsuid: dict[str, int] = field(default_factory=dict)
    _by_wa_id: dict[str, int] = field(default_factory=dict)
    _by_phone: dict[str, int] = field(default_factory=dict)

    def find(self, person: Person) -> int | None:
        """The contact, or None for a stranger."""
        found = self._by_bsuid.get(person.bsuid or "")
        if found is not None:
            return found
        numbers = [number for number in (person.wa_id, person.phone) if number is not None]
        for number in numbers:
            found = self._by_wa_id.get(number)
            if found is not None:
                return found
        for number in numbers:
            for phone in phone_candidates(number):
                found = self._by_phone.get(phone)
                if found is not None:
                    return found
        return self._by_bsuid.get(person.parent_bsuid or "")


async def find_people(conn: Connection, persons: Iterable[Person]) -> People:
    """Look all of them up at once."""
    bsuids: set[str] = set()
    numbers: set[str] = set()
    for person in persons:
        bsuids.update(bsuid for bsuid in (person.bsuid, person.parent_bsuid) if bsuid is not None)
        numbers.update(number for number in (person.wa_id, person.phone) if number is not None)
    people = People()
    if not bsuids and not numbers:
        return people
    phones = {phone for number in numbers for phone in phone_candidates(number)}
    for row in await conn.fetch(sql.FIND_CONTACTS, list(bsuids), list(numbers), list(phones)):
        if row["bsuid"] is not None:
            people._by_bsuid.setdefault(row["bsuid"], row["id"])
        if row["wa_id"] is not None:
            people._by_wa_id[row["wa_id"]] = row["id"]
        if row["phone"] is not None:
            people._by_phone[row["phone"]] = row["id"]
    return people
