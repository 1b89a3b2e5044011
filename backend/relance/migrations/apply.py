"""Bring a database up to the newest schema, one process at a time."""

from pathlib import Path

import stamina
from alembic import command, op
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from relance.core import locks
from relance.core.db import connect

LOCK_PATIENCE = "3s"
"""Who waits for the lock of a table makes everybody else wait behind: a statement gives way after this."""
TRIES = 200
LOCK_NOT_AVAILABLE = "55P03"


def run_sql(script: str) -> None:
    """Run a script of several statements inside the migration's transaction."""
    bind = op.get_bind()
    bind.execute(text("SELECT 1"))  # opens the transaction of the driver, which starts it lazily
    adapted = bind.connection.dbapi_connection
    assert adapted is not None
    adapted.run_async(lambda connection: connection.execute(script))


def alembic_config() -> Config:
    """Alembic's configuration, found beside this file wherever the package is installed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def newest_revision() -> str:
    """The revision this code needs."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert head is not None
    return head


def list_revisions() -> list[str]:
    """All revisions that this code knows, the oldest first."""
    script = ScriptDirectory.from_config(alembic_config())
    return [revision.revision for revision in script.walk_revisions()][::-1]


def _gives_way(error: Exception) -> bool:
    return LOCK_NOT_AVAILABLE in {
        getattr(one, "sqlstate", None) for one in (error, getattr(error, "orig", None))
    }


@stamina.retry(on=_gives_way, attempts=TRIES, timeout=None, wait_initial=0.5, wait_max=2.0)
def _upgrade(connection: Connection, to: str) -> None:
    """Each migration is a transaction of its own: what was done stands when a later one gives way."""
    connection.rollback()
    connection.execute(text(f"SET lock_timeout = '{LOCK_PATIENCE}'"))
    connection.commit()
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


async def migrate(database_url: str, *, to: str = "head") -> None:
    """Apply what is missing up to revision `to`, under an advisory lock: two that start together do it once.

    Raises what asyncpg raises.
    """
    # Connected as by everybody else: SQLAlchemy would hand words of libpq's (sslmode) on as arguments.
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: connect(database_url, name="migrate")
    )
    try:
        async with engine.connect() as guard:
            await guard.execute(text("SELECT pg_advisory_lock(:key)"), {"key": locks.MIGRATION})
            try:
                async with engine.connect() as connection:
                    await connection.run_sync(_upgrade, to)
                    await connection.commit()
            finally:
                await guard.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": locks.MIGRATION})
                await guard.commit()
    finally:
        await engine.dispose()
