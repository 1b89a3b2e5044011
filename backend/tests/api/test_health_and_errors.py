"""The edge: health, request ids, and one form of error whatever went wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import httpx2
import pytest

from relance.core import db
from relance.core.db import Pool
from relance.core.errors import SettingsError
from relance.core.settings import Settings
from relance.core.version import VERSION
from relance.http.asgi import UnexpectedErrors
from relance.http.services import services_of
from relance.main import create_app
from tests.api.conftest import api_of, running
from tests.campaigns.scene import Scene
from tests.support.read_only import read_only
from tests.support.services import change
from tests.support.waiting import eventually


async def test_ready_names_database_and_redis(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/readyz")
    assert answer.status_code == 200
    expected = {"status": "ok", "database": "ok", "redis": "ok", "sending": "no_sender"}
    assert answer.json() == expected


async def test_alive_tells_its_version_and_asks_nobody(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/healthz", headers={"X-Request-ID": "of-a-monitor"})
    assert answer.json() == {"status": "ok", "version": VERSION}
    assert answer.headers["x-request-id"] == "of-a-monitor"
    assert answer.headers["content-type"] == "application/json"


async def test_many_who_ask_whether_it_is_ready_are_answered_by_one_look(
    app: Any, client: httpx2.AsyncClient
) -> None:
    ask, looks = services_of(api_of(app)).ask_sending, 0

    async def count() -> str:
        nonlocal looks
        looks += 1
        return await ask()

    change(api_of(app), ask_sending=count)
    answers = await asyncio.gather(*(client.get("/readyz") for _ in range(50)))
    assert {answer.status_code for answer in answers} == {200}
    together = looks
    assert together < 10
    await client.get("/readyz")
    assert looks == together + 1


async def test_monitors_may_ask_for_heads(client: httpx2.AsyncClient) -> None:
    assert [(await client.head(path)).status_code for path in ("/healthz", "/readyz")] == [200, 200]


async def test_ready_is_503_and_names_redis_when_it_is_down(settings: Settings) -> None:
    settings = settings.model_copy(update={"redis_url": "redis://127.0.0.1:9/0"})
    async with running(create_app(settings)) as app, _bare_client(app) as client:
        answer = await client.get("/readyz")
        assert (await client.get("/healthz")).status_code == 200
    assert answer.status_code == 503
    assert answer.json()["database"] == "ok" and answer.json()["redis"].startswith("down")


async def test_ready_is_503_while_the_database_takes_no_writes(
    client: httpx2.AsyncClient, database_url: str
) -> None:
    """By itself again afterwards: the connection that led to the standby is not kept."""

    async def ready() -> bool:
        return (await client.get("/readyz")).status_code == 200

    async def says_why() -> bool:
        word: str = (await client.get("/readyz")).json()["database"]
        return word == "down: ReadOnlySQLTransactionError"

    async with read_only(database_url):
        await eventually(says_why)
    await eventually(ready)


async def test_deadlock_is_503_to_be_sent_again() -> None:
    async def deadlocked(*_: Any) -> None:
        raise asyncpg.DeadlockDetectedError("deadlock detected")

    transport = httpx2.ASGITransport(app=UnexpectedErrors(deadlocked))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.patch("/api/contacts/1")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "try_again"
    assert answer.headers["retry-after"] == "1"


async def test_a_request_that_finds_all_connections_in_use_is_503_with_a_code_of_its_own(
    client: httpx2.AsyncClient, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = services_of(api_of(app)).pool
    async with AsyncExitStack() as held:
        for _ in range(pool.get_max_size()):
            await held.enter_async_context(pool.acquire())
        monkeypatch.setattr(db, "ACQUIRE_WITHIN_S", 0.1)
        answer = await client.get("/api/senders")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "database_busy"
    assert "retry-after" in answer.headers
    assert (await client.get("/api/senders")).status_code == 200


async def test_database_away_is_503_with_its_code(client: httpx2.AsyncClient, app: Any) -> None:
    await services_of(api_of(app)).pool.close()
    await services_of(api_of(app)).kept_pool.close()
    answer = await client.get("/api/categories")
    assert answer.status_code == 503
    assert answer.json()["error"]["code"] == "database_unavailable"
    assert "retry-after" in answer.headers
    ready = await client.get("/readyz")
    assert ready.status_code == 503 and ready.json()["database"].startswith("down")


async def test_start_without_database_fails_with_one_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relance.start.START_PATIENCE_S", 0.2)
    settings = settings.model_copy(update={"database_url": "postgresql://nobody@127.0.0.1:9/none"})
    with pytest.raises(SettingsError, match="RELANCE_DATABASE_URL cannot be reached"):
        async with running(create_app(settings)):
            pass


async def test_error_has_the_request_id_of_the_client(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/campaigns/77", headers={"X-Request-ID": "mine-1"})
    assert answer.status_code == 404
    assert answer.json() == {
        "error": {
            "code": "campaign_not_found",
            "message": "There is no campaign 77.",
            "details": {},
            "values": {"id": 77},
            "request_id": "mine-1",
        }
    }
    assert answer.headers["x-request-id"] == "mine-1"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "<script>"])
async def test_strange_request_id_is_replaced(client: httpx2.AsyncClient, given: str) -> None:
    answer = await client.get("/healthz", headers={"X-Request-ID": given})
    assert answer.headers["x-request-id"] not in ("", given)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not_found"),
        ("DELETE", "/healthz", 405, "method_not_allowed"),
        ("GET", "/api/campaigns/0", 422, "malformed"),
        ("GET", "/api/campaigns/99999999999999999999", 422, "malformed"),
        ("GET", "/api/campaigns/abc", 422, "malformed"),
    ],
)
async def test_every_error_has_the_same_form(
    client: httpx2.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == status
    assert answer.json()["error"]["code"] == code
    assert set(answer.json()["error"]) == {"code", "message", "details", "values", "request_id"}


@pytest.mark.parametrize("declared", [True, False])
async def test_body_over_the_limit_is_413(client: httpx2.AsyncClient, declared: bool) -> None:
    async def stream() -> AsyncIterator[bytes]:
        for _ in range(4):
            yield b" " * 1024 * 1024

    content = b" " * (3 * 1024 * 1024 + 1) if declared else stream()
    json = {"Content-Type": "application/json"}
    answer = await client.post("/api/campaigns", content=content, headers=json)
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "body_too_large"


async def test_broken_json_is_422(client: httpx2.AsyncClient) -> None:
    answer = await client.post(
        "/api/campaigns", content=b"{broken", headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 422


async def test_bug_is_500_without_its_details(
    client: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("relance.campaigns.service.get_campaign", fail)
    answer = await client.get("/api/campaigns/1")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal_error"
    assert "secret" not in answer.text


@pytest.mark.parametrize("path", ["/api/campaigns/1", "/api/campaigns/1/stats", "/api/categories"])
@pytest.mark.parametrize("header", [None, "Bearer rl_wrong", "Basic abc", "Bearer"])
async def test_without_a_valid_key_nothing_is_told(app: Any, path: str, header: str | None) -> None:
    async with _bare_client(app) as client:
        answer = await client.get(path, headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "not_authenticated"
    assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_webhook_handshake_needs_no_key(app: Any, settings: Settings) -> None:
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    async with _bare_client(app) as client:
        good = await client.get(
            "/api/webhooks/whatsapp", params=query | {"hub.verify_token": settings.whatsapp_verify_token}
        )
        bad = await client.get("/api/webhooks/whatsapp", params=query | {"hub.verify_token": "no"})
    assert (good.status_code, good.text) == (200, "1158201444")
    assert bad.status_code == 403


async def test_start_makes_the_sender_of_the_settings_and_notes_the_time_zone(
    settings: Settings, pool: Pool
) -> None:
    async with running(create_app(settings.model_copy(update={"timezone": "Africa/Porto-Novo"}))):
        assert await pool.fetchval("SELECT phone_number_id FROM senders") == settings.whatsapp_phone_number_id
        assert await pool.fetchval("SELECT timezone FROM installation") == "Africa/Porto-Novo"


async def test_categories_are_listed(client: httpx2.AsyncClient, scene: Scene) -> None:
    category = await scene.add_category("Clients")
    await scene.add_contacts(category, 3)
    answer = await client.get("/api/categories")
    assert answer.json()["items"][0]["contact_count"] == 3


def _bare_client(app: Any) -> httpx2.AsyncClient:
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx2.AsyncClient(transport=transport, base_url="http://test")


async def test_senders_and_templates_are_read_at_the_start(
    settings: Settings, pool: Pool, simulator: Any
) -> None:
    settings = settings.model_copy(
        update={"whatsapp_api_url": simulator.url, "whatsapp_token": simulator.config.token}
    )
    async with running(create_app(settings)), asyncio.timeout(10):
        while not await pool.fetchval("SELECT count(*) FROM templates WHERE status = 'APPROVED'"):
            await asyncio.sleep(0.05)
    assert await pool.fetchval("SELECT display_phone_number FROM senders") is not None


async def test_openapi_describes_the_routes(app: Any) -> None:
    async with _bare_client(app) as client:
        paths = (await client.get("/openapi.json")).json()["paths"]
    assert {"/api/campaigns", "/api/campaigns/start", "/api/campaigns/{campaign_id}/stats"} <= set(paths)
