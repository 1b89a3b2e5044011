"""Writing the texts that contacts are found by again, after a migration that changed how they are made."""

from relance.contacts.search_index import sql
from relance.core.db import Connection

CHUNK = 3_000
"""Contacts of one transaction, locked for a good tenth of a second."""


async def rewrite_texts(conn: Connection) -> int:
    """The next ones, in the caller's transaction. Returns how many were looked at; 0 when all are done."""
    next_id = await conn.fetchval(sql.REWRITE_FROM)
    if next_id is None:
        return 0
    row = await conn.fetchrow(sql.REWRITE, next_id, CHUNK)
    assert row is not None, "it counts"
    if row["last_id"] is None:
        await conn.execute(sql.REWRITE_DONE)
        return 1
    await conn.execute(sql.REWRITE_ON, row["last_id"])
    return int(row["n"])
