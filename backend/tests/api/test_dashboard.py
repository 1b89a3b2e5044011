"""The dashboard, through the whole application."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest
import time_machine

from relance.cache.service import CacheService
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.dashboard.schemas import DashboardStats
from relance.http.services import services_of
from relance.messages.evidence import Accepted
from relance.messages.state import STATES
from tests.api.conftest import api_of
from tests.campaigns.scene import Scene
from tests.monitoring.test_totals import launched
from tests.support.statements import count_statements

STATUSES = ("draft", "scheduled", "preparing", "sending", "paused", "completed", "failed", "stopped")


async def get(client: httpx2.AsyncClient, app: Any) -> dict[str, Any]:
    """The answer, held against its schema; without what the cache may still hold."""
    await services_of(api_of(app)).of(CacheService).invalidate("dashboard")
    answer = await client.get("/api/dashboard/stats")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    model = DashboardStats.model_validate_json(answer.content, strict=True)
    body: dict[str, Any] = answer.json()
    assert set(body) == set(model.model_dump())
    return body


async def test_an_empty_installation_has_zeros_everywhere(client: httpx2.AsyncClient, app: Any) -> None:
    body = await get(client, app)
    assert set(body["contacts"].values()) == {0} and body["categories"] == 0
    assert body["campaigns"] == {"total": 0, "by_status": dict.fromkeys(STATUSES, 0)}
    assert body["messages"] == {kind: dict.fromkeys(STATES, 0) for kind in ("message_1", "message_2")}
    assert set(body["rates"].values()) == set(body["funnel"].values()) == {0}
    assert len(body["last_7_days"]) == 7 and len(body["last_30_days"]) == 30
    assert body["last_30_days"][-1]["date"] == body["today"]
    assert all(set(day.values()) - {day["date"]} == {0} for day in body["last_30_days"])
    assert body["latest_messages"] == body["running_campaigns"] == []


async def test_everything_of_the_first_page_in_one_answer(
    client: httpx2.AsyncClient, scene: Scene, app: Any
) -> None:
    ids = await launched(scene, 10)
    campaign = await scene.pool.fetchval("SELECT id FROM campaigns")
    await scene.add_campaign(status="draft")
    hidden = await scene.add_campaign(status="completed")
    await scene.pool.execute("UPDATE campaigns SET deleted_at = now() WHERE id = $1", hidden)
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", utc_now()) for id_ in ids[:8]))
    await scene.pool.execute("UPDATE send_batches SET message_ids = $1", ids[8:])
    await scene.see("delivered", *ids[:4])
    await scene.see("read", *ids[:2])
    await scene.answer(ids[0], message_2="pending")
    await scene.pool.execute(
        "UPDATE contacts SET whatsapp_verified = true, opted_out_at = now() WHERE id = 1"
    )
    body = await get(client, app)
    assert body["contacts"] == {
        "total": 10, "on_whatsapp": 1, "not_on_whatsapp": 0, "not_known": 9, "opted_out": 1,
    }  # fmt: skip
    assert body["categories"] == 1
    assert body["campaigns"]["total"] == 2
    assert {word: n for word, n in body["campaigns"]["by_status"].items() if n} == {"draft": 1, "sending": 1}
    message_1 = {word: n for word, n in body["messages"]["message_1"].items() if n}
    assert message_1 == {"pending": 2, "sent": 4, "delivered": 2, "read": 2}
    assert body["messages"]["message_2"]["pending"] == 1
    assert body["funnel"] == {
        "recipients": 10, "sent": 8, "delivered": 4, "read": 2, "interacted": 1, "message_2_sent": 0,
    }  # fmt: skip
    assert body["rates"] == {
        "success_rate": 50.0, "delivery_rate": 50.0, "read_rate": 25.0, "interaction_rate": 12.5,
    }  # fmt: skip
    today = body["last_7_days"][-1]
    assert (today["sent"], today["delivered"], today["interacted"]) == (8, 4, 1)
    (running,) = body["running_campaigns"]
    assert (running["id"], running["status"], running["phase"]) == (campaign, "sending", "sending")
    assert running["progress"] == 80.0 and running["funnel"] == body["funnel"]
    assert running["messages"] == body["messages"]


async def test_latest_messages_name_contact_and_campaign(
    client: httpx2.AsyncClient, scene: Scene, app: Any
) -> None:
    ids = await launched(scene, 12)
    now = utc_now().replace(microsecond=0)
    await scene.apply(
        *(Accepted(id_, 1, f"wamid.{id_}", now + timedelta(seconds=n)) for n, id_ in enumerate(ids[:11]))
    )
    await scene.pool.execute(
        "UPDATE contacts SET phone = NULL, first_name = NULL, deleted_at = now()"
        " WHERE id = (SELECT contact_id FROM messages WHERE id = $1)", ids[10],
    )  # fmt: skip
    latest = (await get(client, app))["latest_messages"]
    assert [message["id"] for message in latest] == list(reversed(ids[1:11]))
    assert latest[0]["phone"] is None and latest[0]["first_name"] is None
    assert latest[1]["first_name"] == "Ann" and latest[1]["phone"].startswith("+229")
    assert latest[1]["campaign_name"] == "Offre" and latest[1]["status"] == "sent"


async def test_days_end_today_in_the_zone_of_the_installation(
    client: httpx2.AsyncClient, scene: Scene, app: Any
) -> None:
    await scene.pool.execute("UPDATE installation SET timezone = 'Pacific/Auckland'")
    for day, n in (
        ("2026-11-23", 5),
        ("2026-11-17", 7),
        ("2026-11-16", 11),
        ("2026-10-25", 13),
        ("2026-10-24", 1),
    ):
        await scene.pool.execute(
            "INSERT INTO daily_counts VALUES ($1::text::date, $2, 'message_1', 'sent', $3)",
            day, scene.sender_id, n,
        )  # fmt: skip
    with time_machine.travel("2026-11-22T12:00:00Z", tick=True):
        body = await get(client, app)
    assert body["today"] == "2026-11-23"
    assert [day["sent"] for day in body["last_7_days"]] == [7, 0, 0, 0, 0, 0, 5]
    assert body["last_30_days"][0]["date"] == "2026-10-25"
    assert sum(day["sent"] for day in body["last_30_days"]) == 36
    assert body["last_30_days"][-7:] == body["last_7_days"]


@pytest.mark.parametrize(
    ("change", "phase"),
    [
        ("SET status = 'paused'", "paused"),
        ("SET status = 'preparing'", "preparing"),
        ("SET status = 'sending'", "waiting_for_replies"),
    ],
)
async def test_a_campaign_that_only_waits_says_so(
    client: httpx2.AsyncClient, scene: Scene, app: Any, change: str, phase: str
) -> None:
    await launched(scene, 2)
    await scene.send_all(await scene.pool.fetchval("SELECT id FROM campaigns"))
    await scene.pool.execute(f"UPDATE campaigns {change}")
    (running,) = (await get(client, app))["running_campaigns"]
    assert (running["phase"], running["progress"]) == (phase, 100.0)


async def test_statements_do_not_grow_with_rows(client: httpx2.AsyncClient, scene: Scene, app: Any) -> None:
    pool: Pool = services_of(api_of(app)).pool

    async def statements() -> int:
        await services_of(api_of(app)).of(CacheService).invalidate("dashboard")
        async with count_statements(pool) as counted:
            await client.get("/api/dashboard/stats")
        return counted.count

    await get(client, app)  # the first one also asks for the types of its columns
    few = await statements()
    await launched(scene, 15)
    for _ in range(5):
        await scene.add_campaign(status="sending")
    await scene.pool.execute("UPDATE messages SET status = 'sent', sent_at = now()")
    assert await statements() == few == 2  # its own, and the key's


async def test_a_second_reading_comes_from_the_cache_and_a_change_ends_it(
    client: httpx2.AsyncClient, scene: Scene, app: Any
) -> None:
    assert (await client.get("/api/dashboard/stats")).json()["categories"] == 0
    await scene.add_category()
    assert (await client.get("/api/dashboard/stats")).json()["categories"] == 0
    await services_of(api_of(app)).of(CacheService).invalidate("categories")
    assert (await client.get("/api/dashboard/stats")).json()["categories"] == 1


async def test_nothing_is_told_without_a_key(client: httpx2.AsyncClient) -> None:
    assert (await client.get("/api/dashboard/stats", headers={"Authorization": ""})).status_code == 401


def test_openapi_tells_the_answer_and_the_errors(app: Any) -> None:
    responses = api_of(app).openapi()["paths"]["/api/dashboard/stats"]["get"]["responses"]
    assert responses["200"]["content"]["application/json"]["schema"]["$ref"].endswith("/DashboardStats")
    assert {"401", "503"} <= set(responses)


def test_the_example_fits_its_schema() -> None:
    extra = DashboardStats.model_config.get("json_schema_extra")
    assert isinstance(extra, dict)
    examples: Any = extra["examples"]
    assert len(examples) == 1 and DashboardStats.model_validate(examples[0])
