"""The brake: whoever fails much with one code is paused, once, with the reason in words."""

import pytest

from relance.campaigns.running.brake import brake_failing
from relance.campaigns.service import resume_campaign
from relance.core.clock import utc_now
from relance.core.db import transaction
from relance.core.settings import Settings
from relance.messages.evidence import Accepted, Rejected, StatusSeen
from relance.upkeep.tick import run_tick
from relance.whatsapp.errors import MetaError
from tests.campaigns.scene import Scene

MISSING = 131008


async def a_campaign(scene: Scene, people: int, *, message_type: str = "message_1") -> tuple[int, list[int]]:
    """A running campaign with so many messages; its id and theirs."""
    campaign_id = await scene.add_campaign(status="sending", launched_at=utc_now())
    return campaign_id, await more(scene, campaign_id, people, message_type)


async def more(scene: Scene, campaign_id: int, people: int, message_type: str = "message_1") -> list[int]:
    rows = await scene.pool.fetch(
        "WITH people AS (INSERT INTO contacts (first_name) SELECT 'Ann' FROM generate_series(1, $2)"
        " RETURNING id) INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status)"
        " SELECT $1, id, $3, $4, 'pending' FROM people RETURNING id",
        campaign_id, people, scene.sender_id, message_type,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def refuse(scene: Scene, message_ids: list[int], code: int = MISSING) -> None:
    error = MetaError(code, "Refused", "")
    await scene.apply(*(Rejected(id_, 1, error, utc_now()) for id_ in message_ids))


async def accept(scene: Scene, message_ids: list[int]) -> None:
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", utc_now()) for id_ in message_ids))


async def fail_by_status(scene: Scene, message_ids: list[int], code: int = MISSING) -> None:
    error = MetaError(code, "Refused", "")
    await scene.apply(
        *(StatusSeen(id_, 1, f"wamid.{id_}", "failed", utc_now(), error) for id_ in message_ids)
    )


async def test_refused_by_answers_it_is_paused_once_with_the_reason_in_words(
    scene: Scene, settings: Settings
) -> None:
    campaign_id, ids = await a_campaign(scene, 60)
    await accept(scene, ids[:30])
    await refuse(scene, ids[30:])
    await run_tick(scene.tools(settings), now=utc_now())
    campaign = await scene.campaign(campaign_id)
    assert campaign["status"] == "paused"
    assert campaign["status_reason"] == (
        "failing: 30 of 60 messages that finished within 5 minutes failed with code 131008:"
        " A required parameter is missing."
    )
    assert await brake_failing(scene.pool) == []
    incident = await scene.pool.fetchrow("SELECT * FROM incidents WHERE kind = 'campaign_braked'")
    assert incident is not None
    assert (incident["subject"], incident["n"]) == (f"campaign:{campaign_id}", 1)
    assert (incident["details"]["code"], incident["details"]["failed"]) == (MISSING, 30)


async def test_failed_by_status_counts_the_same_and_no_message_twice(scene: Scene) -> None:
    campaign_id, ids = await a_campaign(scene, 100)
    await accept(scene, ids)
    await fail_by_status(scene, ids[:39])
    assert await brake_failing(scene.pool) == []
    await fail_by_status(scene, ids[:40])
    assert await brake_failing(scene.pool) == [campaign_id]
    assert "40 of 100 messages" in (await scene.campaign(campaign_id))["status_reason"]


async def test_message_1_and_message_2_are_judged_together(scene: Scene) -> None:
    campaign_id, firsts = await a_campaign(scene, 30)
    seconds = await more(scene, campaign_id, 20, "message_2")
    await accept(scene, [*firsts, *seconds])
    await fail_by_status(scene, firsts[:10])
    await fail_by_status(scene, seconds[:9])
    assert await brake_failing(scene.pool) == []
    await fail_by_status(scene, seconds[:10])
    assert await brake_failing(scene.pool) == [campaign_id]


@pytest.mark.parametrize("code", [131026, 131049, 131050, 130472])
async def test_codes_of_the_person_never_brake(scene: Scene, code: int) -> None:
    _, ids = await a_campaign(scene, 60)
    await refuse(scene, ids, code)
    assert await brake_failing(scene.pool) == []


async def test_few_messages_or_different_codes_do_not_brake(scene: Scene) -> None:
    _, few = await a_campaign(scene, 49)
    await refuse(scene, few)
    _, ids = await a_campaign(scene, 90)
    for start, code in enumerate((131008, 131009, 131051)):
        await refuse(scene, ids[start::3], code)
    assert await brake_failing(scene.pool) == []


async def test_what_waits_again_has_not_failed(scene: Scene) -> None:
    _, ids = await a_campaign(scene, 60)
    await accept(scene, ids)
    await fail_by_status(scene, ids, 131042)
    assert await brake_failing(scene.pool) == []


async def test_what_failed_longer_ago_counts_no_more_and_is_forgotten(scene: Scene) -> None:
    _, ids = await a_campaign(scene, 60)
    await refuse(scene, ids)
    await scene.pool.execute("UPDATE campaign_failures SET at = now() - interval '301 seconds'")
    assert await brake_failing(scene.pool) == []
    assert await scene.pool.fetchval("SELECT count(*) FROM campaign_failures") == 1
    await scene.pool.execute("UPDATE campaign_failures SET at = now() - interval '11 minutes'")
    await brake_failing(scene.pool)
    assert await scene.pool.fetchval("SELECT count(*) FROM campaign_failures") == 0


async def test_resumed_by_a_person_it_brakes_only_for_what_fails_since(scene: Scene) -> None:
    campaign_id, ids = await a_campaign(scene, 60)
    await refuse(scene, ids)
    assert await brake_failing(scene.pool) == [campaign_id]
    async with transaction(scene.pool) as conn:
        resumed = await resume_campaign(conn, campaign_id=campaign_id)
    assert resumed.status_reason is None
    assert await brake_failing(scene.pool) == []
    again = await more(scene, campaign_id, 60)
    await refuse(scene, again[:49])
    assert await brake_failing(scene.pool) == []
    await refuse(scene, again)
    assert await brake_failing(scene.pool) == [campaign_id]


@pytest.mark.parametrize("status", ["paused", "stopped", "completed"])
async def test_who_does_not_run_is_not_braked(scene: Scene, status: str) -> None:
    campaign_id, ids = await a_campaign(scene, 60)
    await refuse(scene, ids)
    await scene.pool.execute("UPDATE campaigns SET status = $2 WHERE id = $1", campaign_id, status)
    assert await brake_failing(scene.pool) == []
    assert (await scene.campaign(campaign_id))["status_reason"] is None
