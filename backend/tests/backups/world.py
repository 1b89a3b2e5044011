"""Databases to back up and to restore into, for tests that run the commands themselves."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from relance.cli import app
from relance.core.db import connect, create_pool, transaction
from relance.core.settings import Settings
from relance.embedded import Addresses
from relance.installation.identity import settle_installation
from tests.sending.world import make_campaign
from tests.support.servers import drop_database, run_sql, with_database

BACKEND = Path(__file__).parents[2]
CONTACTS = 30
TABLES = ("campaigns", "contacts", "messages", "send_batches")


def run(*arguments: str | Path) -> Result:
    """A command in this process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def start(*arguments: str | Path) -> "subprocess.Popen[str]":
    """A command as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "relance", *map(str, arguments)],
        env=dict(os.environ) | {"PYTHONPATH": str(BACKEND)},
        stderr=subprocess.PIPE,
        text=True,
    )


def run_well(*arguments: str | Path) -> str:
    """A command that succeeds; returns its stdout."""
    result = run(*arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def fill(settings: Settings, *, url: str | None = None) -> None:
    """A campaign under way, in a database that has been started once."""
    asyncio.run(_fill(settings, url or settings.require_database_url()))


async def _fill(settings: Settings, url: str) -> None:
    await _settle(url)
    async with await create_pool(url, name="test", max_size=2) as pool:
        await make_campaign(pool, settings, CONTACTS, batch_size=10)


def settle(url: str) -> None:
    """As each start does."""
    asyncio.run(_settle(url))


async def _settle(url: str) -> None:
    async with await create_pool(url, name="test", max_size=1) as pool, transaction(pool) as conn:
        await settle_installation(conn, "UTC")


@contextmanager
def connected(url: str, *, name: str) -> Iterator[None]:
    """A process of Relance has a connection."""
    with asyncio.Runner() as runner:
        connection = runner.run(connect(url, name=name))
        try:
            yield
        finally:
            runner.run(connection.close())


def table_taken(url: str, table: str) -> AbstractContextManager[None]:
    """Somebody changes a table and takes long over it."""
    return busy(url, f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")


@contextmanager
def busy(url: str, statement: str) -> Iterator[None]:
    """Somebody else holds what this statement takes."""
    with asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(url))
        try:
            runner.run(connection.execute(statement))
            yield
        finally:
            runner.run(connection.close())


def ask(url: str, statement: str) -> Any:
    """The one value of a statement."""
    return asyncio.run(_ask(url, statement))


async def _ask(url: str, statement: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


def count(url: str) -> dict[str, int]:
    """Rows of what matters, and of everything else as one number."""
    return {table: ask(url, f"SELECT count(*) FROM {table}") for table in TABLES}


def is_empty(url: str) -> bool:
    return bool(ask(url, "SELECT count(*) = 0 FROM pg_class WHERE relnamespace = 'public'::regnamespace"))


def make_empty(servers: Addresses, name: str) -> str:
    """A new database; returns its URL."""
    asyncio.run(drop_database(servers, name))
    asyncio.run(run_sql(servers.database_url, f"CREATE DATABASE {name}"))
    return with_database(servers.database_url, name)


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Commands after this one work on another database."""
    monkeypatch.setenv("RELANCE_DATABASE_URL", url)


def wait_until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
