"""What a database tells before it is dumped and after it was restored."""

from dataclasses import dataclass
from datetime import datetime

from relance.backups import sql
from relance.core.db import RawConnection


@dataclass(frozen=True, slots=True)
class Glance:
    """A database at a glance. `at` by its clock; `major` of the server; `encrypted` is our way to it."""

    major: int
    encrypted: bool
    at: datetime
    name: str
    is_ours: bool


async def look(conn: RawConnection) -> Glance:
    """One statement, that every database answers."""
    row = await conn.fetchrow(sql.LOOK)
    assert row is not None
    return Glance(**row)


async def count_content(conn: RawConnection) -> str:
    """Campaigns, contacts and messages in words; tables of more than 200,000 rows are estimated."""
    return ", ".join([await _count(conn, table) for table in sql.COUNT])


async def _count(conn: RawConnection, table: str) -> str:
    roughly = await conn.fetchval(sql.COUNT_ROUGHLY, f"public.{table}")
    if roughly is not None:
        return f"about {roughly:,} {table}"
    count = await conn.fetchval(sql.COUNT[table], timeout=600)
    return f"{count:,} {table[:-1] if count == 1 else table}"
