"""Several intakes, retries and recorders on the same rows at once: no 503, nothing doubles."""

import asyncio
import random
from contextlib import AsyncExitStack

from relance.core.db import create_pool, transaction
from relance.core.settings import Settings
from relance.interactions.retry import retry_unattributed
from relance.messages.evidence import Accepted
from relance.messages.store import apply_all
from relance.webhooks.group_commit import Intake
from tests.support.waiting import eventually
from tests.webhooks.bodies import inbound_body, status, status_body, text
from tests.webhooks.scene import Scene, assert_no_drift

PEOPLE = 60


async def test_two_intakes_recorders_and_retries_agree(scene: Scene, settings: Settings) -> None:
    chance = random.Random(7)
    campaign = await scene.campaign()
    messages = [
        await scene.message(campaign, await scene.contact(f"+2290197{n:06}"), "pending")
        for n in range(PEOPLE)
    ]
    bodies: list[bytes] = []
    for n, message in enumerate(messages):
        for word in ("sent", "delivered", "read"):
            item = status(
                word, f"wamid.{n}", scene.now, echo=scene.echo(message), recipient_user_id=f"BJ.{n % 50}"
            )
            bodies += [status_body(item)] * 2
        bodies += [inbound_body(text("hi", f"wamid.r{n}", scene.now, f"2290197{n:06}"))] * 2
    crowds = [
        status_body(*(status("read", f"wamid.{n}", scene.now) for n in range(PEOPLE))) for _ in range(3)
    ]
    chance.shuffle(bodies)

    async def record() -> None:
        order = list(enumerate(messages))
        chance.shuffle(order)
        for start in range(0, PEOPLE, 7):
            answers = [
                Accepted(message, 1, f"wamid.{n}", scene.now) for n, message in order[start : start + 7]
            ]
            async with transaction(scene.pool) as conn:
                await apply_all(conn, answers, unknown_grace_s=300)

    async with AsyncExitStack() as stack:
        other_pool = await create_pool(settings.require_database_url(), name="test", max_size=3)
        stack.push_async_callback(other_pool.close)
        other = Intake(other_pool, settings)
        await other.start()
        stack.push_async_callback(other.stop)
        intakes = (scene.intake, other)
        work = [chance.choice(intakes).receive(body) for body in [*bodies, *crowds]]
        retries = [retry_unattributed(scene.pool) for _ in range(3)]
        answers = await asyncio.gather(*work, record(), *retries)

        async def nobody_waits() -> bool:
            # Again and again, as the tick does: what an intake holds at this moment is left to it.
            await retry_unattributed(scene.pool)
            waiting: bool = await scene.pool.fetchval(
                "SELECT EXISTS (SELECT FROM interactions WHERE retry_until IS NOT NULL)"
            )
            return not waiting

        await eventually(nobody_waits)
    assert all(answers[: len(work)])
    assert await scene.pool.fetchval("SELECT count(*) FROM messages WHERE status = 'read'") == PEOPLE
    assert len(await scene.interactions()) == PEOPLE
    seconds = [row["id"] for row in await scene.message_2s()]
    assert len(seconds) == PEOPLE
    assert sorted((await scene.queued())["reply"]) == seconds
    # Two people share each id, on purpose.
    assert set(await scene.incidents()) == {"identity_conflict"}
    assert await scene.parked() == []
    await assert_no_drift(scene.pool)
