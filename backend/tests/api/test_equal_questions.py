"""Equal questions are answered in front of the routes: the same bytes, to nobody else, never older."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from relance.auth.api_keys import create_api_key, revoke_api_key
from relance.auth.edge.access import (
    require_recent_proof,
    require_super_admin,
    require_user,
    require_user_or_key,
)
from relance.auth.sessions import Device, open_session
from relance.auth.users import create_user
from relance.cache.namespaces import NAMESPACES
from relance.cache.service import CacheService
from relance.core.db import Pool, transaction
from relance.http.services import services_of
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
    "/api/dashboard/stats",
    "/api/messages?state=sent",
)


@contextmanager
def routes_refuse(app: Any) -> Iterator[None]:
    """Inside the block every request that is passed on to the routes is a failure of the test."""

    async def refuse(scope: Any, *_: Any) -> None:
        raise AssertionError(f"{scope['path']} was for the front")

    api = api_of(app)
    routes, api.middleware_stack = api.middleware_stack, refuse
    try:
        yield
    finally:
        api.middleware_stack = routes


async def is_kept(client: httpx2.AsyncClient, app: Any, path: str) -> bool:
    with routes_refuse(app):
        try:
            return (await client.get(path)).status_code == 200
        except AssertionError:
            return False


async def test_the_second_equal_question_gets_the_same_bytes_in_front(
    client: httpx2.AsyncClient, app: Any, scene: Scene
) -> None:
    await scene.add_contacts(await scene.add_category(), 40)
    before = {path: await client.get(path) for path in PATHS}
    for path in PATHS:
        with routes_refuse(app):
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
    await pool.execute("DELETE FROM sessions")
    assert (await client.get("/api/dashboard/stats", headers=cookie)).status_code == 401


async def test_nothing_else_is_kept(client: httpx2.AsyncClient, app: Any) -> None:
    for path in (
        "/api/users",
        "/api/senders",
        "/api/categories/999",
        "/api/campaigns?status=sending",
        f"/api/contacts?q={'a' * 1200}",
    ):
        await client.get(path)
        assert not await is_kept(client, app, path), path


def test_what_is_kept_is_the_same_for_every_caller(app: Any) -> None:
    """The routes of the table are there, and ask for a caller without caring further who it is."""
    found = {}
    for route in iter_route_contexts(api_of(app).routes):
        if isinstance(route.original_route, APIRoute) and "GET" in (route.methods or ()):
            found[re.sub(r"{\w+(:int)?}", "{id}", str(route.path))] = set(list_calls(route.dependant))
    for namespace in NAMESPACES:
        for path in namespace.routes:
            calls = found[path]
            assert require_user_or_key in calls, path
            assert not calls & {require_user, require_super_admin, require_recent_proof}, path


def list_calls(dependant: Dependant) -> Iterator[object]:
    for dependency in dependant.dependencies:
        yield dependency.call
        yield from list_calls(dependency)


async def test_a_change_is_seen_by_the_next_equal_question(client: httpx2.AsyncClient, app: Any) -> None:
    for n in range(3):
        for _ in range(2):
            answer = await client.get("/api/categories")
            assert answer.json()["total"] == n
        assert await is_kept(client, app, "/api/categories")
        await client.post("/api/categories", json={"name": f"Clients {n}"})


async def test_without_redis_the_routes_answer(
    client: httpx2.AsyncClient, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine = await client.get("/api/categories")

    async def away(*_: Any, **__: Any) -> None:
        raise OSError("away")

    redis = services_of(api_of(app)).redis
    monkeypatch.setattr(redis, "execute_command", away)
    answer = await client.get("/api/categories")
    assert (answer.status_code, answer.content) == (200, fine.content)


async def test_a_hit_in_front_is_counted_once(client: httpx2.AsyncClient, app: Any) -> None:
    cache: CacheService = services_of(api_of(app)).of(CacheService)
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
    assert await is_kept(client, app, paths[0]) and not await is_kept(client, app, paths[1])
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


async def test_a_crowd_with_the_same_question_costs_one_answer_of_the_route(
    client: httpx2.AsyncClient, app: Any, scene: Scene
) -> None:
    await scene.add_contacts(await scene.add_category(), 3)
    asked = count_passed_on(app)
    answers = await asyncio.gather(*(client.get("/api/contacts?sort=name") for _ in range(20)))
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["x-request-id"] for answer in answers}) == 20
    assert len(asked) == 1


async def test_a_refusal_is_its_callers_own(client: httpx2.AsyncClient, app: Any) -> None:
    asked = count_passed_on(app)
    answers = await asyncio.gather(*(client.get("/api/categories/999") for _ in range(5)))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.json()["error"]["request_id"] for answer in answers}) == len(asked) == 5


def count_passed_on(app: Any) -> list[str]:
    """The paths that reach the routes from now on."""
    api, paths = api_of(app), list[str]()
    routes = api.build_middleware_stack()

    async def note(scope: Any, receive: Any, send: Any) -> None:
        paths.append(scope["path"])
        await routes(scope, receive, send)

    api.middleware_stack = note
    return paths
