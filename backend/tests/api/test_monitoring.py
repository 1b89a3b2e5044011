"""The monitoring routes, through the whole application."""

from datetime import UTC, timedelta
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel

from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.http.services import services_of
from relance.messages.evidence import Accepted, Rejected
from relance.monitoring import schemas
from relance.monitoring.schemas import AlertList, ErrorsAnswer, History, MonitoringStats
from relance.monitoring.system_schemas import SystemStatus
from relance.whatsapp.errors import MetaError
from tests.api.conftest import api_of
from tests.campaigns.scene import NUMBER, DeadRedis, Scene
from tests.monitoring.test_totals import launched
from tests.support.services import change
from tests.support.statements import count_statements
from tests.support.waiting import eventually

ROUTES: dict[str, type[BaseModel]] = {
    "stats": MonitoringStats,
    "history": History,
    "errors": ErrorsAnswer,
    "system-status": SystemStatus,
    "alerts": AlertList,
}


async def get(client: httpx2.AsyncClient, route: str, **query: Any) -> dict[str, Any]:
    """The answer of a route, held against the schema that it declares, field by field."""
    answer = await client.get(f"/api/monitoring/{route}", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    model = ROUTES[route].model_validate_json(answer.content, strict=True)
    body: dict[str, Any] = answer.json()
    assert set(body) == set(model.model_dump())
    return body


async def fail(scene: Scene, *ids: int, code: int = 131026, title: str = "Undeliverable") -> None:
    await scene.apply(*(Rejected(id_, 1, MetaError(code, title, "why", None), utc_now()) for id_ in ids))


async def test_stats_tell_today_by_number(client: httpx2.AsyncClient, scene: Scene, app: Any) -> None:
    ids = await launched(scene, 5)
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", utc_now()) for id_ in ids[:4]))
    await scene.see("read", ids[0])
    await scene.see("delivered", ids[1])
    await fail(scene, ids[4])
    await scene.pool.execute("UPDATE messages SET interacted_at = now() WHERE id = $1", ids[0])
    services_of(api_of(app)).current.adopt({"daily_limit": 5})
    body = await get(client, "stats")
    figures = {
        "sent": {"message_1": 4, "message_2": 0, "total": 4}, "delivered": 2, "read": 1, "failed": 1,
        "interacted": 1, "no_interaction": 0, "interactions": 0, "interaction_rate": 25.0,
    }  # fmt: skip
    assert body["all"] == figures
    assert (
        body["alert_level"] == "attention" and body["today"] == utc_now().astimezone(UTC).date().isoformat()
    )
    (item,) = body["items"]
    assert item["phone_number_id"] == NUMBER and item["limit"] == 5 and item["used"] == 80.0
    assert item["remaining_capacity"] == 0  # one more and its answer would be over the limit
    assert {name: item[name] for name in figures} == figures


async def test_stats_without_a_limit(client: httpx2.AsyncClient, scene: Scene) -> None:
    (item,) = (await get(client, "stats"))["items"]
    assert (item["limit"], item["used"], item["remaining_capacity"]) == (None, None, None)
    assert item["alert_level"] == "ok" and item["blocked_by"] is None


async def test_history_has_every_day_of_every_number(client: httpx2.AsyncClient, scene: Scene) -> None:
    ids = await launched(scene, 2)
    await scene.apply(Accepted(ids[0], 1, "wamid.1", utc_now() - timedelta(days=2)))
    other = await scene.pool.fetchval(
        "INSERT INTO senders (phone_number_id, waba_id) SELECT '5', waba_id FROM accounts RETURNING id"
    )
    body = await get(client, "history", days=3)
    assert body["days"] == 3
    assert [(item["sender_id"], item["sent"]["total"]) for item in body["items"]] == [
        (scene.sender_id, 1), (other, 0), (scene.sender_id, 0), (other, 0), (scene.sender_id, 0), (other, 0),
    ]  # fmt: skip
    assert len((await get(client, "history"))["items"]) == 60
    assert len((await get(client, "history", days=90))["items"]) == 180


async def test_errors_are_grouped_with_what_to_do(client: httpx2.AsyncClient, scene: Scene) -> None:
    ids = await launched(scene, 6)
    await fail(scene, *ids[:3])
    await fail(scene, ids[3], code=131049, title="Healthy ecosystem")
    body = await get(client, "errors")
    assert [(item["code"], item["count"]) for item in body["items"]] == [(131049, 1), (131026, 3)]
    second = body["items"][1]
    assert second["words"] == "Not deliverable: not on WhatsApp, or the app is too old."
    assert second["advice"] == "Check the phone number." and second["title"] == "Undeliverable"
    assert second["scope"] == "row" and second["retryable_by_hand"] is True
    assert body["latest"][0]["message_id"] == ids[3]
    assert {message["code"] for message in body["latest"]} == {131026, 131049}
    assert body["latest"][0]["campaign_name"] == "Offre"


async def test_errors_of_one_number_and_of_the_last_days(client: httpx2.AsyncClient, scene: Scene) -> None:
    ids = await launched(scene, 2)
    await scene.apply(Rejected(ids[0], 1, MetaError(131026, "", "", None), utc_now() - timedelta(days=10)))
    assert (await get(client, "errors"))["items"] == []
    assert len((await get(client, "errors", days=30, sender_id=scene.sender_id))["items"]) == 1
    other = await get(client, "errors", days=30, sender_id=scene.sender_id + 1)
    assert other["items"] == other["latest"] == []


async def test_the_error_of_a_missing_object_is_told_from_a_bad_parameter(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    ids = await launched(scene, 1)
    await fail(scene, ids[0], code=100, title="Unsupported post request.")
    (item,) = (await get(client, "errors"))["items"]
    assert item["scope"] == "number"


async def test_errors_stay_when_their_campaign_is_purged(client: httpx2.AsyncClient, scene: Scene) -> None:
    ids = await launched(scene, 2)
    await fail(scene, ids[0])
    await scene.pool.execute("DELETE FROM messages")
    body = await get(client, "errors")
    assert [(item["code"], item["campaign_id"], item["title"]) for item in body["items"]] == [
        (131026, None, None)
    ]
    assert body["latest"] == []


@pytest.mark.parametrize("route", ["history", "errors"])
async def test_bad_numbers_are_refused(client: httpx2.AsyncClient, route: str) -> None:
    for days in ("0", "91", "-1", "x", "1.5", "", "9" * 30):
        answer = await client.get(f"/api/monitoring/{route}", params={"days": days})
        assert answer.status_code == 422 and answer.json()["error"]["code"] == "malformed", days
    for sender_id in ("0", "x", str(2**63)) if route == "errors" else ():
        answer = await client.get("/api/monitoring/errors", params={"sender_id": sender_id})
        assert answer.status_code == 422, sender_id


async def test_nothing_is_told_without_a_key(client: httpx2.AsyncClient) -> None:
    for route in ROUTES:
        answer = await client.get(f"/api/monitoring/{route}", headers={"Authorization": ""})
        assert answer.status_code == 401, route


async def test_system_status_tells_every_part(client: httpx2.AsyncClient, scene: Scene) -> None:
    ids = await launched(scene, 4)
    assert ids
    await scene.pool.execute("INSERT INTO webhook_drops (reason, n) VALUES ('stranger', 3)")
    await scene.pool.execute("INSERT INTO webhook_parked (digest, reason, body) VALUES ('x', 'odd', 'x')")
    await scene.pool.execute(
        "INSERT INTO kept_replies (wamid, sender_id, at, message, ends_at) "
        "SELECT 'wamid.I', id, now(), '{}', now() FROM senders"
    )
    await scene.pool.execute("UPDATE senders SET blocked_at = now(), blocked_reason = 'Not registered'")
    await first_beat(scene)
    body = await get(client, "system-status")
    assert body["status"] == "degraded"
    assert body["database"]["status"] == body["redis"]["status"] == "ok"
    assert body["database"]["latency_ms"] >= 0 and body["database"]["version"]
    assert body["processes"]["api"]["alive"] == 1 and body["processes"]["sender"]["alive"] == 0
    (sender,) = body["senders"]
    assert (sender["status"], sender["reason"]) == ("number_blocked", "Not registered")
    assert body["queue"]["pending_message_1"] == 4 and body["queue"]["oldest_due_at"] is None  # blocked
    assert body["parked"]["waiting"] == 1 and body["intake"]["kept_replies"] == 1
    assert body["intake"]["healthy"] is True
    assert body["intake"]["drops"][0]["reason"] == "stranger" and body["intake"]["drops"][0]["count"] == 3
    await scene.pool.execute("UPDATE senders SET blocked_at = NULL")
    await scene.pool.execute("UPDATE send_batches SET due_at = now() - interval '1 minute'")
    queue = (await get(client, "system-status"))["queue"]
    assert queue["oldest_due_age_s"] >= 60 and queue["oldest_reply_age_s"] is None


async def first_beat(scene: Scene) -> None:
    """The API of the test has said that it lives: it does so beside its start."""
    await eventually(lambda: scene.pool.fetchval("SELECT EXISTS (SELECT FROM processes WHERE name = 'api')"))


async def test_system_status_is_ok_when_everything_is(client: httpx2.AsyncClient, scene: Scene) -> None:
    await first_beat(scene)
    for name in ("sender", "worker", "beat"):
        await scene.pool.execute("INSERT INTO processes (name, host, pid) VALUES ($1, 'a', 1)", name)
    assert (await get(client, "system-status"))["status"] == "ok"


async def test_status_and_alerts_answer_without_redis(
    client: httpx2.AsyncClient, scene: Scene, app: Any
) -> None:
    class Dead(DeadRedis):
        async def ping(self) -> None:
            raise OSError("no Redis in this test")

    kept = services_of(api_of(app)).redis
    change(api_of(app), redis=Dead())
    try:
        status = await get(client, "system-status")
        assert status["status"] == "degraded"
        assert status["redis"]["status"] == "down" and status["redis"]["error"] == "OSError"
        alerts = await get(client, "alerts")
    finally:
        change(api_of(app), redis=kept)
    assert "redis_down" in {alert["code"] for alert in alerts["items"]}


async def test_alerts_say_what_to_do(client: httpx2.AsyncClient, scene: Scene) -> None:
    await first_beat(scene)
    body = await get(client, "alerts")
    # In this test only the API runs.
    assert {alert["subject"] for alert in body["items"]} == {
        "process:sender", "process:worker", "process:beat",
    }  # fmt: skip
    assert body["total"] == 3
    assert all(alert["what_to_do"] and alert["severity"] == "critical" for alert in body["items"])


@pytest.mark.parametrize("route", [*ROUTES])
async def test_statements_do_not_grow_with_rows(
    client: httpx2.AsyncClient, scene: Scene, app: Any, route: str
) -> None:
    pool: Pool = services_of(api_of(app)).pool
    ids = await launched(scene, 12)

    async def statements() -> int:
        async with count_statements(pool) as counted:
            await get(client, route)
        return counted.count

    await statements()  # the first one also asks for the types of its columns
    few = await statements()
    await scene.apply(*(Accepted(id_, 1, f"wamid.{id_}", utc_now()) for id_ in ids[6:]))
    for number, id_ in enumerate(ids[:6]):
        await fail(scene, id_, code=131000 + number)
        await scene.pool.execute(
            "INSERT INTO senders (phone_number_id, waba_id) SELECT $1, waba_id FROM accounts", str(number)
        )
        await scene.pool.execute(
            "INSERT INTO incidents (kind, subject) VALUES ('double', $1)", f"message:{id_}"
        )
    assert await statements() == few <= 15


def test_openapi_tells_answers_and_errors(app: Any) -> None:
    described = api_of(app).openapi()
    for route, model in ROUTES.items():
        responses = described["paths"][f"/api/monitoring/{route}"]["get"]["responses"]
        schema = responses["200"]["content"]["application/json"]["schema"]
        assert schema["$ref"].endswith(model.__name__)
        assert {"401", "503"} <= set(responses)


def test_every_example_fits_its_schema() -> None:
    models = [value for value in vars(schemas).values() if isinstance(value, type)]
    examples = 0
    for model in models:
        if issubclass(model, BaseModel):
            extra = model.model_config.get("json_schema_extra")
            for example in (extra or {}).get("examples", []):  # type: ignore[union-attr]
                model.model_validate(example)
                examples += 1
    assert examples >= 5
