"""Who was erased: asked before a contact is made, by a keyed hash of every spelling of the number.

The key stands in `installation.erasure_key`, made by the database at its migration, never changed and never
shown. With it and the hashes somebody could try all numbers there are: a copy of the database that leaves the
house is to be made without that column.
"""

from collections.abc import Collection, Iterable

from relance.contacts import erased_sql as sql
from relance.contacts.identities import identities_to_ask
from relance.core.db import Connection


async def find_erased(conn: Connection, phones: Collection[str]) -> frozenset[str]:
    """Those of these phones (E.164) that belonged to somebody who was erased."""
    pairs = [(phone, identity) for phone in phones for identity in identities_to_ask(phone=phone)]
    if not pairs:
        return frozenset()
    rows = await conn.fetch(sql.FIND, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return frozenset(row["phone"] for row in rows)


async def remember_erased(conn: Connection, identities: Iterable[str]) -> None:
    """Nobody is made a contact again under one of these."""
    await conn.execute(sql.REMEMBER, sorted(set(identities)))
