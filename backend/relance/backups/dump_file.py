"""Looking into a dump before anybody relies on it: is it whole, is it Relance's, of which schema."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from relance.backups.programs import ProgramFailedError, read_output, running
from relance.core.errors import CommandError
from relance.embedded.client_programs import find_client_program, list_client_programs
from relance.migrations.apply import list_revisions, newest_revision

OURS = frozenset({"alembic_version", "installation", "campaigns", "contacts", "messages", "send_batches"})

_FORMAT = re.compile(r"^;\s+Format: CUSTOM\b", re.MULTILINE)
_MADE = re.compile(r"^; Archive created at (.+)$", re.MULTILINE)
_ENTRY = re.compile(r"^\d+; \d+ \d+ (TABLE DATA|TABLE|EXTENSION) (\S+) (\S+)", re.MULTILINE)
_ROWS = re.compile(r"^COPY public\.alembic_version .*?;\n(.*?)^\\\.$", re.MULTILINE | re.DOTALL)
_UNPACK, _DECRYPT = "unpack", "decrypt"
_WRAPPED = {
    b"\x1f\x8b": ("packed by gzip", _UNPACK),
    b"\x28\xb5\x2f\xfd": ("packed by zstd", _UNPACK),
    b"\xfd7zXZ": ("packed by xz", _UNPACK),
    b"BZh": ("packed by bzip2", _UNPACK),
    b"PK\x03\x04": ("packed by zip", _UNPACK),
    b"7z\xbc\xaf": ("packed by 7-Zip", _UNPACK),
    b"age-encryption.org": ("encrypted by age", _DECRYPT),
    b"-----BEGIN": ("encrypted or signed", _DECRYPT),
    b"Salted__": ("encrypted by openssl", _DECRYPT),
}
"""Beginnings of files, with what they are and what undoes it."""
_BEGINNING = 64
_TOO_NEW = "unsupported version"


@dataclass(frozen=True, slots=True)
class Dump:
    """What a dump of Relance says of itself. `made_at` in pg_dump's words; `pg_restore` can read it."""

    file: Path
    made_at: str
    revision: str
    extensions: tuple[str, ...]
    pg_restore: Path


def file_environment() -> dict[str, str]:
    """For a program that reads a file and reaches no server."""
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def read_dump(file: Path) -> Dump:
    """Read all of `file` once. Raises CommandError `dump_unusable`: its sentence says what it is instead."""
    file = file.absolute()
    _refuse_wrapped(file)
    pg_restore, contents = _list(file)
    if not _FORMAT.search(contents):
        raise _unusable(file, "is no dump in the custom format: make one with `relance backup FILE`")
    entries = _ENTRY.findall(contents)
    tables = frozenset(name for kind, schema, name in entries if kind == "TABLE" and schema == "public")
    filled = {name for kind, schema, name in entries if kind == "TABLE DATA" and schema == "public"}
    if lacking := OURS - tables:
        raise _unusable(file, f"is no dump of a Relance: the table {min(lacking)} is not in it")
    if lacking := tables - filled:
        raise _unusable(file, f"is a dump of a part only: it lacks the rows of {min(lacking)}")
    _read_through(file, pg_restore)
    made = _MADE.search(contents)
    return Dump(
        file=file,
        made_at=made[1].strip() if made else "unknown",
        revision=_read_revision(file, pg_restore),
        extensions=tuple(name for kind, _, name in entries if kind == "EXTENSION"),
        pg_restore=pg_restore,
    )


def _refuse_wrapped(file: Path) -> None:
    """What may hold a good backup: whoever is told to take another one throws it away."""
    if not file.is_file():
        raise _unusable(
            file, "is not a file but a pipe or a device, and is read several times: make a file of it"
        )
    with file.open("rb") as stream:
        begins = stream.read(_BEGINNING)
    for beginning, (packed_by, undo) in _WRAPPED.items():
        if begins.startswith(beginning):
            raise _unusable(file, f"is {packed_by}: {undo} it first")


def refuse_newer(dump: Dump) -> None:
    """Raises CommandError `dump_too_new` for a schema that this program does not know."""
    if dump.revision not in list_revisions():
        raise CommandError(
            "dump_too_new",
            f"{dump.file} is of the schema {dump.revision}, made by a newer Relance than this one, whose "
            f"newest is {newest_revision()}: install that version first. Nothing was changed.",
        )


def _list(file: Path) -> tuple[Path, str]:
    """The table of contents, and the program that could read it: a dump may be newer than the wheel."""
    complaint = ""
    for program in list_client_programs("pg_restore") or [find_client_program("pg_restore")]:
        try:
            return program, read_output([program, "--list", file], env=file_environment())
        except (ProgramFailedError, OSError) as error:
            complaint = str(error)
            if _TOO_NEW not in complaint:
                break
    if _TOO_NEW in complaint:
        words = "was made by a newer pg_dump than the pg_restore here can read: install the client programs "
        raise _unusable(file, f"{words}of that version of PostgreSQL (Debian: postgresql-client)")
    raise _unusable(file, f"cannot be read as a dump ({complaint}): take another one")


def _read_through(file: Path, pg_restore: Path) -> None:
    """The table of contents stands at the beginning: only who reads on notices that the end is missing."""
    command: list[str | Path] = [pg_restore, "--file=/dev/null", file]
    try:
        with running(command, env=file_environment()) as program:
            program.wait()
    except ProgramFailedError as error:
        raise _unusable(file, f"is cut off or damaged ({error}): take another one") from error


def _read_revision(file: Path, pg_restore: Path) -> str:
    wanted = ["--data-only", "--schema=public", "--table=alembic_version", "--file=-"]
    rows = _ROWS.search(read_output([pg_restore, *wanted, file], env=file_environment()))
    if rows is None or not rows[1].strip():
        raise _unusable(file, "does not say of which schema it is: take another one")
    return rows[1].split()[0]


def _unusable(file: Path, words: str) -> CommandError:
    return CommandError("dump_unusable", f"{file} {words}.")
