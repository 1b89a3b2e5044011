"""The raw ASGI path: who gets in, and what everybody is told."""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest

from relance.core.settings import Settings
from relance.webhooks.endpoint import MOST_BYTES, PATH, WebhookEndpoint
from relance.whatsapp.signature import sign
from tests.webhooks.bodies import signature_of


class Taker:
    """An intake that notes what it gets."""

    def __init__(self, stores: bool = True) -> None:
        self.stores = stores
        self.bodies: list[bytes] = []

    async def receive(self, body: bytes) -> bool:
        self.bodies.append(body)
        return self.stores


async def app(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"the app"})


async def call(
    endpoint: WebhookEndpoint,
    *,
    method: str = "POST",
    path: str = PATH,
    query: str = "",
    parts: tuple[bytes, ...] = (b"{}",),
    signature: str | None = None,
    length: int | None = None,
    gone: bool = False,
) -> tuple[int | None, bytes]:
    headers = [(b"host", b"x")]
    if signature is not None:
        headers.append((b"x-hub-signature-256", signature.encode()))
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages[-1]["more_body"] = gone
    sent: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
    }
    await endpoint(scope, receive, send)
    if not sent:
        return None, b""
    if sent[0]["status"] >= 400:
        assert_error_form(sent)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def assert_error_form(sent: list[Any]) -> None:
    """As every error of the API: code, words, details, and the id that stands in the headers too."""
    headers = dict(sent[0]["headers"])
    error = orjson.loads(sent[1]["body"])["error"]
    assert set(error) == {"code", "message", "details", "values", "request_id"}
    assert error["message"].endswith(".") and error["details"] == {}
    assert headers[b"x-request-id"].decode() == error["request_id"] != ""
    assert headers[b"content-type"] == b"application/json"


@pytest.fixture
def taker() -> Taker:
    return Taker()


@pytest.fixture
def endpoint(taker: Taker, settings: Settings) -> WebhookEndpoint:
    return WebhookEndpoint(app, taker, settings)


async def test_signed_body_is_stored_as_its_raw_bytes(endpoint: WebhookEndpoint, taker: Taker) -> None:
    body = b'{"a":  "\\u00e9"}'
    answer = await call(endpoint, parts=(body[:5], body[5:]), signature=signature_of(body))
    assert answer == (200, b"{}")
    assert taker.bodies == [body]


@pytest.mark.parametrize("signature", [None, "", "sha256=00", "sha1=x", "sha256=" + "é" * 64])
async def test_unsigned_or_wrongly_signed_is_401_and_nothing_stored(
    endpoint: WebhookEndpoint, taker: Taker, signature: str | None
) -> None:
    encoded = None if signature is None else signature.encode("latin-1").decode("latin-1")
    status, _ = await call(endpoint, signature=encoded)
    assert (status, taker.bodies) == (401, [])


async def test_signature_of_another_body_is_401(endpoint: WebhookEndpoint, taker: Taker) -> None:
    status, _ = await call(endpoint, parts=(b'{"a":1}',), signature=signature_of(b'{"a": 1}'))
    assert (status, taker.bodies) == (401, [])


async def test_both_secrets_and_both_verify_tokens_are_right_while_they_are_changed(
    taker: Taker, settings: Settings
) -> None:
    both = {
        "whatsapp_app_secret_previous": "the-old-secret",
        "whatsapp_verify_token_previous": "the-old-word",
    }
    changing = WebhookEndpoint(app, taker, settings.model_copy(update=both))
    for secret in (settings.whatsapp_app_secret, "the-old-secret"):
        assert (await call(changing, signature=sign(b"{}", secret.encode())))[0] == 200
    assert (await call(changing, signature=sign(b"{}", b"a third")))[0] == 401
    for token, status in ((settings.whatsapp_verify_token, 200), ("the-old-word", 200), ("a third", 403)):
        query = urlencode({"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": token})
        assert (await call(changing, method="GET", query=query))[0] == status
    assert taker.bodies == [b"{}", b"{}"]
    done = WebhookEndpoint(app, taker, settings)
    assert (await call(done, signature=sign(b"{}", b"the-old-secret")))[0] == 401


async def test_not_stored_is_503(settings: Settings) -> None:
    endpoint = WebhookEndpoint(app, Taker(stores=False), settings)
    status, body = await call(endpoint, signature=signature_of(b"{}"))
    assert status == 503 and b"intake_unavailable" in body


async def test_body_over_3_mb_is_413_by_its_announced_length(endpoint: WebhookEndpoint, taker: Taker) -> None:
    status, _ = await call(endpoint, length=MOST_BYTES + 1, signature=signature_of(b"{}"))
    assert (status, taker.bodies) == (413, [])


async def test_body_over_3_mb_is_413_without_announced_length(
    endpoint: WebhookEndpoint, taker: Taker
) -> None:
    half = b"x" * (MOST_BYTES // 2 + 1)
    for parts in ((half, half), (half + half,)):
        status, _ = await call(endpoint, parts=parts, signature=signature_of(half + half))
        assert (status, taker.bodies) == (413, [])


async def test_body_of_exactly_3_mb_is_taken(endpoint: WebhookEndpoint, taker: Taker) -> None:
    body = b"x" * MOST_BYTES
    status, _ = await call(
        endpoint, parts=(body[:9], body[9:]), length=len(body), signature=signature_of(body)
    )
    assert (status, taker.bodies) == (200, [body])


async def test_client_that_hangs_up_early_is_nobody(endpoint: WebhookEndpoint, taker: Taker) -> None:
    status, _ = await call(endpoint, parts=(b"{",), signature=signature_of(b"{"), gone=True)
    assert (status, taker.bodies) == (None, [])


async def test_handshake_answers_the_bare_challenge(endpoint: WebhookEndpoint) -> None:
    query = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=a-verify-token"
    assert await call(endpoint, method="GET", query=query) == (200, b"1158201444")


@pytest.mark.parametrize(
    "query",
    ["", "hub.mode=subscribe&hub.challenge=1&hub.verify_token=wrong",
     "hub.challenge=1&hub.verify_token=a-verify-token", "hub.mode=subscribe&hub.verify_token=%C3%A9"],
)  # fmt: skip
async def test_handshake_with_a_wrong_token_is_403(endpoint: WebhookEndpoint, query: str) -> None:
    status, body = await call(endpoint, method="GET", query=query)
    assert status == 403 and b"verify_token_invalid" in body


async def test_other_methods_and_other_paths(endpoint: WebhookEndpoint) -> None:
    assert (await call(endpoint, method="DELETE"))[0] == 405
    assert await call(endpoint, path="/api/campaigns") == (299, b"the app")
