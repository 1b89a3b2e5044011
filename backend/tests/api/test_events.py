"""The live streams as clients hear them."""

from typing import Any

import httpx2
import orjson
import pytest

from relance.campaigns.feed import Feed
from relance.campaigns.live import make_campaign_feed
from relance.dashboard.events import Everything
from tests.api.conftest import api_of
from tests.api.messages_scene import launch
from tests.campaigns.scene import Scene


def _events(text: str) -> dict[str, Any]:
    found = {}
    for block in text.split("\n\n"):
        lines = dict(line.partition(": ")[::2] for line in block.splitlines())
        if "event" in lines:
            found[lines["event"]] = orjson.loads(lines["data"])
    return found


@pytest.fixture(autouse=True)
def _short_streams(app: Any) -> None:
    state = api_of(app).state
    state.campaign_feed = make_campaign_feed(state.pool)
    state.campaign_feed._stream_s = 0.3
    everything = Everything(state)
    state.live_feed = Feed(everything.read, stream_s=0.5)


async def test_a_campaign_streams_its_numbers(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, _ = await launch(scene, 2)
    answer = await client.get(f"/api/campaigns/{campaign}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    stats = _events(answer.text)["stats"]
    expected = (await client.get(f"/api/campaigns/{campaign}/stats")).json()
    assert stats | expected == stats
    assert (await client.get("/api/campaigns/999/events")).status_code == 404


async def test_one_stream_has_everything(client: httpx2.AsyncClient, scene: Scene) -> None:
    campaign, _ = await launch(scene, 2)
    events = _events((await client.get("/api/events")).text)
    assert set(events) == {"dashboard", "campaigns", "monitoring", "alerts", "system"}
    assert [item["campaign_id"] for item in events["campaigns"]["items"]] == [campaign]
    assert events["dashboard"]["contacts"]["total"] == 2
    assert "items" in events["monitoring"] and "items" in events["alerts"]
