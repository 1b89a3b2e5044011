"""Let hold what an export said of its contacts, in the transaction that stores them."""

from collections.abc import Iterable, Mapping

from relance.categories.service import add_locked_contacts, get_or_create_category
from relance.contacts import sql
from relance.contacts.consents.service import import_consents, import_said
from relance.contacts.suppressions import Choice, record_choices
from relance.contacts.upsert import ContactRow
from relance.core.clock import utc_now
from relance.core.db import Connection


async def apply_consents(
    conn: Connection, *, rows: Iterable[ContactRow], ids: Mapping[str, int], source: str
) -> set[str]:
    """What a file of somebody else's says of consent. Returns the phones of whose newest word it is."""
    said = {ids[row.phone]: (row.phone, row.consent) for row in rows if row.consent is not None}
    changed = await import_said(
        conn, said={id_: one for id_, (_, one) in said.items()}, source=source, now=utc_now()
    )
    return {said[id_][0] for id_ in changed}


async def apply_told(
    conn: Connection, *, rows: Iterable[ContactRow], ids: Mapping[str, int], created_by: int | None
) -> set[str]:
    """Opt-outs, WhatsApp and categories of rows that tell of them. Returns the phones of who changed by it.

    An opt-out holds as of its moment: who has opted in since stays. Whether somebody is on WhatsApp is taken
    where nothing is known here. Categories are created where missing; nobody leaves one.
    """
    told = {row.phone: row.told for row in rows if row.told is not None}
    if not told:
        return set()
    phones = {ids[phone]: phone for phone in told}
    changed = await record_choices(
        conn,
        choices=[
            Choice(True, one.opted_out_reason, one.opted_out_at, contact_id=ids[phone])
            for phone, one in told.items()
            if one.opted_out_at is not None
        ],
    )
    changed += await import_consents(
        conn,
        consents={
            ids[phone]: one.consented_at for phone, one in told.items() if one.consented_at is not None
        },
    )
    verified = {ids[phone]: one.whatsapp_verified for phone, one in told.items()}
    known = {id_: value for id_, value in verified.items() if value is not None}
    if known:
        rows_changed = await conn.fetch(sql.VERIFY_MANY, list(known), list(known.values()))
        changed += [row["id"] for row in rows_changed]
    members: dict[str, set[int]] = {}
    for phone, one in told.items():
        for name in one.category_names:
            members.setdefault(name, set()).add(ids[phone])
    for name in sorted(members):
        category_id = await get_or_create_category(conn, name=name, created_by=created_by)
        await add_locked_contacts(conn, category_id=category_id, contact_ids=sorted(members[name]))
    return {phones[id_] for id_ in changed if id_ in phones}
