"""Texts and replies lose their words when they are old enough, and nothing else does."""

from collections.abc import AsyncIterator

import pytest

from relance.contacts.erasure.retention import clear_old_texts
from relance.core.db import Pool
from relance.core.settings import Settings
from tests.webhooks.bodies import inbound_body, text
from tests.webhooks.scene import Scene, assert_no_drift, open_scene

PARAMETERS = {"1": "Awa"}


@pytest.fixture
async def scene(pool: Pool, settings: Settings) -> AsyncIterator[Scene]:
    async with open_scene(pool, settings) as scene:
        yield scene
    await assert_no_drift(pool)


async def _two_campaigns(scene: Scene) -> None:
    """One that ended forty days ago, one that is paused since then; a reply of then and one of now."""
    people = [await scene.contact(f"+229019700000{place}") for place in range(3)]
    for status in ("completed", "paused"):
        campaign = await scene.campaign(status=status)
        for person in people:
            state = "read" if status == "completed" else "pending"
            await scene.message(campaign, person, state, parameters=PARAMETERS)
        await scene.pool.execute(
            "UPDATE campaigns SET updated_at = now() - interval '40 days',"
            " completed_at = CASE WHEN status = 'completed' THEN now() - interval '40 days' END"
        )
    for place, days in enumerate((40, 40, 0)):
        wamid = f"wamid.{days}.{place}"
        await scene.take(inbound_body(text("oui", wamid, scene.ago(minutes=9), f"2290197000{place:03}")))
        await scene.pool.execute(
            "UPDATE interactions SET received_at = now() - make_interval(days => $1), retry_until = NULL"
            " WHERE wamid = $2",
            days,
            wamid,
        )


async def _texts(scene: Scene) -> tuple[list[bool], list[str | None]]:
    messages = await scene.pool.fetch(
        "SELECT parameters = '{}' AS cleared FROM messages WHERE message_type = 'message_1' ORDER BY id"
    )
    return [row["cleared"] for row in messages], [row["text"] for row in await scene.interactions()]


@pytest.mark.parametrize("chunk", [1, 2, 100])
async def test_what_is_older_is_cleared_page_by_page_and_the_rest_stays(scene: Scene, chunk: int) -> None:
    await _two_campaigns(scene)
    for days in (0, 60):
        await clear_old_texts(scene.pool, kept_days=days, now=scene.now, chunk=chunk)
        assert await _texts(scene) == ([False] * 6, ["oui"] * 3)
    await clear_old_texts(scene.pool, kept_days=30, now=scene.now, chunk=chunk)
    assert await _texts(scene) == ([True] * 3 + [False] * 3, [None, None, "oui"])
    assert await clear_old_texts(scene.pool, kept_days=30, now=scene.now, chunk=chunk) == 0


async def test_a_reply_that_still_waits_for_its_campaign_keeps_its_words(scene: Scene) -> None:
    await _two_campaigns(scene)
    await scene.pool.execute("UPDATE interactions SET retry_until = now() WHERE id = 1")
    await clear_old_texts(scene.pool, kept_days=30, now=scene.now)
    assert (await _texts(scene))[1] == ["oui"] * 3
