"""`relance migrate`."""

import asyncio

import asyncpg
import typer

from relance.cli import checks_sql as sql
from relance.cli.environment import find_upkeep_url, load_complete_settings
from relance.core.db import connect, is_database_away
from relance.core.errors import SettingsError
from relance.embedded.roles import keep_activity_log, lend_activity_log
from relance.installation.identity import settle_installation


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(migrate)


def migrate() -> None:
    """Bring the database up to the newest schema; safe to run at any time."""
    from relance.migrations.apply import newest_revision  # see commands.py on imports

    settings = load_complete_settings()
    migrate_database(
        settings.require_database_url(),
        timezone=settings.timezone,
        upkeep_url=find_upkeep_url(settings.data_dir),
    )
    typer.echo(f"The database is at schema {newest_revision()}.")


def migrate_database(database_url: str, *, timezone: str, upkeep_url: str | None = None) -> None:
    """Apply what is missing, and notice a restored database. Raises SettingsError when it cannot be used.

    `upkeep_url`: the same database as the superuser of an embedded server, where it is one. Migrations run as
    the application; the activity log, which it does not own there, is lent to it while there are any.
    """
    try:
        if upkeep_url is not None and not asyncio.run(_is_newest(database_url)):
            lend_activity_log(upkeep_url)
        asyncio.run(_migrate_and_settle(database_url, timezone))
        if upkeep_url is not None:
            keep_activity_log(upkeep_url)
    except asyncpg.InvalidCatalogNameError as error:
        raise SettingsError(f"RELANCE_DATABASE_URL names a database that does not exist: {error}") from error
    except Exception as error:
        if not is_database_away(error):
            raise
        raise SettingsError(f"RELANCE_DATABASE_URL: the database cannot be used: {error}") from error


async def _is_newest(database_url: str) -> bool:
    """As the application: what it made of its tables is not run with a superuser's rights."""
    from relance.migrations.apply import newest_revision

    conn = await connect(database_url, name="migrate")
    try:
        if not await conn.fetchval(sql.HAS_SCHEMA):
            return False
        return bool(await conn.fetchval(sql.REVISION) == newest_revision())
    finally:
        await conn.close()


async def _migrate_and_settle(database_url: str, timezone: str) -> None:
    from relance.migrations.apply import migrate as apply_migrations

    await apply_migrations(database_url)
    conn = await connect(database_url, name="migrate")
    try:
        async with conn.transaction():
            await settle_installation(conn, timezone)
    finally:
        await conn.close()
