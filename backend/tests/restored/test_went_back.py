"""A database that goes back is noticed, asked about, and nobody gets anything twice."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from relance.core.db import Pool, create_pool, transaction
from relance.core.errors import AppError
from relance.core.essential import EssentialDiedError
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.embedded import Addresses
from relance.restored.service import answer_question
from relance.sending.loop import SenderLoop
from relance.whatsapp.client import GraphClient
from tests.restored.dumps import dump, restore_elsewhere, restore_over
from tests.restored.scene import answer, question, resume, settle
from tests.sending.world import make_campaign, make_loop, running_sender, states
from tests.support.servers import drop_database
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator

CONTACTS = 120
RATE = 150.0


@pytest.fixture
async def elsewhere(servers: Addresses, database_url: str) -> AsyncIterator[str]:
    """The name of a database that a dump may be restored into."""
    name = f"{database_url.rpartition('/')[2]}_elsewhere"
    yield name
    await drop_database(servers, name)


@pytest.fixture
def at_pace(settings: Settings) -> Settings:
    return settings.model_copy(update={"sender_rate_per_s": RATE, "unknown_grace_s": 1.0})


async def accepted(simulator: Simulator, at_least: int) -> None:
    async def enough() -> bool:
        return bool(simulator.summary()["accepted"] >= at_least)

    await eventually(enough)


async def send_all(pool: Pool, redis: RedisClient, settings: Settings, url: str, campaign_id: int) -> None:
    async def done() -> bool:
        return not await pool.fetchval(
            "SELECT count(*) FROM messages WHERE campaign_id = $1 AND status = 'pending'", campaign_id
        )

    async with running_sender(pool, redis, settings, url, process="host:2:bb"):
        await eventually(done)


@asynccontextmanager
async def tireless_sender(
    pool: Pool, redis: RedisClient, settings: Settings, url: str
) -> AsyncIterator[None]:
    """Started again, as by `relance up`, when it ends over tables that are not there for a moment."""
    starts = 0

    async def run_again_and_again() -> None:
        nonlocal starts
        while True:
            starts += 1
            async with GraphClient(url, "v26.0", settings.whatsapp_token, max_connections=128) as graph:
                loops.append(make_loop(pool, redis, graph, settings, f"host:{starts}:aa"))
                with suppress(asyncpg.PostgresError, EssentialDiedError):
                    await loops[-1].run()
                    return

    loops: list[SenderLoop] = []
    task = asyncio.create_task(run_again_and_again())
    try:
        yield
    finally:
        loops[-1].stop()
        await task


async def backed_up_while_sending(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator, url: str, file: Path
) -> int:
    """A campaign of which everything left; the dump was made in the middle of it."""
    await settle(pool)
    campaign_id = await make_campaign(pool, settings, CONTACTS, batch_size=10)

    async def done() -> bool:
        return await states(pool, campaign_id) == {"sent": CONTACTS}

    async with running_sender(pool, redis, settings, simulator.url, process="host:1:aa"):
        await accepted(simulator, 20)
        await dump(url, file)
        await eventually(done)
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (CONTACTS, 0)
    return campaign_id


async def test_a_dump_restored_elsewhere_doubles_nobody_and_leaves_nobody_out(
    servers: Addresses, elsewhere: str, database_url: str, pool: Pool, redis: RedisClient,
    at_pace: Settings, simulator: Simulator, tmp_path: Path,
) -> None:  # fmt: skip
    campaign_id = await backed_up_while_sending(
        pool, redis, at_pace, simulator, database_url, tmp_path / "dump"
    )
    url = await restore_elsewhere(servers, elsewhere, tmp_path / "dump")
    other = await create_pool(url, name="test", max_size=8)
    async with other:
        before = await states(other, campaign_id)
        assert before["pending"] > 10
        await settle(other)
        with pytest.raises(AppError, match="restored from a backup or copied"):
            await resume(other, campaign_id)
        asked = await answer(other, None, at_pace.data_dir)
        assert (asked.state, asked.reason, asked.campaigns_paused) == ("asked", "moved", 1)
        assert asked.covered is True
        # What was under way at the dump has a row that may be pending yet.
        assert before["pending"] <= (asked.left_unknown or 0) + (asked.in_doubt) <= CONTACTS
        settled = await answer(other, "restored", at_pace.data_dir)
        assert (settled.state, settled.in_doubt) == ("settled", 0)
        assert await states(other, campaign_id) == {"sent": CONTACTS}
        await resume(other, campaign_id)
        # New people of the same campaign get theirs.
        await send_all(other, redis, at_pace, simulator.url, campaign_id)
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (CONTACTS, 0)


async def test_without_its_logs_everything_that_waited_is_in_doubt(
    servers: Addresses, elsewhere: str, database_url: str, pool: Pool, redis: RedisClient,
    at_pace: Settings, simulator: Simulator, tmp_path: Path,
) -> None:  # fmt: skip
    campaign_id = await backed_up_while_sending(
        pool, redis, at_pace, simulator, database_url, tmp_path / "dump"
    )
    url = await restore_elsewhere(servers, elsewhere, tmp_path / "dump")
    other = await create_pool(url, name="test", max_size=8)
    async with other:
        await settle(other)
        before = await states(other, campaign_id)
        asked = await answer(other, None, tmp_path / "nothing")
        assert (asked.covered, asked.left_unknown) == (False, 0)
        settled = await answer(other, "restored", tmp_path / "nothing")
        # Of those that the dump shows as leased, two slices or three, the marked ones are in doubt anyway.
        assert before["pending"] - 3 * 37 <= settled.in_doubt <= before["pending"]
        after = await states(other, campaign_id)
        assert after["unknown"] == before["pending"] + before.get("unknown", 0)
        await resume(other, campaign_id)
        nobody = at_pace.model_copy(update={"data_dir": tmp_path / "new"})
        await send_all(other, redis, nobody, simulator.url, campaign_id)
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (CONTACTS, 0)


async def test_a_copy_is_nobodys_and_sends_what_waits_in_it(
    servers: Addresses, elsewhere: str, database_url: str, pool: Pool, redis: RedisClient,
    at_pace: Settings, simulator: Simulator, tmp_path: Path,
) -> None:  # fmt: skip
    await settle(pool)
    campaign_id = await make_campaign(pool, at_pace, 20)
    await dump(database_url, tmp_path / "dump")
    url = await restore_elsewhere(servers, elsewhere, tmp_path / "dump")
    other = await create_pool(url, name="test", max_size=8)
    async with other:
        await settle(other)
        settled = await answer(other, "copy", at_pace.data_dir)
        assert (settled.state, settled.answer, settled.answered_by) == ("settled", "copy", "command line")
        await resume(other, campaign_id)
        await send_all(other, redis, at_pace, simulator.url, campaign_id)
        assert await states(other, campaign_id) == {"sent": 20}
        async with transaction(other) as conn:
            assert (await answer_question(conn, answer="copy", by="twice")).answered_by == "command line"
            with pytest.raises(AppError, match="It was answered already: copy"):
                await answer_question(conn, answer="restored", by="late")


async def test_a_restore_over_the_database_of_a_running_sender_halts_it(
    database_url: str, pool: Pool, redis: RedisClient, at_pace: Settings, simulator: Simulator,
    tmp_path: Path,
) -> None:  # fmt: skip
    """`pg_restore --clean`: the identity is the same as before, and the sender goes on meanwhile."""
    campaign_id = await make_campaign(pool, at_pace, 400, batch_size=10)

    async def halted() -> bool:
        return bool(await pool.fetchval("SELECT count(*) FROM former_installations"))

    async def settled() -> Any:
        try:
            return await halted()
        except Exception:  # tables come and go while pg_restore works
            return False

    async with tireless_sender(pool, redis, at_pace, simulator.url):
        await accepted(simulator, 20)
        await dump(database_url, tmp_path / "dump")
        await accepted(simulator, 200)
        await restore_over(database_url, tmp_path / "dump")
        await eventually(settled)
    assert simulator.summary()["duplicates"] == 0
    assert (await question(pool)).reason == "claim"
    assert await pool.fetchval("SELECT status FROM campaigns WHERE id = $1", campaign_id) == "paused"
    settled_ = await answer(pool, "restored", at_pace.data_dir)
    assert settled_.covered is True
    await resume(pool, campaign_id)
    await send_all(pool, redis, at_pace, simulator.url, campaign_id)
    in_doubt = (await states(pool, campaign_id)).get("unknown", 0)
    assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (400 - in_doubt, 0)
    # The dump shows as marked what had no time to leave.
    assert in_doubt <= RATE * 0.25
