"""Clients that hang up: nobody is there to be answered, and it is no error of ours."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import pytest
from structlog.testing import capture_logs

from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conftest import app_behind, running
from tests.api.every_route import ROUTES
from tests.api.world import World, make_quiet, open_world

Message = dict[str, Any]
BODIES = {"POST", "PUT", "PATCH"}
UPLOADS = {"POST /api/contacts/import", "POST /api/media"}


@pytest.fixture
async def world(
    settings: Settings, pool: Pool, simulator: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    settings = make_quiet(monkeypatch, settings, simulator, beats=False)
    async with running(create_app(settings)) as app, open_world(app, pool) as world:
        yield world


async def hang_up(world: World, route: str, *, after: bytes) -> list[Message]:
    """Begin a request, hang up in the middle of its body; returns what was sent into the void."""
    request = world.client.build_request("GET", "http://test/")
    method, path = route.split(" ")
    ask = await ROUTES[route].ask(world)
    fields = {**(ask.query or {})}
    kind = "multipart/form-data; boundary=x" if route in UPLOADS else "application/json"
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "path": path.format(**ask.path),
        "raw_path": path.format(**ask.path).encode(),
        "query_string": urlencode(fields, doseq=True).encode(),
        "headers": [
            (b"host", b"test"),
            (b"content-type", kind.encode()),
            (b"content-length", b"1000"),
            *(header for header in request.headers.raw if header[0].lower() in (b"cookie", b"authorization")),
        ],
        "client": ("127.0.0.1", 5000),
        "server": ("test", 80),
        "scheme": "http",
        "root_path": "",
    }
    messages = [{"type": "http.request", "body": after, "more_body": True}]
    sent: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async with asyncio.timeout(10):
        await app_behind(world.client)(scope, receive, send)
    return sent


async def test_a_client_that_hangs_up_in_its_body_leaves_no_error_behind(world: World) -> None:
    loud = []
    for route in ROUTES:
        if route.split(" ")[0] not in BODIES:
            continue
        with capture_logs() as logs:
            await hang_up(world, route, after=b'--x\r\nContent-Disposition: form-data; name="file"')
        loud += [f"{route}: {line}" for line in logs if line["log_level"] not in ("info", "debug")]
    assert not loud, "\n".join(loud)
