"""What the threads of the sent log end over, or hang in, stops sending: nobody sends without a log."""

import asyncio
import os
import threading
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from relance.core.db import Pool
from relance.core.essential import EssentialDiedError
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending import sent_log
from relance.sending.sent_log import SentLog
from relance.sending.sent_log_file import LogFile
from relance.whatsapp.client import GraphClient
from tests.sending.world import make_loop
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator


@pytest.mark.parametrize("work", ["write", "sync"])
async def test_a_thread_that_dies_ends_the_sender_and_says_which(
    work: str, pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    async with GraphClient(simulator.url, "v26.0", settings.whatsapp_token) as graph:
        loop = make_loop(pool, redis, graph, settings)
        running = asyncio.create_task(loop.run())
        log = loop._tools.sent_log

        async def begun() -> bool:
            return len(log._threads) == 2 and log.is_writable

        await eventually(begun)

        def fail(*_: object) -> None:
            raise MemoryError

        monkeypatch.setattr(LogFile, work, fail)
        with capture_logs() as logs:
            log.ended(1000.5, "a1b2c3", 1)
            with pytest.raises(EssentialDiedError, match=f"sent log: {work}"):
                await asyncio.wait_for(running, 20)
    assert not log.is_writable
    assert "MemoryError" in (log.trouble or "")
    told = [line["task"] for line in logs if line["event"] == "essential_task_died"]
    # At the end the other thread tries the same once more.
    assert told[0] == f"sent log: {work}"


async def test_a_sync_that_hangs_for_long_stops_sending_until_it_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_log, "SYNC_EVERY_S", 0.05)
    monkeypatch.setattr(sent_log, "SYNC_STUCK_AFTER_S", 0.3)
    log = SentLog(tmp_path, process="host:1:aa")
    log.start()
    released = threading.Event()
    monkeypatch.setattr(os, "fsync", lambda _: released.wait(20))
    log.ended(1000.5, "a1b2c3", 1)

    async def refuses() -> bool:
        return not log.is_writable

    async def writes() -> bool:
        return log.is_writable

    await eventually(refuses)
    assert "does not answer" in (log.trouble or "")
    released.set()
    await eventually(writes)
    assert log.trouble is None
    log.close()
