"""Dumps of a test's database by PostgreSQL's own programs, and databases made of them."""

import asyncio
from contextlib import suppress
from pathlib import Path

from relance.embedded import Addresses
from relance.embedded.client_programs import find_client_program
from tests.support.servers import drop_database, run_sql, with_database


async def _run(program: str, *arguments: str) -> None:
    path = str(find_client_program(program))
    child = await asyncio.create_subprocess_exec(
        path, *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, problems = await child.communicate()
    assert child.returncode == 0, problems.decode()


async def dump(url: str, file: Path, *options: str) -> None:
    """A consistent dump, beside whoever writes; of everything, unless options of pg_dump say less."""
    await _run("pg_dump", "--format=custom", *options, "--file", str(file), "--dbname", url)


async def restore_over(url: str, file: Path) -> None:
    """As an operator does who does not know better: `pg_restore --clean` into the same database, again and
    again until it gets through: it may meet deadlocks with whoever is at work.
    """
    for _ in range(10):
        with suppress(AssertionError):
            await _run("pg_restore", "--clean", "--if-exists", "--no-owner", "--dbname", url, str(file))
            return
    raise AssertionError("pg_restore never got through")


async def restore_elsewhere(servers: Addresses, name: str, file: Path) -> str:
    """Into a new database of this name; returns its URL."""
    await drop_database(servers, name)
    await run_sql(servers.database_url, f"CREATE DATABASE {name}")
    url = with_database(servers.database_url, name)
    await _run("pg_restore", "--no-owner", "--dbname", url, str(file))
    return url
