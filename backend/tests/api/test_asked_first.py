"""Who calls is asked before a byte of a body is read, on every route that is not for everybody."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conftest import app_behind, running
from tests.api.every_route import ROUTES
from tests.api.world import World, make_quiet, open_world


@pytest.fixture
async def world(
    settings: Settings, pool: Pool, simulator: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    settings = make_quiet(monkeypatch, settings, simulator, beats=False)
    async with running(create_app(settings)) as app, open_world(app, pool) as world:
        yield world


async def never() -> Any:
    raise AssertionError("a byte of the body was asked for")


async def ask(world: World, route: str, *headers: tuple[bytes, bytes]) -> tuple[int, dict[bytes, bytes], Any]:
    """Say that a body comes; nobody may want it."""
    method, path = route.split(" ")
    asked = await ROUTES[route].ask(world)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path.format(**asked.path),
        "raw_path": b"",
        "query_string": b"",
        "headers": [(b"host", b"test"), (b"content-type", b"application/json"), *headers],
        "client": ("192.0.2.1", 5000),
        "server": ("test", 80),
        "scheme": "http",
        "root_path": "",
    }
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await app_behind(world.client)(scope, never, send)
    start, body = sent
    return start["status"], dict(start["headers"]), orjson.loads(body["body"])


@pytest.mark.parametrize(
    "announced",
    [(b"content-length", b"2000000"), (b"transfer-encoding", b"chunked")],
)
@pytest.mark.parametrize(
    "shown", [[], [(b"authorization", b"Bearer rk_unknown")], [(b"cookie", b"relance_session=unknown")]]
)
async def test_nobody_has_a_body_read(
    world: World, announced: tuple[bytes, bytes], shown: list[tuple[bytes, bytes]]
) -> None:
    for route, entry in ROUTES.items():
        if entry.is_open:
            continue
        status, headers, body = await ask(world, route, announced, *shown)
        assert (route, status, body["error"]["code"]) == (route, 401, "not_authenticated")
        assert headers[b"connection"] == b"close"
        assert headers[b"x-request-id"].decode() == body["error"]["request_id"]
