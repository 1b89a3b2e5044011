"""One person, one contact, also where a phone is written in two ways (Argentina, Brazil, Mexico)."""

from collections.abc import Mapping
from dataclasses import replace

from relance.contacts.phones.spellings import known_aliases
from relance.contacts.upsert import ContactRow
from relance.core.db import Connection
from relance.imports import jobs_sql as sql


def number_of(phone: str) -> int:
    """The same for all spellings of a phone (E.164)."""
    digits = phone.removeprefix("+")
    return min(map(int, (digits, *known_aliases(digits))))


async def as_contacts_spell(
    conn: Connection, rows: Mapping[str, ContactRow]
) -> tuple[dict[str, ContactRow], dict[str, str]]:
    """The rows under the phones that contacts here have, and those phones by the ones that were given."""
    others = {f"+{alias}": phone for phone in rows for alias in known_aliases(phone)}
    found = await conn.fetch(sql.KNOWN_PHONES, list(others)) if others else []
    if not found:
        return dict(rows), {}
    # Where somebody here has both, they are two contacts already.
    spelled = {others[row["phone"]]: row["phone"] for row in found}
    both = {row["phone"] for row in await conn.fetch(sql.KNOWN_PHONES, list(spelled))}
    spelled = {phone: known for phone, known in spelled.items() if phone not in both}
    return {
        spelled.get(phone, phone): replace(row, phone=spelled.get(phone, phone))
        for phone, row in rows.items()
    }, spelled
