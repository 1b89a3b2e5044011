"""Making a dump: by pg_dump into a file that is read once before it gets its name."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg

from relance.activity import Act, Subject, record
from relance.backups import sql
from relance.backups.database import Glance, count_content, look
from relance.backups.dump_file import read_dump
from relance.backups.libpq import libpq_environment
from relance.backups.new_file import NewFile
from relance.backups.programs import ProgramFailedError, running
from relance.core.db import connect
from relance.core.errors import CommandError
from relance.embedded.client_programs import find_client_program

LOCK_PATIENCE = "60s"
"""A migration under way is waited for so long; then the backup gives up instead of standing in a queue in
which everybody else would wait behind it."""

_NO_ROOM = "No space left on device"


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that is there. `content` in words; all that was committed before `at` is in it."""

    file: Path
    size: int
    at: datetime
    revision: str
    content: str


def write_backup(database_url: str, file: Path, *, replace: bool) -> Written:
    """Dump the database into `file`. Call it in the main thread.

    Raises CommandError (`not_relance`, `dump_failed`, `dump_unusable`, those of `NewFile`), SettingsError,
    and what asyncpg raises; then a former `file` is as it was and nothing else is left.
    """
    with NewFile(file, replace=replace) as new:
        try:
            seen, content = asyncio.run(_look(database_url))
        except asyncpg.LockNotAvailableError as error:
            raise _failed(new, error) from error
        if not seen.is_ours:
            raise CommandError(
                "not_relance",
                f"The database {seen.name} holds no Relance: check RELANCE_DATABASE_URL. "
                "Nothing was written.",
            )
        _dump(database_url, seen, new)
        dump = read_dump(new.hidden)
        size = new.keep()
    return Written(file=new.target, size=size, at=seen.at, revision=dump.revision, content=content)


async def _look(database_url: str) -> tuple[Glance, str]:
    conn = await connect(database_url, name="backup")
    try:
        seen = await look(conn)
        async with conn.transaction(readonly=True):
            await conn.execute(f"SET LOCAL lock_timeout = '{LOCK_PATIENCE}'")
            content = await count_content(conn) if seen.is_ours else ""
        # Before the dump, which takes everything with it.
        if seen.is_ours and await conn.fetchval(sql.MAY_NOTE):
            await record(conn, Act.BACKUP_MADE, Subject("installation"))
        return seen, content
    finally:
        await conn.close()


def dump_command(pg_dump: Path, file: Path) -> list[str | Path]:
    """Where from and with which password stands in the environment. Not by stdout: pg_dump would only append
    to it, and repeat its table of contents at the end instead of completing it.
    """
    return [
        pg_dump,
        "--format=custom",
        "--no-password",
        f"--lock-wait-timeout={LOCK_PATIENCE}",
        f"--file={file}",
    ]


def _dump(database_url: str, seen: Glance, new: NewFile) -> None:
    pg_dump = find_client_program("pg_dump", at_least=seen.major, encrypted=seen.encrypted)
    try:
        with running(
            dump_command(pg_dump, new.hidden), env=libpq_environment(database_url, name="backup")
        ) as program:
            program.wait()
    except ProgramFailedError as error:
        if _NO_ROOM in str(error):
            raise new.no_room() from error
        raise _failed(new, error) from error


def _failed(new: NewFile, error: Exception) -> CommandError:
    kept = f"{new.target} is as it was" if new.target.exists() else "nothing was left behind"
    return CommandError("dump_failed", f"The database could not be dumped: {error}; {kept}.")
