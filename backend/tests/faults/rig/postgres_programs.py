"""pg_dump and pg_restore of the embedded server's package."""

import os
import subprocess
from contextlib import suppress
from pathlib import Path

from relance.embedded.client_programs import find_client_program
from relance.embedded.names import APPLICATION


def dump(url: str, file: Path) -> None:
    """The whole database, in the custom format."""
    _run("pg_dump", "--format=custom", f"--file={file}", f"--dbname={url}")


def restore_beside(superuser_url: str, file: Path, name: str) -> str:
    """Into a new database of the same server, as its superuser; returns the name."""
    create = f"CREATE DATABASE {name} OWNER {APPLICATION}"
    _run("psql", "--quiet", f"--dbname={superuser_url}", "--command", create)
    _run("pg_restore", f"--dbname={superuser_url.rpartition('/')[0]}/{name}", str(file))
    return name


def restore_over(superuser_url: str, file: Path) -> None:
    """Over what is there, in one transaction, connections of others left as they are.

    Again, as a person does, when it met a lock of whoever is at work.
    """
    clean = ("--clean", "--if-exists", "--single-transaction")
    for _ in range(10):
        with suppress(OSError):
            _run("pg_restore", *clean, f"--dbname={superuser_url}", str(file))
            return
    raise OSError("pg_restore never got through")


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(find_client_program(program)), *arguments],
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode != 0:
        raise OSError(f"{program}: {done.stderr.strip()[-500:]}")
