"""Advisory locks of the database: all their numbers, and how they are taken.

The numbers never change: during an upgrade processes of both versions keep each other out. PostgreSQL tells
locks by one number from locks by a pair of them, so `SENDER_DAY` and `STRANGERS` never meet.
"""

from relance.core import sql
from relance.core.db import Connection

MIGRATION = 7_311_905
"""Who changes the schema, or restores a database."""

STRANGERS = 7_311_906
"""Between a choice of somebody who is no contact yet, and the making of that contact, which holds it shared.

Without it each could miss the other's uncommitted row, and a person who said STOP would be written to.
"""

ERASURE = 7_311_924
"""Between the erasing of people and the making of contacts, which holds it shared; before any row is locked.

Without it an import of another spelling of the number would not see the hash that is being written, and would
bring back who is being erased.
"""

SENDER_DAY = 7_311_906
"""With the sender's id: counting against the day's limit and claiming are one step."""

COMPACT_CAMPAIGNS = 7_311_911
COMPACT_DAYS = 7_311_912
COMPACT_CONTACTS = 7_311_913
COMPACT_TOTALS = 7_311_914
COMPACT_ERRORS = 7_311_915
COMPACT_MINUTES = 7_311_922
"""Who turns deltas into sums, table by table (`counts/compact.py`)."""

TEST_SEND = 7_311_920
"""The number of test messages is counted by one at a time."""

SEARCH_INDEX = 7_311_921
"""Who writes the index of contacts."""

SETTINGS = 7_311_923
"""Who changes settings: each change has a version of its own."""

SETUP = 7_236_519_140_882
"""Who makes the first user."""


async def take(conn: Connection, lock: int, *, of: int | None = None) -> None:
    """Wait for it; held until the caller's transaction ends. `of`: one lock for each such number."""
    if of is None:
        await conn.execute(sql.TAKE, lock)
    else:
        await conn.execute(sql.TAKE_OF, lock, of)


async def take_shared(conn: Connection, lock: int) -> None:
    """Wait until nobody holds it alone; held until the caller's transaction ends."""
    await conn.execute(sql.TAKE_SHARED, lock)


async def try_take(conn: Connection, lock: int) -> bool:
    """Take it if nobody has it; held until the caller's transaction ends."""
    return bool(await conn.fetchval(sql.TRY, lock))
