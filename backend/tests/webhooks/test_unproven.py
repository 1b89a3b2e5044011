"""Bytes of webhooks that nobody has proved yet are few, however many begin one."""

import asyncio
from typing import Any

import orjson
import pytest

from relance.core.settings import Settings
from relance.webhooks import unproven
from relance.webhooks.endpoint import PATH, WebhookEndpoint
from relance.whatsapp.signature import sign

KB = 1024


class Stored:
    """An intake that takes everything."""

    async def receive(self, body: bytes) -> bool:
        return True


class Sender:
    """One webhook, whose body comes as the test says."""

    def __init__(self, endpoint: WebhookEndpoint, *, signature: str | None = "sha256=00") -> None:
        self.parts: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.sent: list[dict[str, Any]] = []
        headers = [] if signature is None else [(b"x-hub-signature-256", signature.encode())]
        scope = {"type": "http", "path": PATH, "method": "POST", "headers": headers}
        self.task = asyncio.create_task(endpoint(scope, self.parts.get, self._send))

    async def _send(self, message: Any) -> None:
        self.sent.append(message)

    async def say(self, body: bytes, *, more: bool = True) -> None:
        """One part; returns when it was taken."""
        self.parts.put_nowait({"type": "http.request", "body": body, "more_body": more})
        while not self.parts.empty():
            await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def answer(self) -> tuple[int, str, dict[bytes, bytes]]:
        """Status, code, headers."""
        async with asyncio.timeout(10):
            await self.task
        start, body = self.sent
        return (
            start["status"],
            orjson.loads(body["body"]).get("error", {}).get("code", ""),
            dict(start["headers"]),
        )


@pytest.fixture
def endpoint(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> WebhookEndpoint:
    monkeypatch.setattr(unproven, "RESTED_S", 0.0)

    async def nothing_else(*_: Any) -> None:
        raise AssertionError("only webhooks come here")

    endpoint = WebhookEndpoint(nothing_else, Stored(), settings)
    endpoint._unproven = unproven.Unproven(most_bytes=100 * KB)
    return endpoint


async def test_without_a_signature_nothing_is_read(endpoint: WebhookEndpoint) -> None:
    sender = Sender(endpoint, signature=None)
    status, code, headers = await sender.answer()
    assert (status, code, headers[b"connection"]) == (401, "signature_invalid", b"close")


async def test_the_one_that_rests_longest_gives_way_and_is_told_to_come_again(
    endpoint: WebhookEndpoint,
) -> None:
    first, second, third = Sender(endpoint), Sender(endpoint), Sender(endpoint)
    await first.say(b"x" * 40 * KB)
    await second.say(b"x" * 40 * KB)
    await first.say(b"x" * 10 * KB)
    await third.say(b"x" * 40 * KB)
    status, code, headers = await second.answer()
    assert (status, code) == (503, "intake_crowded")
    assert (headers[b"retry-after"], headers[b"connection"]) == (b"1", b"close")
    assert endpoint._unproven.bytes == 90 * KB
    for sender in (first, third):
        await sender.say(b"x", more=False)
        assert (await sender.answer())[0] == 401
    assert endpoint._unproven.bytes == 0


async def test_one_that_comes_in_one_piece_needs_no_room(
    endpoint: WebhookEndpoint, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unproven, "RESTED_S", 60.0)
    holding = Sender(endpoint)
    await holding.say(b"x" * 99 * KB)
    body = b"{}" + b" " * 60 * KB
    signature = sign(body, settings.whatsapp_app_secret.encode())
    whole = Sender(endpoint, signature=signature)
    await whole.say(body, more=False)
    assert (await whole.answer())[0] == 200
    crowded = Sender(endpoint, signature=signature)
    await crowded.say(body[:-1])
    assert (await crowded.answer())[:2] == (503, "intake_crowded")
    holding.parts.put_nowait({"type": "http.disconnect"})
    await holding.task
    assert endpoint._unproven.bytes == 0
