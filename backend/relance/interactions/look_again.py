"""Second looks: something was learnt about people, or a doubt about their message was settled as sent."""

from collections.abc import Collection

from relance.core.db import Connection
from relance.interactions import sql
from relance.interactions.arrival import RETRY_FOR


async def look_again(conn: Connection, contact_ids: Collection[int]) -> None:
    """Have everything looked at again that came of these people and fitted nothing, as if it had just come.

    To be called in the transaction that taught an identity, or that settled a message as sent, after that
    statement. It only notes what is due, so that nothing is forgotten when the process dies; the intake and
    the tick do it within seconds, each thing once.
    """
    if contact_ids:
        await conn.execute(sql.LOOK_AGAIN, sorted(set(contact_ids)), RETRY_FOR)
