"""Making a database of a dump: into an empty one, in one transaction, with the question in it.

pg_restore writes a script, psql runs it. Between them we say BEGIN before it and COMMIT after it: only who
has seen pg_restore end well says COMMIT, so a dump that ends too early, a kill of anybody and a lost
connection all leave the database empty.
"""

import asyncio
import os
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from relance.backups import sql
from relance.backups.database import Glance, count_content, look
from relance.backups.dump_file import Dump, file_environment
from relance.backups.libpq import libpq_environment
from relance.backups.programs import ProgramFailedError, Running, running
from relance.core import locks
from relance.core.db import RawConnection, connect, expect_writable
from relance.core.errors import CommandError
from relance.embedded.client_programs import find_client_program

_CHUNK = 1 << 20
_HEADER = 8 << 10
_UNKNOWN_BEFORE_17 = b"\nSET transaction_timeout = 0;\n"
"""pg_restore writes it for whatever server, and older ones refuse it."""


@dataclass(frozen=True, slots=True)
class Target:
    """An empty database that can take the dump."""

    url: str
    look: Glance


def find_target(database_url: str, dump: Dump, *, how_to_empty: str) -> Target:
    """Look whether the dump can go there; nothing is changed.

    `how_to_empty` tells where an empty database is to be had. Raises CommandError `database_not_empty`,
    `database_not_utf8`, `database_read_only`, `database_in_use`, `extension_missing`, and what asyncpg
    raises.
    """
    return Target(database_url, asyncio.run(_find_target(database_url, dump, how_to_empty)))


async def _find_target(database_url: str, dump: Dump, how_to_empty: str) -> Glance:
    conn = await connect(database_url, name="restore")
    try:
        seen = await look(conn)
        await _refuse_read_only(conn, seen)
        await _refuse_content(conn, seen, how_to_empty)
        processes = [row["application_name"] for row in await conn.fetch(sql.LIST_PROCESSES)]
        if processes:
            raise CommandError(
                "database_in_use",
                f"Processes of Relance are connected to the database {seen.name} ({', '.join(processes)}): "
                "stop them first. Nothing was changed.",
            )
        available = {row["name"] for row in await conn.fetch(sql.LIST_AVAILABLE, list(dump.extensions))}
        if missing := [name for name in dump.extensions if name not in available]:
            raise CommandError(
                "extension_missing",
                f"The server lacks the extension {' and '.join(missing)}, which Relance needs: install it "
                "there (Debian: postgresql-contrib). Nothing was changed.",
            )
        return seen
    finally:
        await conn.close()


async def _refuse_read_only(conn: RawConnection, seen: Glance) -> None:
    try:
        await expect_writable(conn)
    except asyncpg.ReadOnlySQLTransactionError as error:
        raise CommandError(
            "database_read_only",
            f"The database {seen.name} takes no writes, it is a standby or set to read only: name the "
            "primary in RELANCE_DATABASE_URL. Nothing was changed.",
        ) from error


async def _refuse_content(conn: RawConnection, seen: Glance, how_to_empty: str) -> None:
    strangers = await conn.fetchrow(sql.COUNT_STRANGERS)
    assert strangers is not None
    if not strangers["has_public"]:
        words = f"The database {seen.name} has no schema public: make one (CREATE SCHEMA public)"
        raise CommandError("database_not_empty", f"{words}. Nothing was changed.")
    if strangers["encoding"] != "UTF8":
        raise CommandError(
            "database_not_utf8",
            f"The database {seen.name} has the encoding {strangers['encoding']}, and Relance needs UTF8: "
            "make one (CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8'). Nothing was changed.",
        )
    if strangers["tables"] or strangers["functions"]:
        what = f"{strangers['tables']} tables and {strangers['functions']} functions"
        if seen.is_ours:
            what = f"a Relance with {await count_content(conn)}"
        raise CommandError(
            "database_not_empty",
            f"The database {seen.name} is not empty, it holds {what}: a backup is restored into an empty one "
            f"only. {how_to_empty} Nothing was changed.",
        )


def fill(
    target: Target, dump: Dump, *, uninterrupted: Callable[[], AbstractContextManager[None]] = nullcontext
) -> None:
    """The dump into the database: all of it or nothing. Call it in the main thread.

    Whoever opens the database after it is halted by `settle_installation`; without a campaign it only takes a
    new identity. `uninterrupted` keeps signals away while it is committed: nobody could tell afterwards
    whether it was. Raises CommandError `restore_failed`, SettingsError.
    """
    script: list[str | Path] = [
        dump.pg_restore,
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        "--file=-",
        dump.file,
    ]
    psql = find_client_program("psql", encrypted=target.look.encrypted)
    env = libpq_environment(target.url, name="restore")
    try:
        with (
            running(psql_command(psql), env=env, stdin=subprocess.PIPE) as writer,
            running(script, env=file_environment(), stdout=subprocess.PIPE) as reader,
        ):
            _carry(reader, writer, major=target.look.major)
            with uninterrupted():
                _commit(writer)
    except ProgramFailedError as error:
        raise CommandError(
            "restore_failed",
            f"{dump.file} could not be restored: {error}. The database {target.look.name} is empty "
            "as before.",
        ) from error


def psql_command(psql: Path) -> list[str | Path]:
    """Where to and with which password stands in the environment; the first error ends it."""
    settings = ("ON_ERROR_STOP=1", "VERBOSITY=terse", "SHOW_CONTEXT=never")
    return [psql, "--no-psqlrc", "--quiet", "--no-password", *(f"--set={setting}" for setting in settings)]


def _carry(reader: Running, writer: Running, *, major: int) -> None:
    source, sink = reader.child.stdout, writer.child.stdin
    assert source is not None and sink is not None
    with suppress(BrokenPipeError):  # psql has ended, and will say why
        _write(sink.fileno(), sql.BEGIN.format(lock=locks.MIGRATION).encode())
        _write(sink.fileno(), fit_header(source.read(_HEADER), major=major))
        while part := source.read1(_CHUNK):  # type: ignore[attr-defined]  # a BufferedReader
            _write(sink.fileno(), part)
        reader.wait()


def fit_header(header: bytes, *, major: int) -> bytes:
    """The first bytes of a script for a server of this major version."""
    return header.replace(_UNKNOWN_BEFORE_17, b"\n") if major < 17 else header


def _commit(writer: Running) -> None:
    sink = writer.child.stdin
    assert sink is not None
    with suppress(BrokenPipeError):
        _write(sink.fileno(), sql.END.encode())
    sink.close()
    writer.wait()


def _write(file: int, part: bytes) -> None:
    while part:
        part = part[os.write(file, part) :]


async def analyze(database_url: str) -> str:
    """Statistics for the planner, which a dump does not hold; returns the content in words."""
    conn = await connect(database_url, name="restore")
    try:
        await conn.execute(sql.ANALYZE)
        return await count_content(conn)
    finally:
        await conn.close()
