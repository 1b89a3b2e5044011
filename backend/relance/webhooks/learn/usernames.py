"""The names that people chose in WhatsApp: kept to be shown."""

from collections.abc import Iterable

from relance.core.db import Connection
from relance.webhooks import sql
from relance.webhooks.learn.learnt_ids import Lessons
from relance.webhooks.resolve.whose import Heard


async def learn_usernames(conn: Connection, heard: Iterable[Heard], lessons: Lessons) -> bool:
    """The newest by Meta's time holds. Of whom a message names another contact nothing is learnt.

    Returns whether anybody is called otherwise now.
    """
    told = [
        (lesson.username[0], contact_id, lesson.username[1])
        for contact_id, lesson in lessons.by_contact.items()
        if lesson.username is not None
    ]
    told += [
        (one.arrival.at, one.arrival.contact_id, one.message.username)
        for one in heard
        if one.message.username is not None and one.other_id is None
    ]
    if not told:
        return False
    newest = {contact_id: (username, at) for at, contact_id, username in sorted(told)}
    ids = sorted(newest)
    changed = await conn.fetch(
        sql.LEARN_USERNAMES, ids, [newest[id_][0] for id_ in ids], [newest[id_][1] for id_ in ids]
    )
    return bool(changed)
