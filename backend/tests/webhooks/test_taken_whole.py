"""A signed webhook is taken whole by the server, and nobody outside can tell."""

from typing import Any

import pytest

from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.main import create_app
from relance.webhooks.endpoint import PATH, WebhookEndpoint
from tests.door.scene import Caller, door_of
from tests.webhooks.bodies import signature_of, status, status_body


def post(body: bytes, *, query: str = "", host: str = "x", signature: str | None = None) -> bytes:
    lines = (
        f"POST {PATH}{query} HTTP/1.1",
        f"host: {host}",
        f"content-length: {len(body)}",
        f"x-hub-signature-256: {signature or signature_of(body)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def hear_headers(caller: Caller) -> tuple[bytes, set[bytes], bytes]:
    head = (await caller.reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    return head[0], set(head[1:]), await caller.reader.readexactly(2)


@pytest.mark.parametrize("public_url", ["", "https://relance.example.org"])
async def test_it_is_answered_as_by_the_ordinary_way(
    settings: Settings, pool: Pool, monkeypatch: pytest.MonkeyPatch, public_url: str
) -> None:
    settings = settings.model_copy(update={"public_url": public_url})
    async with door_of(create_app(settings), lifespan="on") as door:
        # What cannot be read is parked: so it can be counted.
        caller = await door.call(post(b"{one", query="?ordinary"))
        ordinary = await hear_headers(caller)

        async def never(*_: Any) -> None:
            raise AssertionError("not taken whole")

        monkeypatch.setattr(WebhookEndpoint, "_take", never)
        await caller.say(post(b"{two"))
        assert await hear_headers(caller) == ordinary
    assert await pool.fetchval("SELECT count(*) FROM webhook_parked") == 2


async def test_a_wrong_signature_and_another_host_are_refused(settings: Settings) -> None:
    settings = settings.model_copy(update={"allowed_hosts": "relance.example.org"})
    body = status_body(status("sent", "wamid.1", utc_now()))
    async with door_of(create_app(settings), lifespan="on") as door:
        good = await door.call(post(body, host="relance.example.org"))
        assert (await good.hear())[0] == 200
        elsewhere = await door.call(post(body, host="another.example.org"))
        assert (await elsewhere.hear())[0] == 400
        forged = await door.call(post(body, host="relance.example.org", signature="sha256=" + "0" * 64))
        assert (await forged.hear())[0] == 401
        assert await forged.is_closed()
