"""A stream that is open ends at once with the key or the session that opened it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from relance.auth.edge.streams import StreamsEndWithAccess
from relance.auth.users import create_user, update_user
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from tests.api.conftest import api_of, running
from tests.auth.office import PASSWORD, make_hashes_cheap

AT_ONCE_S = 10.0
"""Long before a stream ends by itself."""


@pytest.fixture
async def app(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Any]:
    make_hashes_cheap(monkeypatch)
    async with running(create_app(settings)) as app:
        yield app


class Stream:
    """One request to `GET /api/events`, read as it comes."""

    def __init__(self, app: Any, headers: dict[str, str]) -> None:
        self.status = 0
        self.chunks: list[bytes] = []
        self.has_event = asyncio.Event()
        self._sent_request = False
        names = {name.lower().encode(): value.encode() for name, value in headers.items()}
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": "/api/events", "raw_path": b"/api/events", "root_path": "",
            "query_string": b"", "headers": list(names.items()), "client": ("127.0.0.1", 1),
            "server": ("test", 80), "extensions": {},
        }  # fmt: skip
        self.request = asyncio.ensure_future(app(scope, self._receive, self._send))

    async def _receive(self) -> dict[str, Any]:
        if not self._sent_request:
            self._sent_request = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.Event().wait()
        raise AssertionError

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        self.chunks.append(message["body"])
        self.has_ended = not message.get("more_body", False)
        if b"event: " in message["body"]:
            self.has_event.set()

    async def close(self) -> None:
        """As a client that goes away."""
        self.request.cancel()
        await asyncio.wait({self.request})


async def open_stream(app: Any, headers: dict[str, str]) -> Stream:
    stream = Stream(app, headers)
    await asyncio.wait_for(stream.has_event.wait(), AT_ONCE_S)
    return stream


async def assert_ends(stream: Stream) -> None:
    await asyncio.wait_for(stream.request, AT_ONCE_S)
    assert stream.status == 200 and stream.has_ended


REVOKE = "UPDATE api_keys SET revoked_at = now()"
EXPIRE = "UPDATE api_keys SET expires_at = now() - interval '1 second'"


@pytest.mark.parametrize("how", [REVOKE, EXPIRE])
async def test_stream_of_a_revoked_or_expired_key_ends(
    app: Any, client: httpx2.AsyncClient, pool: Pool, how: str
) -> None:
    stream = await open_stream(app, {"Authorization": client.headers["Authorization"]})
    await pool.execute(how)
    await assert_ends(stream)


async def log_in(client: httpx2.AsyncClient, pool: Pool) -> int:
    user_id = await create_user(pool, username="awa", password=PASSWORD)
    answer = await client.post("/api/auth/login", json={"username": "awa", "password": PASSWORD})
    assert answer.status_code == 200
    return user_id


async def _log_out(client: httpx2.AsyncClient, pool: Pool, user_id: int) -> None:
    assert (await client.post("/api/auth/logout")).status_code == 204


async def _disable(client: httpx2.AsyncClient, pool: Pool, user_id: int) -> None:
    await update_user(pool, user_id=user_id, disabled=True)


async def _set_password(client: httpx2.AsyncClient, pool: Pool, user_id: int) -> None:
    await update_user(pool, user_id=user_id, password="another horse")


End = Callable[[httpx2.AsyncClient, Pool, int], Awaitable[None]]


@pytest.mark.parametrize("end", [_log_out, _disable, _set_password])
async def test_stream_of_an_ended_session_ends(
    app: Any, client: httpx2.AsyncClient, pool: Pool, end: End
) -> None:
    del client.headers["Authorization"]
    user_id = await log_in(client, pool)
    stream = await open_stream(app, {"Cookie": f"relance_session={client.cookies['relance_session']}"})
    await end(client, pool, user_id)
    await assert_ends(stream)


async def test_no_event_leaves_after_the_key_was_revoked(
    app: Any, client: httpx2.AsyncClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look before each event alone: the one of each second never comes."""
    monkeypatch.setattr("relance.auth.edge.streams.EVERY_S", 1e9)
    events: asyncio.Queue[bytes] = asyncio.Queue()

    async def tell(scope: Any, _receive: Any, send: Any) -> None:
        scope["app"] = api_of(app)
        headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        while True:
            await send({"type": "http.response.body", "body": await events.get(), "more_body": True})

    events.put_nowait(b"event: first")
    stream = await open_stream(StreamsEndWithAccess(tell), {"Authorization": client.headers["Authorization"]})
    await pool.execute(REVOKE)
    events.put_nowait(b"event: second")
    await assert_ends(stream)
    assert stream.chunks == [b"event: first", b""]


async def test_stream_of_a_caller_who_stays_goes_on(
    app: Any, client: httpx2.AsyncClient, pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relance.auth.edge.streams.EVERY_S", 0.01)
    stream = await open_stream(app, {"Authorization": client.headers["Authorization"]})
    looked = datetime.now(UTC) - timedelta(hours=1)
    await pool.execute("UPDATE api_keys SET last_used_at = $1", looked)
    while await pool.fetchval("SELECT last_used_at FROM api_keys") == looked:
        await asyncio.sleep(0.01)
    assert not stream.request.done()
    await stream.close()
