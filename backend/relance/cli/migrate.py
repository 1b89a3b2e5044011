"""`relance migrate`."""

import asyncio

import asyncpg
import typer

from relance.cli.environment import load_complete_settings
from relance.core.db import connect, is_database_away
from relance.core.errors import SettingsError
from relance.core.installation import settle_installation


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(migrate)


def migrate() -> None:
    """Bring the database up to the newest schema; safe to run at any time."""
    from relance.migrations.apply import newest_revision  # see commands.py on imports

    settings = load_complete_settings()
    migrate_database(settings.require_database_url(), timezone=settings.timezone)
    typer.echo(f"The database is at schema {newest_revision()}.")


def migrate_database(database_url: str, *, timezone: str) -> None:
    """Apply what is missing, and notice a restored database. Raises SettingsError when it cannot be used."""
    try:
        asyncio.run(_migrate_and_settle(database_url, timezone))
    except asyncpg.InvalidCatalogNameError as error:
        raise SettingsError(f"RELANCE_DATABASE_URL names a database that does not exist: {error}") from error
    except Exception as error:
        if not is_database_away(error):
            raise
        raise SettingsError(f"RELANCE_DATABASE_URL: the database cannot be used: {error}") from error


async def _migrate_and_settle(database_url: str, timezone: str) -> None:
    from relance.migrations.apply import migrate as apply_migrations

    await apply_migrations(database_url)
    conn = await connect(database_url, name="migrate")
    try:
        async with conn.transaction():
            await settle_installation(conn, timezone)
    finally:
        await conn.close()
