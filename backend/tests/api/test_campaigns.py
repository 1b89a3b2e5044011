"""The campaign routes, through the whole application."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from relance.campaigns.running.launch import launch_campaign
from relance.core.clock import utc_now
from tests.api.conftest import Body, api_of
from tests.campaigns.scene import Queue, Scene
from tests.support.services import change


async def test_create_gives_a_draft(client: httpx2.AsyncClient, body: Body) -> None:
    answer = await client.post("/api/campaigns", json=body)
    assert answer.status_code == 201
    campaign = answer.json()
    assert campaign["status"] == "draft"
    assert campaign["message_2"] == body["message_2"] and campaign["variables"] == body["variables"]
    assert campaign["template"]["name"] == "welcome" and campaign["interaction_window_s"] == 86_400
    assert (await client.get(f"/api/campaigns/{campaign['id']}")).json() == campaign


async def test_create_and_start_prepares_and_asks_for_the_launch(
    client: httpx2.AsyncClient, body: Body, queue: Queue
) -> None:
    answer = await client.post("/api/campaigns/start", json=body)
    assert answer.status_code == 202
    assert answer.json()["status"] == "preparing"
    assert queue.jobs == [("campaigns.launch", {"campaign_id": answer.json()["id"]})]


async def test_start_freezes_the_audience(client: httpx2.AsyncClient, body: Body, scene: Scene) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()["id"]
    highest = await scene.pool.fetchval("SELECT max(id) FROM contacts")
    await scene.add_contact()
    assert (await client.post(f"/api/campaigns/{campaign}/start")).status_code == 202
    assert (await scene.campaign(campaign))["launch_until"] == highest


async def test_double_start_starts_once(client: httpx2.AsyncClient, body: Body, queue: Queue) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()["id"]
    answers = await asyncio.gather(*(client.post(f"/api/campaigns/{campaign}/start") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409]
    assert len(queue.jobs) == 1
    refused = next(answer for answer in answers if answer.status_code == 409).json()["error"]
    assert refused["code"] == "campaign_not_startable" and refused["details"] == {"status": "preparing"}


async def test_start_is_answered_when_redis_is_down(
    client: httpx2.AsyncClient, body: Body, app: Any, scene: Scene
) -> None:
    from relance.core.jobs import JobQueue, create_job_client

    change(api_of(app), jobs=JobQueue(create_job_client("redis://127.0.0.1:9/0")))
    answer = await client.post("/api/campaigns/start", json=body)
    assert answer.status_code == 202
    assert (await scene.campaign(answer.json()["id"]))["status"] == "preparing"


async def test_start_without_recipients_is_409_and_creates_nothing(
    client: httpx2.AsyncClient, body: Body, scene: Scene
) -> None:
    body["category_ids"] = [await scene.add_category("Personne")]
    answer = await client.post("/api/campaigns/start", json=body)
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "campaign_without_recipients"
    assert await scene.pool.fetchval("SELECT count(*) FROM campaigns") == 0


@pytest.mark.parametrize("status", ["PENDING", "PAUSED", "REJECTED", "DISABLED", "DELETED"])
async def test_start_with_a_template_not_approved_is_409(
    client: httpx2.AsyncClient, body: Body, scene: Scene, status: str
) -> None:
    await scene.pool.execute("UPDATE templates SET status = $1", status)
    answer = await client.post("/api/campaigns/start", json=body)
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "template_not_approved"
    assert status in answer.json()["error"]["message"]


@pytest.mark.parametrize("status", ["preparing", "sending", "paused", "completed", "failed", "stopped"])
async def test_start_of_a_campaign_that_is_not_startable_is_409(
    client: httpx2.AsyncClient, body: Body, scene: Scene, status: str
) -> None:
    campaign = (await client.post("/api/campaigns", json=body)).json()["id"]
    await scene.pool.execute("UPDATE campaigns SET status = $1", status)
    answer = await client.post(f"/api/campaigns/{campaign}/start")
    assert answer.status_code == 409
    assert status in answer.json()["error"]["message"]


async def test_same_idempotency_key_creates_once(client: httpx2.AsyncClient, body: Body) -> None:
    key = {"Idempotency-Key": "order-1"}
    answers = await asyncio.gather(
        *(client.post("/api/campaigns/start", json=body, headers=key) for _ in range(4))
    )
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == 1


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"name": "Autre"}, "/api/campaigns"),
        ({"message_2": None}, "/api/campaigns"),
        ({}, "/api/campaigns/start"),
    ],
)
async def test_idempotency_key_of_another_request_is_409(
    client: httpx2.AsyncClient, body: Body, change: Body, path: str
) -> None:
    key = {"Idempotency-Key": "order-1"}
    assert (await client.post("/api/campaigns", json=body, headers=key)).status_code == 201
    answer = await client.post(path, json=body | change, headers=key)
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "idempotency_key_reused"


async def test_alike_within_a_minute_is_409_unless_forced(
    client: httpx2.AsyncClient, body: Body, scene: Scene
) -> None:
    assert (await client.post("/api/campaigns", json=body)).status_code == 201
    twin = await client.post("/api/campaigns", json=body | {"message_2": None})
    assert twin.status_code == 409
    assert twin.json()["error"]["code"] == "campaign_exists_already"
    assert (await client.post("/api/campaigns", json=body | {"force": True})).status_code == 201
    assert (await client.post("/api/campaigns", json=body | {"name": "Autre"})).status_code == 201
    await scene.pool.execute("UPDATE campaigns SET created_at = created_at - interval '61 s'")
    assert (await client.post("/api/campaigns", json=body)).status_code == 201


async def test_double_click_on_create_creates_once(client: httpx2.AsyncClient, body: Body) -> None:
    answers = await asyncio.gather(*(client.post("/api/campaigns", json=body) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_scheduled_campaign_waits(client: httpx2.AsyncClient, body: Body, queue: Queue) -> None:
    body["scheduled_at"] = (utc_now() + timedelta(hours=2)).isoformat()
    answer = await client.post("/api/campaigns/start", json=body)
    assert (answer.status_code, answer.json()["status"]) == (202, "scheduled")
    assert queue.jobs == []
    started = await client.post(f"/api/campaigns/{answer.json()['id']}/start")
    assert (started.status_code, started.json()["status"]) == (202, "preparing")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "name"),
        ({"name": "a\x00b"}, "U+0000"),
        ({"name": 5}, "name"),
        ({"category_ids": []}, "category_ids"),
        ({"category_ids": ["1"]}, "category_ids"),
        ({"category_ids": [999]}, "no category 999"),
        ({"category_ids": [2**63]}, "category_ids"),
        ({"template": {"name": "unheard", "language": "fr"}}, "no template unheard"),
        ({"variables": {}}, "{{1}}"),
        ({"variables": {"1": {"field": "x"}, "9": {"field": "x"}}}, "{{9}}"),
        ({"variables": {"1": {}}}, "either a field or a value"),
        ({"variables": {"1": {"field": "x", "value": "y"}}}, "either a field or a value"),
        ({"template": {"name": "welcome", "language": "fr", "header": {"text": "x"}}}, "header"),
        ({"template": {"name": "welcome", "language": "fr", "buttons": {"0": {"value": "x"}}}}, "Button 0"),
        ({"message_2": {"type": "text", "text": " "}}, "blank"),
        ({"message_2": {"type": "video", "link": "x"}}, "message_2"),
        (
            {"message_2": {"type": "buttons", "text": "x", "buttons": [{"id": "1", "title": "t" * 21}]}},
            "20",
        ),
        ({"message_2": {"type": "image"}}, "media id or a link"),
        ({"sender_id": 999}, "no sender 999"),
        ({"scheduled_at": "2020-01-01T00:00:00Z"}, "past"),
        ({"scheduled_at": "2027-01-01T00:00:00"}, "scheduled_at"),
        ({"rate_per_s": 0}, "rate_per_s"),
        ({"interaction_window_s": 86_401}, "interaction_window_s"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_what_cannot_mean_anything_is_422_in_words(
    client: httpx2.AsyncClient, body: Body, scene: Scene, change: Body, words: str
) -> None:
    answer = await client.post("/api/campaigns", json=body | change)
    assert answer.status_code == 422, answer.text
    assert words in answer.json()["error"]["message"]
    assert await scene.pool.fetchval("SELECT count(*) FROM campaigns") == 0


async def test_pause_resume_stop(client: httpx2.AsyncClient, body: Body, queue: Queue, scene: Scene) -> None:
    campaign = (await client.post("/api/campaigns/start", json=body)).json()["id"]

    async def step(name: str) -> tuple[int, str]:
        answer = await client.post(f"/api/campaigns/{campaign}/{name}")
        return answer.status_code, answer.json().get("status") or answer.json()["error"]["code"]

    assert await step("pause") == (200, "paused")
    assert await step("pause") == (200, "paused")
    assert await step("start") == (409, "campaign_not_startable")
    assert await step("resume") == (200, "preparing")
    assert await step("resume") == (200, "preparing")
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    assert await step("pause") == (200, "paused")
    assert await step("resume") == (200, "sending")
    assert await step("stop") == (200, "stopped")
    assert await step("stop") == (200, "stopped")
    assert await step("resume") == (409, "campaign_not_resumable")
    assert await step("pause") == (409, "campaign_not_pausable")
    assert queue.jobs[-1] == ("campaigns.tick", {})


async def test_pause_and_resume_within_a_second_launches_everybody_once(
    client: httpx2.AsyncClient, body: Body, scene: Scene
) -> None:
    campaign = (await client.post("/api/campaigns/start", json=body)).json()["id"]
    launches = [
        launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75, chunk_size=1)
        for _ in range(2)
    ]
    await asyncio.gather(
        launches[0],
        client.post(f"/api/campaigns/{campaign}/pause"),
        client.post(f"/api/campaigns/{campaign}/resume"),
        launches[1],
    )
    await client.post(f"/api/campaigns/{campaign}/resume")
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)
    assert len(await scene.messages(campaign)) == 3
    assert len(await scene.queued_ids(campaign)) == 3
