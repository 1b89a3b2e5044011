"""PostgreSQL killed, stopped and cut under real processes: every task of theirs goes on, none ends."""

import asyncio
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from relance.cli.migrate import migrate_database
from relance.core.db import create_pool
from relance.core.settings import Settings
from relance.embedded import Addresses, EmbeddedServers
from relance.embedded.data_folder import find_server_home
from relance.embedded.ports import pick_port
from tests.flows.test_group_stop import Group, meta
from tests.sending.world import make_campaign, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator

__all__ = ["meta"]

BACKENDS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'relance-%'"


class Database:
    """Servers of this test's own, to be done harm to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers = EmbeddedServers(folder)
        self.addresses: Addresses = self.servers.start()

    async def harm(self, how: str) -> None:
        if how == "sessions":
            admin = await asyncpg.connect(self.addresses.database_url)
            await admin.execute(BACKENDS)
            await admin.close()
            return
        home = find_server_home(self.folder)
        assert home is not None
        postmaster = int((home / "postgres/postmaster.pid").read_text().split("\n")[0])
        os.kill(postmaster, signal.SIGKILL if how == "kill" else signal.SIGINT)

        async def is_back() -> bool:
            return "postgres" in self.servers.start_missing()

        await eventually(is_back, within_s=60)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="relance-restarts-") as parent:
        Path(parent).chmod(0o711)
        database = Database(Path(parent) / "data")
        yield database
        database.servers.stop()


@pytest.fixture
async def group(
    settings: Settings, database: Database, meta: Simulator, tmp_path: Path
) -> AsyncIterator[tuple[Group, Settings]]:
    port = pick_port(None)
    complete = settings.model_copy(
        update={
            "database_url": database.addresses.database_url,
            "redis_url": database.addresses.redis_url,
            "whatsapp_api_url": meta.url,
            "port": port,
            "sender_rate_per_s": 40.0,
        }
    )
    complete.data_dir.mkdir(parents=True)
    own = {name.upper(): value for name, value in complete.model_dump(mode="json").items()}
    environment = {f"RELANCE_{name}": str(value) for name, value in own.items() if value is not None}
    backend = str(Path(__file__).parents[2])
    migrate_database_apart = asyncio.to_thread(
        migrate_database, complete.require_database_url(), timezone=complete.timezone
    )
    await migrate_database_apart
    meta.set_webhook(f"http://127.0.0.1:{port}/api/webhooks/whatsapp")
    group = Group({**os.environ, **environment, "PYTHONPATH": backend}, tmp_path / "log")
    yield group, complete
    group.kill()


@pytest.mark.timeout(240)
async def test_a_campaign_goes_on_through_every_way_to_lose_the_database(
    group: tuple[Group, Settings], database: Database, meta: Simulator
) -> None:
    processes, complete = group
    processes.start(("api",), ("sender",))
    pool = await create_pool(complete.require_database_url(), name="judge", max_size=2)

    async def both_beat() -> bool:
        return bool(await pool.fetchval("SELECT count(DISTINCT name) FROM processes") == 2)

    await eventually(both_beat, within_s=60)
    campaign = await make_campaign(pool, complete, 500)
    await pool.close()
    for number, how in enumerate(("kill", "sessions", "stop", "kill", "sessions", "stop")):

        async def goes_on(number: int = number) -> bool:
            return bool(meta.summary()["accepted"] > 40 + 60 * number)

        await eventually(goes_on, within_s=60)
        await database.harm(how)
    pool = await create_pool(complete.require_database_url(), name="judge", max_size=2)
    try:

        async def all_known() -> bool:
            found = await states(pool, campaign)
            return not found.get("pending") and not found.get("unknown")

        await eventually(all_known, within_s=90)
    finally:
        await pool.close()
    assert (meta.summary()["accepted"], meta.summary()["duplicates"]) == (500, 0)
    assert processes.is_alive(0) and processes.is_alive(1)
    assert "essential_task_died" not in processes.log()
