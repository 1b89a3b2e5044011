"""Lines of the activity log for tests."""

from relance.core.db import Connection, Pool, Row

ADD_OLD = """
INSERT INTO activity (at, actor_kind, what) SELECT now() - make_interval(days => age), 'relance', 'signed_in'
FROM unnest($1::int[]) AS age
"""

AGES = "SELECT extract(day FROM now() - at)::int AS age FROM activity ORDER BY at"


async def add_old(conn: Connection | Pool, *days: int) -> None:
    """Lines of so many days ago."""
    await conn.execute(ADD_OLD, list(days))


async def ages(conn: Connection | Pool) -> list[int]:
    """Of all lines, in days, the oldest first."""
    return [row["age"] for row in await conn.fetch(AGES)]


async def lines(pool: Pool, what: str | None = None) -> list[Row]:
    """All lines, or those of one kind, the oldest first."""
    return await pool.fetch("SELECT * FROM activity WHERE what = coalesce($1, what) ORDER BY id", what)
