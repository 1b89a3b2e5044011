"""How many contacts there are."""

from relance.core.db import Connection
from relance.counts import sql

WORDS = ("total", "on_whatsapp", "not_on_whatsapp", "not_known", "opted_out")


async def read_counts(conn: Connection) -> dict[str, int]:
    """By word, exact; counts nothing at read time."""
    found = {row["word"]: row["n"] for row in await conn.fetch(sql.CONTACTS)}
    return {word: found.get(word, 0) for word in WORDS}
