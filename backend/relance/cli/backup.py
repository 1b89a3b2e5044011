"""`relance backup FILE`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relance.cli.environment import running_database
from relance.cli.stop_signals import Interrupted, InterruptOnce
from relance.core.errors import CommandError

if TYPE_CHECKING:
    from relance.backups.backup import Written


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(backup)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to: a new file, readable by you alone.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Write all of the database into a file, also while campaigns run; `relance restore` reads it."""
    from relance.backups.backup import write_backup  # see commands.py on imports

    with InterruptOnce():
        try:
            with running_database(make=False) as settings:
                written = write_backup(settings.require_database_url(), file, replace=force)
                logs = settings.data_dir.absolute() / "sent-log"
        except Interrupted as error:
            kept = f"{file} is as it was" if file.exists() else "nothing was written"
            raise CommandError("interrupted", f"The backup was interrupted: {kept}.") from error
    for line in describe(written, logs):
        typer.echo(line)


def describe(written: "Written", logs: Path) -> list[str]:
    """What there is now, and what is not in it."""
    return [
        f"{written.file}: {say_size(written.size)}, schema {written.revision}, of "
        f"{written.at:%Y-%m-%d %H:%M:%S} UTC: {written.content}.",
        "Replies, opt-outs and all else that comes after that moment is not in it. Keep a copy on another "
        f"machine, and {logs} of each host that sends: it tells after a restore what left since.",
    ]


def say_size(size: int) -> str:
    """Bytes for a person."""
    for unit, bytes_ in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}"
    return f"{size} bytes"
