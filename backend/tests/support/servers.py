"""One private PostgreSQL and Valkey per run of pytest, and databases cloned from a migrated template.

With xdist the controlling process starts them and hands the addresses to its workers. They end with the
process that started them, also when it is killed.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import asyncpg

from relance.core.db import Pool, create_pool
from relance.embedded import Addresses, EmbeddedServers
from relance.embedded.data_folder import maintenance_url
from relance.migrations.apply import migrate

TEMPLATE = "relance_template"


_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30


def find_memory() -> Path | None:
    """A file system in memory with room for databases that nobody will miss; None: the usual place.

    A database is some 700 files, and each test has one of its own: on a disk, making and removing them costs
    more than most tests (measured: 390 ms of CPU against 56).
    """
    try:
        about = os.statvfs(_MEMORY)
    except OSError:
        return None
    may_run = not about.f_flag & os.ST_NOEXEC  # as root, the servers' binaries are copied beside the data
    roomy = about.f_bavail * about.f_frsize >= _ROOM
    return _MEMORY if may_run and roomy and os.access(_MEMORY, os.W_OK) else None


class TestServers:
    """The servers of one run in a temporary folder of their own."""

    __test__ = False

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="relance-tests-", dir=find_memory()))
        self._folder.chmod(0o711)  # for the servers' user, when tests run as root
        self._servers = EmbeddedServers(self._folder / "data", durable=False)

    def start(self) -> Addresses:
        """Start both and migrate the template, in about two seconds."""
        try:
            addresses = self._servers.start()
            run_apart(lambda: run_sql(self.maintenance_url, *_quick_to_let_in(addresses.database_url)))
            run_apart(lambda: _make_template(addresses))
        except BaseException:
            self.stop()
            raise
        return addresses

    @property
    def maintenance_url(self) -> str:
        """Of PostgreSQL's superuser."""
        return maintenance_url(self._folder / "data")

    def stop(self) -> None:
        """Stop both and remove everything they kept."""
        self._servers.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def _quick_to_let_in(url: str) -> tuple[str, ...]:
    """Statements after which a connection costs half: most of it was 4,096 rounds over a password."""
    role, password = urlsplit(url).username, urlsplit(url).password
    return "SET scram_iterations = 1", f"ALTER ROLE {role} PASSWORD '{password}'"


T = TypeVar("T")


def run_apart(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine to its end in a thread, out of the way of the event loops of pytest-asyncio."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


def with_database(url: str, name: str) -> str:
    """The same server, another database."""
    return f"{url.rpartition('/')[0]}/{name}"


async def _make_template(addresses: Addresses) -> None:
    await run_sql(addresses.database_url, f"CREATE DATABASE {TEMPLATE}")
    url = with_database(addresses.database_url, TEMPLATE)
    await migrate(url)
    # Else each clone would be taken for a restored database.
    await run_sql(url, "UPDATE installation SET birthplace = ''")


async def clone_template(addresses: Addresses, name: str) -> str:
    """A fresh migrated database, as the first start of Relance finds it, in place of one of that name.

    Returns its URL. Quicker than TRUNCATE of all tables, which would also lose what migrations insert.
    """
    await _copy(addresses, TEMPLATE, name)
    return with_database(addresses.database_url, name)


async def _copy(addresses: Addresses, source: str, name: str) -> None:
    await run_sql(
        addresses.database_url,
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY",
    )


_filled: set[str] = set()


@asynccontextmanager
async def filled_database(
    addresses: Addresses, kind: str, fill: Callable[[Pool], Awaitable[None]]
) -> AsyncIterator[str]:
    """A database of a test's own with everything that `fill` writes, which runs once in a process.

    Its statistics and what VACUUM has marked are copied too: plans are as in the one that was filled.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    source, name = f"{kind}_{worker}", f"test_{worker}"
    if source not in _filled:
        await _copy(addresses, TEMPLATE, source)
        async with await create_pool(with_database(addresses.database_url, source), name="fill") as pool:
            await fill(pool)
        _filled.add(source)
    await _copy(addresses, source, name)
    yield with_database(addresses.database_url, name)


async def drop_database(addresses: Addresses, name: str) -> None:
    """Drop it, ending connections that a failed test left open."""
    await run_sql(addresses.database_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def run_sql(url: str, *statements: str) -> None:
    """One after another on a connection of their own."""
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()
