"""Doubts hold their campaign open for as long as their contact may answer, and no longer."""

from datetime import timedelta

from relance.campaigns.running.close import close_finished
from relance.core.clock import utc_now
from relance.counts.recount import check_counts
from tests.campaigns.doubts_scene import TEXT, decide, echo, in_doubt, states
from tests.campaigns.scene import Scene


async def test_a_doubt_holds_its_campaign_as_long_as_its_contact_may_answer(scene: Scene) -> None:
    campaign, _ = await in_doubt(scene, interaction_window_s=3600, message_2=TEXT)
    hour = timedelta(hours=1)
    await close_finished(scene.pool, now=utc_now() + hour - timedelta(minutes=1))
    assert (await scene.campaign(campaign))["status"] == "sending"
    await close_finished(scene.pool, now=utc_now() + hour + timedelta(minutes=1))
    assert (await scene.campaign(campaign))["status"] == "completed"
    details = await scene.pool.fetchval("SELECT details FROM incidents WHERE kind = 'undecided_messages'")
    assert details == {"messages": 3}
    assert await states(scene, campaign) == ["unknown"] * 3


async def test_a_window_of_seconds_does_not_close_before_settling_had_its_chance(scene: Scene) -> None:
    campaign, _ = await in_doubt(scene, interaction_window_s=10)
    await close_finished(scene.pool, now=utc_now() + timedelta(seconds=320), unknown_grace_s=300)
    assert (await scene.campaign(campaign))["status"] == "sending"
    await close_finished(scene.pool, now=utc_now() + timedelta(seconds=380), unknown_grace_s=300)
    assert (await scene.campaign(campaign))["status"] == "completed"


async def test_after_it_has_closed_an_echo_still_settles_a_doubt(scene: Scene) -> None:
    campaign, (message,) = await in_doubt(scene, 1)
    await close_finished(scene.pool, now=utc_now() + timedelta(hours=25))
    await echo(scene, message, "wamid.late")
    row = await scene.campaign(campaign)
    assert (row["status"], await states(scene, campaign)) == ("completed", ["sent"])
    assert await check_counts(scene.pool) == []


async def test_counted_as_sent_closes_like_any_other(scene: Scene) -> None:
    campaign, _ = await in_doubt(scene)
    await decide(scene, campaign, "count_as_sent")
    assert await close_finished(scene.pool, now=utc_now()) == [campaign]
    assert await scene.pool.fetchval("SELECT count(*) FROM incidents") == 0
