"""The steps in the database: schema, COPY with indexes and triggers out of the way, counts, VACUUM."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager

from alembic import command
from sqlalchemy.engine import Connection as SqlalchemyConnection
from sqlalchemy.ext.asyncio import create_async_engine

from loading import sql
from relance.core.db import Connection
from relance.migrations.apply import alembic_config

KNOWN_REVISION = "0008"
"""The schema that is filled here. Later migrations run on the full database and bring what they need."""


async def migrate_to(database_url: str, revision: str) -> None:
    """Up to this revision, no further."""

    def upgrade(connection: SqlalchemyConnection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    engine = create_async_engine("postgresql+asyncpg://" + database_url.split("://", 1)[1])
    try:
        async with engine.connect() as connection:
            await connection.run_sync(upgrade)
            await connection.commit()
    finally:
        await engine.dispose()


async def copy_lines(conn: Connection, table: str, columns: Iterable[str], lines: Iterator[bytes]) -> None:
    """COPY lines of text into a table."""

    async def pieces() -> AsyncIterator[bytes]:
        for piece in lines:
            yield piece

    await conn.copy_to_table(table, source=pieces(), columns=list(columns), format="text")


@asynccontextmanager
async def without_indexes(conn: Connection, *tables: str) -> AsyncIterator[None]:
    """Drop what is not needed while rows pour in, and make it again: three times quicker than keeping it."""
    constraints = await conn.fetch(sql.CONSTRAINTS, tables)
    for row in constraints:
        await conn.execute(f"ALTER TABLE {row['table']} DROP CONSTRAINT {row['name']}")
    indexes = await conn.fetch(sql.INDEXES, tables)
    for row in indexes:
        await conn.execute(f"DROP INDEX {row['name']}")
    yield
    for row in indexes:
        await conn.execute(row["definition"])
    for row in constraints:
        await conn.execute(f"ALTER TABLE {row['table']} ADD CONSTRAINT {row['name']} {row['definition']}")
