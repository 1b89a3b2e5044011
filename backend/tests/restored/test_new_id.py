"""Whoever runs on when a database is found to have gone back takes its new id by itself."""

import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.restored.jobs import do_work
from relance.restored.settle import replay_kept
from relance.webhooks.resolve import context
from relance.whatsapp.echo import format_echo
from tests.restored.scene import answer, notice, resume
from tests.sending.world import make_campaign, running_sender, states
from tests.support.waiting import eventually
from tests.webhooks.bodies import status, status_body
from tests.webhooks.scene import open_scene
from whatsapp_simulator import Simulator

PEOPLE = 20


async def test_a_running_sender_sends_under_the_new_id_after_the_answer(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    first = await make_campaign(pool, settings, PEOPLE)
    fast = settings.model_copy(update={"sender_rate_per_s": 1000.0})

    async def sent(campaign_id: int) -> bool:
        return await states(pool, campaign_id) == {"sent": PEOPLE}

    async with running_sender(pool, redis, fast, simulator.url):
        await eventually(lambda: sent(first))
        second = await make_campaign(pool, settings, PEOPLE, first_phone=22991000001, status="paused")
        former = await notice(pool)  # another process did
        new = await pool.fetchval("SELECT id FROM installation")
        await answer(pool, "copy", settings.data_dir)
        await resume(pool, second)
        await eventually(lambda: sent(second))
    echoes = [(message.opaque or "").partition(".")[0] for message in simulator.ledger.messages]
    assert echoes == [former] * PEOPLE + [new] * PEOPLE
    assert await redis.exists(f"claims:{new}")  # and compares its claims under it


async def test_a_running_intake_takes_the_new_id_and_the_answer(
    pool: Pool, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context, "_READ_EVERY_S", 0.05)
    async with open_scene(pool, settings) as scene:
        campaign = await scene.campaign()
        message = await scene.message(campaign, await scene.contact(), "unknown")
        former = await notice(pool)  # another process did
        new = await pool.fetchval("SELECT id FROM installation")

        async def tell(installation: str, word: str) -> None:
            echo = format_echo(installation, message, 1)
            item = status(word, "wamid.A", scene.now, echo=echo, recipient_id="22901970001")
            await scene.take(status_body(item))

        async def kept() -> bool:
            await tell(former, "sent")
            return bool(await pool.fetchval("SELECT count(*) FROM kept_statuses"))

        async def applied() -> bool:
            await tell(new, "delivered")
            return bool((await scene.row(message))["status"] == "delivered")

        async def read() -> bool:
            await tell(former, "read")
            return bool((await scene.row(message))["status"] == "read")

        await eventually(kept)
        await eventually(applied)
        await answer(pool, "restored", settings.data_dir)
        await eventually(read)


async def test_the_worker_carries_an_answer_out_under_the_new_id(pool: Pool, settings: Settings) -> None:
    """Its jobs read which installation it is each time."""
    async with open_scene(pool, settings) as scene:
        message = await scene.message(await scene.campaign(), await scene.contact(), "unknown")
        former = await notice(pool)
        scene.intake._committer.abandon()
        item = status(
            "read", "wamid.A", scene.now, echo=format_echo(former, message, 1), recipient_id="22901970001"
        )
        await scene.take(status_body(item))
        assert await replay_kept(pool, unknown_grace_s=300) == 0  # nobody has answered
        await pool.execute("UPDATE former_installations SET answer = 'restored', answered_at = now()")
        assert await do_work(pool, [settings.data_dir], unknown_grace_s=300)
        assert (await scene.row(message))["status"] == "read"
        assert await pool.fetchval("SELECT count(*) FROM kept_statuses") == 0
