"""Live streams over HTTP: they go on where a client was, and read the same for one campaign and for many."""

from typing import Any

import httpx2
import orjson
import pytest

from relance.cache.service import CacheService
from relance.campaigns.reading.live import CampaignFeed
from relance.dashboard.events import EVERYTHING
from relance.http.services import services_of
from tests.api.conftest import api_of
from tests.api.messages_scene import launch
from tests.campaigns.scene import Scene
from tests.support.services import make_everything
from tests.support.services import open_feeds as open_short_feeds
from tests.support.statements import count_statements


@pytest.fixture(autouse=True)
def _short_streams(app: Any) -> None:
    open_feeds(app)


def open_feeds(app: Any) -> None:
    """New ones, with short streams: nothing is read yet."""
    open_short_feeds(api_of(app), campaigns_s=0.3, everything_s=0.3)


def lines(answer: httpx2.Response, name: str) -> list[str]:
    """What stands behind `id: `, `event: ` or `data: `, but for the `beat`, which comes whatever happens."""
    blocks = [block for block in answer.text.split("\n\n") if not block.startswith("event: beat\n")]
    said = "\n".join(blocks).splitlines()
    return [line.partition(": ")[2] for line in said if line.startswith(f"{name}: ")]


async def test_a_campaigns_stream_goes_on_where_the_client_was(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    campaign, ids = await launch(scene, 2)
    path = f"/api/campaigns/{campaign}/events"
    first = await client.get(path)
    assert lines(first, "event") == ["stats"]
    seen = {"Last-Event-ID": lines(first, "id")[-1]}
    assert lines(await client.get(path, headers=seen), "data") == []
    await scene.see("delivered", ids[0])
    assert len(lines(await client.get(path, headers=seen), "data")) == 1


async def test_the_stream_of_everything_goes_on_where_the_client_was(
    client: httpx2.AsyncClient, scene: Scene, app: Any
) -> None:
    first = await client.get("/api/events")
    seen = {"Last-Event-ID": lines(first, "id")[-1]}
    # Processes give signs of life and servers answer in other times: those parts do change.
    assert not {"dashboard", "campaigns", "monitoring", "alerts"} & {
        *lines(await client.get("/api/events", headers=seen), "event")
    }
    await launch(scene, 2)
    await services_of(api_of(app)).of(CacheService).invalidate("campaigns")
    open_feeds(app)
    again = lines(await client.get("/api/events", headers=seen), "event")
    assert {"dashboard", "campaigns"} <= set(again) and "alerts" not in again


async def test_events_say_what_the_routes_answer(client: httpx2.AsyncClient, scene: Scene) -> None:
    answer = await client.get("/api/events")
    told = dict(zip(lines(answer, "event"), lines(answer, "data"), strict=True))
    for name, path in (("alerts", "alerts"), ("monitoring", "stats")):
        assert orjson.loads(told[name]) == (await client.get(f"/api/monitoring/{path}")).json(), name
    assert orjson.loads(told["dashboard"]) == (await client.get("/api/dashboard/stats")).json()


async def test_a_round_takes_the_same_statements_for_many_campaigns(scene: Scene, app: Any) -> None:
    services = services_of(api_of(app))
    everything = make_everything(api_of(app))
    campaigns = [(await launch(scene, 2))[0]]

    async def count() -> tuple[int, int]:
        for part in everything._parts.values():
            part.read_at_s = float("-inf")
        await services.of(CacheService).invalidate("campaigns")
        async with count_statements(services.pool) as of_campaigns:
            assert set(await services.of(CampaignFeed)._read(frozenset(campaigns))) == set(campaigns)
        async with count_statements(services.pool) as of_all:
            assert set(await everything.read(frozenset())) == {EVERYTHING}
        return of_campaigns.count, of_all.count

    await count()  # what a connection asks only once
    few = await count()
    campaigns += [(await launch(scene, 5))[0] for _ in range(6)]
    assert await count() == few
    assert few[0] <= 2
