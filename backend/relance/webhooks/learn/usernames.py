"""The names that people chose in WhatsApp: kept to be shown."""

from collections.abc import Iterable

from relance.core.db import Connection
from relance.webhooks import sql
from relance.webhooks.resolve.whose import Heard


async def learn_usernames(conn: Connection, heard: Iterable[Heard]) -> None:
    """The newest by Meta's time holds. Of whom a message names another contact nothing is learnt."""
    newest = {
        one.arrival.contact_id: one
        for one in sorted(heard, key=lambda one: one.arrival.at)
        if one.message.username is not None and one.other_id is None
    }
    if newest:
        ids = sorted(newest)
        await conn.execute(
            sql.LEARN_USERNAMES,
            ids,
            [newest[id_].message.username for id_ in ids],
            [newest[id_].arrival.at for id_ in ids],
        )
