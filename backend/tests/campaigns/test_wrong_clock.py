"""A worker whose clock is wrong starts nothing early or late, and gives nobody up before the window's end."""

from datetime import timedelta

import pytest

from relance.campaigns.running.launch import launch_campaign
from relance.core.clock import utc_now
from relance.core.current_settings import CurrentSettings
from relance.core.jobs import JobTools
from relance.core.news import NO_NEWS
from relance.core.settings import Settings
from relance.upkeep.plan import PERIODIC
from tests.campaigns.scene import Scene

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

RUN = {job.key: job.run for job in PERIODIC}


@pytest.fixture
def tools(scene: Scene, settings: Settings) -> JobTools:
    return JobTools(CurrentSettings(settings), scene.pool, scene.redis, scene.queue, NO_NEWS)


@pytest.fixture(params=[-2 * HOUR, 2 * HOUR], ids=["behind", "ahead"])
def wrong_by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> timedelta:
    wrong: timedelta = request.param
    monkeypatch.setattr("relance.upkeep.plan.utc_now", lambda: utc_now() + wrong)
    return wrong


@pytest.mark.usefixtures("wrong_by")
async def test_a_scheduled_campaign_starts_by_the_clock_of_the_database(
    scene: Scene, tools: JobTools
) -> None:
    category = await scene.add_category()
    await scene.add_contacts(category, 3)
    due, later = [
        await scene.add_campaign(category, status="scheduled", scheduled_at=utc_now() + wait)
        for wait in (-timedelta(seconds=1), HOUR)
    ]
    await RUN["tick"](tools)
    assert (await scene.campaign(due))["status"] == "preparing"
    assert (await scene.campaign(later))["status"] == "scheduled"


@pytest.mark.usefixtures("wrong_by")
async def test_nobody_is_given_up_before_the_end_of_the_window(scene: Scene, tools: JobTools) -> None:
    await scene.pool.execute("INSERT INTO processes (name, host, pid) VALUES ('api', 'h', 1)")
    category, campaigns = await scene.add_category(), []
    await scene.add_contacts(category, 2)
    for age in (DAY - HOUR, DAY + 3 * HOUR):
        campaigns.append(await scene.add_campaign(category))
        await launch_campaign(scene.pool, scene.redis, campaign_id=campaigns[-1], default_rate_per_s=75)
        await scene.send_all(campaigns[-1], at=utc_now() - age)
    await RUN["expiry"](tools)
    states = [{row["status"] for row in await scene.messages(campaign)} for campaign in campaigns]
    assert states == [{"sent"}, {"no_interaction"}]
