"""Settings for a command, completed by the embedded servers of a running `relance up`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from relance.core.errors import CommandError
from relance.core.settings import Settings, load_settings
from relance.embedded import Addresses, EmbeddedServers, read_running
from relance.embedded.data_folder import find_server_home, maintenance_url


def load_complete_settings() -> Settings:
    """The settings; URLs that are not set come from the servers on RELANCE_DATA_DIR, if any run."""
    return complete(load_settings())


def complete(settings: Settings) -> Settings:
    """The same settings with the URLs of the embedded servers that run, where none is set."""
    if settings.database_url is None or settings.redis_url is None:
        running = read_running(settings.data_dir)
        if running is not None:
            settings = fill_in(settings, running)
    return settings


@contextmanager
def running_database(*, make: bool) -> Iterator[Settings]:
    """Complete settings whose PostgreSQL runs: an embedded one that does not is started for this block.

    With `make` also a new one. Raises SettingsError; CommandError `no_database` without `make` where none is.
    Call it in the main thread.
    """
    settings = load_complete_settings()
    if settings.database_url is not None:
        yield settings
        return
    home = find_server_home(settings.data_dir)
    if not make and (home is None or not (home / "postgres" / "PG_VERSION").exists()):
        raise CommandError(
            "no_database",
            f"RELANCE_DATA_DIR={settings.data_dir} holds no database and RELANCE_DATABASE_URL is not set: "
            "check both.",
        )
    typer.echo("Starting PostgreSQL for this ...", err=True)
    with EmbeddedServers(settings.data_dir, wanted=["postgres"]) as addresses:
        yield fill_in(settings, addresses)


def find_upkeep_url(data_dir: Path) -> str | None:
    """The superuser's URL of the embedded PostgreSQL that runs here; None where the settings name another."""
    running = read_running(data_dir) if load_settings().database_url is None else None
    return maintenance_url(data_dir) if running is not None and running.database_url else None


def fill_in(settings: Settings, servers: Addresses) -> Settings:
    """The settings with the embedded servers' URLs where none is set."""
    return settings.model_copy(
        update={
            "database_url": settings.database_url or servers.database_url or None,
            "redis_url": settings.redis_url or servers.redis_url or None,
        }
    )


def export(settings: Settings) -> None:
    """Put the servers' URLs where this process and those it becomes or starts will read them."""
    os.environ.update(url_variables(settings))


def url_variables(settings: Settings) -> dict[str, str]:
    """The embedded servers' URLs as variables of the environment.

    One that the settings name is left where it is: who reads it there reads it himself, and what lies in a
    file or in `.env` is not put into an environment.
    """
    needed = {"database_url": settings.require_database_url(), "redis_url": settings.require_redis_url()}
    own = load_settings()
    found: dict[str, str] = {}
    for name, url in needed.items():
        if getattr(own, name) is None:
            found |= {f"RELANCE_{name.upper()}": url, f"RELANCE_{name.upper()}_FILE": ""}
    return found
