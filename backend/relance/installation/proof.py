"""Which Relance is it that answers at an address? Somebody else's may know the same verify token.

Who asks and who is asked hold the same secret key and look at the same database; others, a copy of the
database with the same settings among them, make another proof.
"""

import asyncio
import hmac

from relance.core.db import Connection, Pool, is_passing
from relance.installation import sql

HEADER = "x-relance-proof"

_PATIENCE_S = 2.0


async def prove(conn: Connection, *, secret_key: str, challenge: str) -> str:
    """What only a process on this database with this key can say to a challenge; hexadecimal digits."""
    row = await conn.fetchrow(sql.WHICH_INSTALLATION)
    assert row is not None, "0001 inserts the one row"
    where = f"proof\0{row['id']}\0{row['here']}"
    key = hmac.digest(secret_key.encode(), where.encode(), "sha256")
    return hmac.digest(key, challenge.encode("utf-8", "replace"), "sha256").hex()


async def try_to_prove(pool: Pool, secret_key: str, challenge: str) -> str | None:
    """As `prove`; None while the database does not say."""
    try:
        async with asyncio.timeout(_PATIENCE_S), pool.acquire() as conn:
            return await prove(conn, secret_key=secret_key, challenge=challenge)
    except Exception as error:
        if not (is_passing(error) or isinstance(error, TimeoutError)):
            raise
        return None
