"""Equal questions are answered in front of the routes: the same bytes, to nobody else, never older."""

from typing import Any

import httpx2
import pytest

from relance.auth.api_keys import create_api_key, revoke_api_key
from relance.auth.sessions import Device, open_session
from relance.auth.users import create_user
from relance.cache.front import CachedFirst
from relance.cache.service import CacheService
from relance.core.db import Pool, transaction
from tests.api.conftest import api_of
from tests.campaigns.scene import Scene

PATHS = (
    "/api/messages/stats",
    "/api/categories",
    "/api/contacts",
    "/api/contacts?sort=name&opted_out=false",
    "/api/contacts/counts",
    "/api/campaigns",
    "/api/campaigns?status=completed",
    "/api/campaigns?status=sending",
    "/api/dashboard/stats",
    "/api/messages?state=sent",
)


def front_of(app: Any) -> CachedFirst:
    front = api_of(app).state.front._app
    assert isinstance(front, CachedFirst)
    return front


def knows(app: Any, path: str) -> bool:
    path, _, query = path.partition("?")
    return (path, query.encode()) in front_of(app)._known


@pytest.fixture
def routes_refuse(app: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """From now on every request that is passed on to the routes is a failure of the test."""

    def forbid() -> None:
        async def refuse(*_: Any) -> None:
            raise AssertionError("this was for the front")

        monkeypatch.setattr(front_of(app), "_app", api_of(app))
        monkeypatch.setattr(front_of(app), "_learn", refuse)

    return forbid


async def test_the_second_equal_question_gets_the_same_bytes_in_front(
    client: httpx2.AsyncClient, app: Any, scene: Scene, routes_refuse: Any
) -> None:
    await scene.add_contacts(await scene.add_category(), 40)
    before = {path: await client.get(path) for path in PATHS}
    assert [path for path in PATHS if not knows(app, path)] == []
    routes_refuse()
    for path in PATHS:
        again = await client.get(path)
        assert (again.status_code, again.content) == (200, before[path].content), path
        assert again.headers["content-type"] == "application/json"
        assert again.headers["x-request-id"]


async def test_who_takes_gzip_gets_it_and_who_does_not_gets_the_same_plain(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    await scene.add_contacts(await scene.add_category(), 60)
    answers = [
        await client.get("/api/contacts", headers={"Accept-Encoding": encoding})
        for encoding in ("gzip", "gzip", "identity", "gzip;q=0", "gzip, br")
    ]
    assert [answer.headers.get("content-encoding") for answer in answers] == [
        "gzip",
        "gzip",
        None,
        None,
        "gzip",
    ]
    assert len({answer.content for answer in answers}) == 1
    assert int(answers[1].headers["content-length"]) < int(answers[2].headers["content-length"]) / 3
    assert answers[0].headers["vary"] == "Accept-Encoding"


async def test_a_small_answer_is_not_compressed(client: httpx2.AsyncClient) -> None:
    for _ in range(2):
        answer = await client.get("/api/contacts/counts", headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in answer.headers


async def test_a_revoked_key_stops_at_once_in_front_too(
    client: httpx2.AsyncClient, app: Any, pool: Pool
) -> None:
    async with transaction(pool) as conn:
        key = await create_api_key(conn, name="other")
        key_id = await conn.fetchval("SELECT max(id) FROM api_keys")
    other = {"Authorization": f"Bearer {key}"}
    for _ in range(2):
        assert (await client.get("/api/categories", headers=other)).status_code == 200
    assert knows(app, "/api/categories")
    # As another process would: nothing tells this one.
    async with transaction(pool) as conn:
        await revoke_api_key(conn, key_id=key_id)
    refused = await client.get("/api/categories", headers=other)
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "not_authenticated")
    assert (await client.get("/api/categories")).status_code == 200


async def test_an_ended_session_stops_at_once_in_front_too(
    client: httpx2.AsyncClient, app: Any, pool: Pool
) -> None:
    async with transaction(pool) as conn:
        user = await create_user(pool, username="awa", password="correct horse", role="admin")
        proved = await conn.fetchval("SELECT password_hash FROM users WHERE id = $1", user)
        token = await open_session(conn, user_id=user, proved_hash=proved, device=Device(None, None))
    cookie = {"Authorization": "", "Cookie": f"relance_session={token}"}
    for _ in range(2):
        assert (await client.get("/api/dashboard/stats", headers=cookie)).status_code == 200
    assert knows(app, "/api/dashboard/stats")
    await pool.execute("DELETE FROM sessions")
    assert (await client.get("/api/dashboard/stats", headers=cookie)).status_code == 401


async def test_what_only_some_may_see_is_never_remembered(client: httpx2.AsyncClient, app: Any) -> None:
    for path in ("/api/users", "/api/api-keys", "/api/auth/setup", "/api/senders", "/api/categories/999"):
        for _ in range(2):
            await client.get(path)
        assert not knows(app, path), path


async def test_a_change_is_seen_by_the_next_equal_question(client: httpx2.AsyncClient, app: Any) -> None:
    for n in range(3):
        for _ in range(2):
            answer = await client.get("/api/categories")
            assert answer.json()["total"] == n
        await client.post("/api/categories", json={"name": f"Clients {n}"})
    assert knows(app, "/api/categories")


async def test_without_redis_the_routes_answer(
    client: httpx2.AsyncClient, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine = await client.get("/api/categories")

    async def away(*_: Any, **__: Any) -> None:
        raise OSError("away")

    redis = api_of(app).state.redis
    monkeypatch.setattr(redis, "execute_command", away)
    answer = await client.get("/api/categories")
    assert (answer.status_code, answer.content) == (200, fine.content)


async def test_a_hit_in_front_is_counted_once(client: httpx2.AsyncClient, app: Any) -> None:
    cache: CacheService = api_of(app).state.cache
    for _ in range(4):
        await client.get("/api/categories")
    counted = (await cache.stats())["namespaces"]["categories"]
    assert (counted["hits"], counted["misses"], counted["errors"]) == (3, 1, 0)


async def test_numbers_of_a_running_campaign_are_of_this_moment_in_front(
    client: httpx2.AsyncClient, app: Any, scene: Scene
) -> None:
    category = await scene.add_category()
    await scene.add_contacts(category, 3)
    campaign = await scene.add_campaign(category, status="sending")
    paths = ("/api/campaigns", f"/api/campaigns/{campaign}/stats")
    for path in paths:
        await client.get(path)
        await client.get(path)
        assert knows(app, path)
    await scene.pool.execute("UPDATE campaigns SET status = 'paused' WHERE id = $1", campaign)
    page, stats = [(await client.get(path)).json() for path in paths]
    assert page["items"][0]["status"] == stats["status"] == "paused"
    await scene.pool.execute("UPDATE campaigns SET deleted_at = now() WHERE id = $1", campaign)
    assert (await client.get(paths[1])).status_code == 404


async def test_a_scheduled_campaign_on_a_kept_page_is_told_again(
    client: httpx2.AsyncClient, scene: Scene
) -> None:
    category = await scene.add_category()
    campaign = await scene.add_campaign(category, status="scheduled")
    await scene.pool.execute(
        "UPDATE campaigns SET scheduled_at = '2030-01-01 10:00Z' WHERE id = $1", campaign
    )
    first, second = [(await client.get("/api/campaigns")).json() for _ in range(2)]
    assert first == second
    assert second["items"][0]["status_text"] == "starts at 2030-01-01 10:00 UTC"
