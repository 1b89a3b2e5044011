"""The embedded servers: started, found, refused twice, and never left behind."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis

from relance.core.errors import SettingsError
from relance.embedded import Addresses, EmbeddedServers, read_running
from relance.embedded.account import choose_account
from relance.embedded.data_folder import find_server_home

BACKEND = Path(__file__).parents[2]


async def write_and_count(addresses: Addresses) -> int:
    """Write one row and return how many there are now."""
    connection = await asyncpg.connect(addresses.database_url)
    try:
        await connection.execute("CREATE TABLE IF NOT EXISTS notes (text text)")
        await connection.execute("INSERT INTO notes VALUES ('kept')")
        count: int = await connection.fetchval("SELECT count(*) FROM notes")
        return count
    finally:
        await connection.close()


async def increment(addresses: Addresses) -> int:
    """Increment a counter in Valkey and return it."""
    client = Redis.from_url(addresses.redis_url)
    try:
        return int(await client.incr("counter"))
    finally:
        await client.aclose()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, f"waited too long for {what}"
        time.sleep(0.02)


async def test_data_outlive_a_stop_and_ports_are_kept(folder: Path) -> None:
    with EmbeddedServers(folder) as first:
        assert await write_and_count(first) == 1
        assert await increment(first) == 1
    with EmbeddedServers(folder) as second:
        assert second == first
        assert await write_and_count(second) == 2
        assert await increment(second) == 2


async def test_running_servers_are_found_by_others_and_only_while_they_run(folder: Path) -> None:
    assert read_running(folder) is None
    with EmbeddedServers(folder, durable=False) as addresses:
        assert read_running(folder) == addresses
    assert read_running(folder) is None


async def test_second_start_on_the_same_folder_is_refused_with_a_sentence(folder: Path) -> None:
    with EmbeddedServers(folder, durable=False) as addresses:
        refused = EmbeddedServers(folder)
        with pytest.raises(SettingsError, match=rf"in use by another Relance \(process {os.getpid()}\)"):
            refused.start()
        refused.stop()  # as `relance up` and the demo do, whatever happened
        assert read_running(folder) == addresses
        assert await increment(addresses) == 1


async def test_taken_port_is_left_alone_and_another_one_picked(folder: Path) -> None:
    with EmbeddedServers(folder, durable=False) as first:
        ports = json.loads((folder / "ports.json").read_text())
    with socket.socket() as other:
        other.bind(("127.0.0.1", ports["postgres"]))
        other.listen()
        with EmbeddedServers(folder, durable=False) as second:
            assert second.database_url != first.database_url
            assert second.redis_url == first.redis_url
            assert await write_and_count(second) == 1


async def test_stale_pid_file_naming_a_live_process_does_not_stop_the_start(folder: Path) -> None:
    with EmbeddedServers(folder, durable=False):
        pass
    home = find_server_home(folder)
    assert home is not None
    (home / "postgres" / "postmaster.pid").write_text(f"{os.getpid()}\n{home}/postgres\n")
    with EmbeddedServers(folder, durable=False) as addresses:
        assert await write_and_count(addresses) == 1


@pytest.fixture
def stranger(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the servers' user that has nothing to do with them, but may have the number of one."""
    account = choose_account(folder / "postgres")
    switch = {"user": account.uid, "group": account.gid} if account.switch else {}
    process = subprocess.Popen(["sleep", "300"], cwd="/", **switch)  # type: ignore[call-overload]
    yield process
    process.kill()
    process.wait()


async def test_locks_whose_number_belongs_to_somebody_else_by_now_do_not_stop_the_start(
    folder: Path, stranger: subprocess.Popen[bytes]
) -> None:
    with EmbeddedServers(folder) as addresses:
        assert await write_and_count(addresses) == 1
        port = addresses.database_url.rpartition(":")[2].partition("/")[0]
        for pid in server_pids(folder).values():
            os.kill(pid, signal.SIGKILL)
    home = find_server_home(folder)
    assert home is not None
    lock = home / "sockets" / f".s.PGSQL.{port}.lock"
    assert lock.exists()  # nobody was there to remove it
    number = str(stranger.pid)
    for file in (lock, home / "postgres/postmaster.pid"):
        first, rest = file.read_text().split("\n", 1)
        assert first.isdigit()
        file.write_text(f"{number}\n{rest}")
    (home / "valkey/valkey.pid").write_text(f"{number}\n")
    with EmbeddedServers(folder) as addresses:
        assert await write_and_count(addresses) == 2
    assert stranger.poll() is None


async def test_five_starts_in_a_row_after_power_cuts_succeed(folder: Path) -> None:
    for count in range(1, 6):
        servers = EmbeddedServers(folder)
        try:
            addresses = servers.start()
            assert await write_and_count(addresses) == count
            assert await increment(addresses) >= 1
            busy = await asyncpg.connect(addresses.database_url)
            slow = asyncio.create_task(busy.fetchval("SELECT sum(i) FROM generate_series(1, 1000000000) i"))
            await asyncio.sleep(0)
        finally:
            # The postmaster first: its children find out when they look, and still hold its memory.
            for pid in server_pids(folder).values():
                os.kill(pid, signal.SIGKILL)
            slow.cancel()
            await asyncio.wait({slow})
            busy.terminate()
            servers.stop()  # there is nothing left to stop in good order


@pytest.mark.parametrize("wanted", ["postgres", "valkey"])
async def test_only_what_is_wanted_is_started(folder: Path, wanted: str) -> None:
    with EmbeddedServers(folder, durable=False, wanted=[wanted]) as addresses:
        assert read_running(folder) == addresses
        assert (addresses.database_url != "", addresses.redis_url != "") == (
            wanted == "postgres",
            wanted == "valkey",
        )
        home = find_server_home(folder) or folder
        assert {path.name for path in home.iterdir()} & {"postgres", "valkey"} == {wanted}
        if wanted == "postgres":
            assert await write_and_count(addresses) == 1
        else:
            assert await increment(addresses) == 1


async def test_dead_server_is_started_again_on_its_port(folder: Path) -> None:
    servers = EmbeddedServers(folder)
    addresses = servers.start()
    try:
        assert await write_and_count(addresses) == 1
        for pid in server_pids(folder).values():
            os.kill(pid, signal.SIGKILL)
        started: list[str] = []

        def both_started() -> bool:
            started.extend(servers.start_missing())
            return sorted(started) == ["postgres", "valkey"]

        wait_until(both_started, "both servers to come back")
        assert servers.addresses == addresses
        assert await write_and_count(addresses) == 2
    finally:
        servers.stop()


async def test_killed_starter_leaves_no_server_and_the_next_start_works(folder: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from relance.embedded import EmbeddedServers\n"
        "EmbeddedServers(Path(sys.argv[1])).start(); print('started', flush=True); time.sleep(300)"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], cwd=BACKEND, stdout=subprocess.PIPE, text=True
    )
    with starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "started\n"
        addresses = read_running(folder)
        assert addresses is not None
        assert await write_and_count(addresses) == 1
        pids = server_pids(folder)
        starter.kill()
    assert read_running(folder) is None
    # At once: the start itself must wait for servers that are still on their way out.
    with EmbeddedServers(folder) as again:
        assert await write_and_count(again) == 2
        assert not set(server_pids(folder).values()) & set(pids.values())
    wait_until(lambda: not any(map(is_alive, pids.values())), "the servers of the killed process to end")


async def test_passwords_are_asked_for_and_files_are_private(folder: Path) -> None:
    with EmbeddedServers(folder, durable=False) as addresses:
        port = addresses.database_url.rpartition(":")[2]
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(f"postgresql://relance:wrong@127.0.0.1:{port}")
        client = Redis.from_url("redis://" + addresses.redis_url.rpartition("@")[2])
        with pytest.raises(Exception, match=r"(?i)auth"):
            await client.ping()
        await client.aclose()
        secret = addresses.database_url.split(":")[2].partition("@")[0]
        for pid in server_pids(folder).values():
            assert secret.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes()
    for path in folder.rglob("*.json"):
        assert path.stat().st_mode & 0o077 == 0, path
    home = find_server_home(folder)
    assert home is not None
    for name in ("postgres", "valkey", "sockets"):
        assert (home / name).stat().st_mode & 0o077 == 0, name


async def test_conflict_leaves_no_phone_number_in_the_log(folder: Path) -> None:
    with EmbeddedServers(folder, durable=False) as addresses:
        connection = await asyncpg.connect(addresses.database_url)
        await connection.execute("CREATE TABLE people (phone text UNIQUE)")
        await connection.execute("INSERT INTO people VALUES ($1)", "+22990000001")
        with pytest.raises(asyncpg.UniqueViolationError):
            await connection.execute("INSERT INTO people VALUES ($1)", "+22990000001")
        await connection.execute("SET log_min_duration_statement = 0")
        await connection.execute("SELECT 'slow one', $1::text", "+22990000001")
        await connection.close()
    log = (folder / "logs" / "postgres.log").read_text()
    assert "people_phone_key" in log
    assert "slow one" in log
    assert "90000001" not in log


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that the servers' user cannot reach")
async def test_folder_closed_to_others_stays_closed(folder: Path) -> None:
    closed = folder.parent / "closed"
    closed.mkdir(mode=0o700)
    inside = closed / "data"
    with EmbeddedServers(inside, durable=False) as addresses:
        assert await write_and_count(addresses) == 1
    assert closed.stat().st_mode & 0o777 == 0o700
    home = find_server_home(inside)
    assert home is not None
    assert home != inside
    with EmbeddedServers(inside, durable=False) as addresses:
        assert await write_and_count(addresses) == 2
    shutil.rmtree(home)


def test_folder_that_cannot_be_made_is_named(folder: Path) -> None:
    folder.parent.joinpath("file").write_text("")
    with pytest.raises(SettingsError, match=r"RELANCE_DATA_DIR=.*file/data cannot be made"):
        EmbeddedServers(folder.parent / "file" / "data").start()


def test_data_of_another_major_version_are_refused_with_a_sentence(folder: Path) -> None:
    (folder / "postgres").mkdir(parents=True)
    (folder / "postgres" / "PG_VERSION").write_text("12\n")
    with pytest.raises(SettingsError, match="holds data of PostgreSQL 12"):
        EmbeddedServers(folder).start()


def server_pids(folder: Path) -> dict[str, int]:
    """Process ids of both servers by their own pid files."""
    home = find_server_home(folder)
    assert home is not None
    files = {"postgres": home / "postgres/postmaster.pid", "valkey": home / "valkey/valkey.pid"}
    return {name: int(path.read_text().split("\n")[0]) for name, path in files.items()}


def is_alive(pid: int) -> bool:
    """Whether the process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
