"""Bodies that are too large: told with 413 before any of it is read; the server has it heard."""

from typing import Any

import orjson
import pytest

from relance.http.asgi import BodyLimit

MOST = 1_000


async def never(*_: Any) -> Any:
    raise AssertionError("this was too large for the application")


@pytest.mark.parametrize(
    ("path", "declared"), [("/api/contacts", MOST + 1), ("/api/auth/login", 101), ("/api/contacts", 10**12)]
)
async def test_a_declared_length_is_enough_to_refuse(path: str, declared: int) -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": [(b"content-length", b"%d" % declared)]}
    await BodyLimit(never, most_bytes=MOST, limits={"/api/auth/": 100})(scope, never, send)
    start, body = sent
    assert start["status"] == 413
    assert orjson.loads(body["body"])["error"]["code"] == "body_too_large"
    assert (b"connection", b"close") in start["headers"]
