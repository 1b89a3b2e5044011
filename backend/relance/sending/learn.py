"""What Meta's answers tell of the people they are about."""

from collections.abc import Iterable
from datetime import datetime

from relance.contacts.identities import identities_to_ask
from relance.contacts.suppressions import WHATSAPP_PREFERENCE, Choice, apply_to_taught, record_choices
from relance.core.db import Connection
from relance.interactions.look_again import look_again
from relance.sending import sql
from relance.sending.answered import Answered, refuses_marketing

Told = tuple[int, str | None, str | None]
"""Message id, `wa_id` where it is not the phone's digits, BSUID where none was known."""


async def learn_ids(conn: Connection, told: Iterable[Told]) -> None:
    """Write new ids; opt-outs recorded for them take hold, replies kept under them are looked at again."""
    seen: set[str] = set()
    rows: list[Told] = []
    for message_id, *ids in sorted(told, key=lambda one: one[0]):
        # Two contacts of one slice cannot both take the same id.
        wa_id, bsuid = (None if id_ in seen else id_ for id_ in ids)
        seen.update(id_ for id_ in ids if id_ is not None)
        rows.append((message_id, wa_id, bsuid))
    if not rows:
        return
    learnt = await conn.fetch(sql.LEARN_IDS, *map(list, zip(*rows, strict=True)))
    pairs = [
        (row["id"], identity)
        for row in learnt
        for identity in identities_to_ask(wa_id=row["wa_id"], bsuid=row["bsuid"])
    ]
    await apply_to_taught(conn, pairs=pairs)
    await look_again(conn, [row["id"] for row in learnt])


async def learn_refusals(conn: Connection, answered: Iterable[Answered], *, at: datetime) -> None:
    """Remember who takes no marketing of ours any more."""
    people = {one.message["contact_id"] for one in answered if refuses_marketing(one.outcome)}
    await record_choices(
        conn, choices=[Choice(True, WHATSAPP_PREFERENCE, at, contact_id=id_) for id_ in people]
    )
