"""`relance restore FILE`."""

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relance.activity import Act, Subject, record
from relance.cli.environment import find_upkeep_url, running_database
from relance.cli.migrate import migrate_database
from relance.cli.recount import count_drift
from relance.cli.restored import GONE
from relance.cli.stop_signals import Interrupted, InterruptOnce
from relance.core.db import create_pool, transaction
from relance.core.errors import CommandError
from relance.core.settings import Settings, load_settings
from relance.embedded.data_folder import find_server_home

if TYPE_CHECKING:
    from relance.backups.dump_file import Dump


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(restore)


def restore(
    file: Annotated[
        Path, typer.Argument(help="What `relance backup` wrote.", exists=True, dir_okay=False, readable=True)
    ],
) -> None:
    """Make an empty database of a backup, all or nothing; nothing leaves until you say what it is.

    Only files of your own: what is in a dump runs with the rights of the database's user.
    """
    from relance.backups.dump_file import read_dump, refuse_newer  # see commands.py on imports

    # That the database went back is what this command does, and says in its own words.
    logging.getLogger("relance.installation.identity").setLevel(logging.ERROR)
    settings = load_settings()
    with InterruptOnce() as interrupts:
        progress = _Progress()
        try:
            _say(f"Reading {file} ...")
            dump = read_dump(file)
            refuse_newer(dump)
            with running_database(make=True) as settings:
                content, drift, asks = _restore(settings, dump, interrupts, progress)
        except Interrupted as error:
            raise CommandError("interrupted", f"The restore was interrupted: {progress.left}.") from error
    typer.echo(f"Restored {dump.file}, made at {dump.made_at}, schema {dump.revision}: {content}.")
    typer.echo(drift)
    for line in _next_steps(asks=asks):
        typer.echo(line)


class _Progress:
    """What a broken off restore leaves."""

    left = "the database is empty as before"


def _restore(
    settings: Settings, dump: "Dump", interrupts: InterruptOnce, progress: _Progress
) -> tuple[str, str, bool]:
    """Returns the content and the check of its counts in words, and whether a question is open."""
    from relance.backups.restore import analyze, fill, find_target
    from relance.counts.recount import render_drift

    url = settings.require_database_url()
    target = find_target(url, dump, how_to_empty=_how_to_empty())
    _say("Restoring ...")
    fill(target, dump, uninterrupted=interrupts.hold)
    progress.left = (
        "all data are in the database already, and nothing leaves; `relance up` or `relance migrate` goes on"
    )
    _say("Bringing the schema up to date, checking ...")
    migrate_database(url, timezone=settings.timezone, upkeep_url=find_upkeep_url(settings.data_dir))
    content = asyncio.run(analyze(url))
    drifts = asyncio.run(count_drift(url))
    return content, render_drift(drifts), asyncio.run(_end(settings, dump))


async def _end(settings: Settings, dump: "Dump") -> bool:
    """What Redis holds is of the database before; returns whether the question is open."""
    from relance.cache.namespaces import NAMESPACES
    from relance.cache.versions import move_versions
    from relance.restored.service import read_question

    async with await create_pool(settings.require_database_url(), name="restore", max_size=1) as pool:
        async with transaction(pool) as conn:
            await record(
                conn,
                Act.DATABASE_RESTORED,
                Subject("installation"),
                details={"made_at": dump.made_at, "revision": dump.revision},
            )
            asks = (await read_question(conn)).state not in ("none", "settled")
            await move_versions(conn, *(namespace.name for namespace in NAMESPACES))
        return asks


def _how_to_empty() -> str:
    settings = load_settings()
    if settings.database_url is not None:
        return "Make a new one (CREATE DATABASE) and name it in RELANCE_DATABASE_URL."
    home = find_server_home(settings.data_dir) or settings.data_dir
    return f"Stop `relance up` and move {home.absolute() / 'postgres'} away, or set another RELANCE_DATA_DIR."


def _next_steps(*, asks: bool) -> list[str]:
    if not asks:
        return ["No campaign is in it: start it (`relance up`), nothing has to be answered.", GONE]
    return [
        "Nothing leaves until you have said what this database is:",
        "  relance up                    start it (or your processes)",
        "  relance restored              what the sent logs know, what waits",
        "  relance restored --restored   it goes on where it was: what had left since is withheld",
        "  relance restored --copy       it is for tests, or another owner",
        "then resume the campaigns.",
        GONE,
    ]


def _say(line: str) -> None:
    typer.echo(line, err=True)
