"""The live streams as clients hear them."""

import asyncio
from typing import Any

import httpx2
import orjson
import pytest
from structlog.testing import capture_logs

from relance.campaigns.reading.stats import describe
from relance.dashboard import events
from tests.api.conftest import api_of
from tests.api.messages_scene import launch
from tests.campaigns.scene import Scene
from tests.support.services import open_feeds


def _events(text: str) -> dict[str, Any]:
    """By name; without the `beat`, which comes whatever happens."""
    found = {}
    for block in text.split("\n\n"):
        lines = dict(line.partition(": ")[::2] for line in block.splitlines())
        if lines.get("event", "beat") != "beat":
            found[lines["event"]] = orjson.loads(lines["data"])
    return found


@pytest.fixture(autouse=True)
def _short_streams(app: Any) -> None:
    open_feeds(api_of(app), campaigns_s=0.3, everything_s=0.5)


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
    told = _events((await client.get("/api/events")).text)
    assert set(told) == {"dashboard", "campaigns", "monitoring", "alerts", "system", "unavailable"}
    assert told["unavailable"] == {"parts": [], "campaign_ids": []}
    assert [item["campaign_id"] for item in told["campaigns"]["items"]] == [campaign]
    assert told["dashboard"]["contacts"]["total"] == 2
    assert "items" in told["monitoring"] and "items" in told["alerts"]


async def test_a_part_that_cannot_be_read_silences_no_other_and_comes_back(
    client: httpx2.AsyncClient, scene: Scene, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await launch(scene, 2)
    everything = open_feeds(api_of(app), campaigns_s=0.3, everything_s=0.5)
    alerts = everything._parts["alerts"]
    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(events, "read_alerts", _fail)
        for _ in range(2):
            alerts.read_at_s = float("-inf")
            told = _events((await client.get("/api/events")).text)
            assert set(told) == {"dashboard", "campaigns", "monitoring", "system", "unavailable"}
            assert told["unavailable"]["parts"] == ["alerts"]
    assert [line["part"] for line in logs if line["event"] == "live_part_unavailable"] == ["alerts"]
    alerts.read_at_s = float("-inf")
    told = _events((await client.get("/api/events")).text)
    assert "alerts" in told and told["unavailable"]["parts"] == []


async def test_a_part_that_hangs_is_left_out_and_the_others_go_on(
    client: httpx2.AsyncClient, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: Any, **__: Any) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(events, "read_today", hang)
    monkeypatch.setattr(events, "PATIENCE_S", 1.5)  # what a busy machine takes for the others
    open_feeds(api_of(app), campaigns_s=0.3, everything_s=4.0)
    told = _events((await client.get("/api/events")).text)
    assert told["unavailable"]["parts"] == ["monitoring"] and "alerts" in told and "system" in told


async def test_a_campaign_that_cannot_be_shown_spoils_no_other(
    client: httpx2.AsyncClient, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd, _ = await launch(scene, 2)
    good, _ = await launch(scene, 2)

    def describe_or_fail(campaign_id: int, *arguments: Any) -> Any:
        if campaign_id == odd:
            raise ValueError("odd")
        return describe(campaign_id, *arguments)

    monkeypatch.setattr("relance.campaigns.reading.live.describe", describe_or_fail)
    told = _events((await client.get("/api/events")).text)
    assert [item["campaign_id"] for item in told["campaigns"]["items"]] == [good]
    assert told["unavailable"] == {"parts": [], "campaign_ids": [odd]}
    assert "stats" in _events((await client.get(f"/api/campaigns/{good}/events")).text)
    assert _events((await client.get(f"/api/campaigns/{odd}/events")).text) == {}


async def _fail(*_: Any, **__: Any) -> None:
    raise ValueError("odd")
