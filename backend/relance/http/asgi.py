"""Plain ASGI middlewares of the API: a request id, and an answer for what nobody expected.

Never Starlette's BaseHTTPMiddleware: one of them cuts 8,000 requests a second to 1,000.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relance.core.db import DatabaseBusyError, is_database_away, may_repeat
from relance.core.errors import AppError
from relance.core.log import get_logger
from relance.http.requests import RETRY_AFTER_S, RefusedWhileRead, error_body

log = get_logger(__name__)

_SANE_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
REQUEST_ID = b"x-request-id"


class RequestId:
    """Give each request an id: the client's own if it sends a sane one. It stands in logs and errors."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with `scope["request_id"]` set and the id in the answer's headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = choose_request_id(scope["headers"])
        scope["request_id"] = request_id.decode()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (REQUEST_ID, request_id)]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=scope["request_id"]):
            await self.app(scope, receive, send_with_id)


def choose_request_id(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The client's own if it sends a sane one."""
    for name, value in headers:
        if name == REQUEST_ID and _SANE_ID.fullmatch(value):
            return value
    return secrets.token_hex(16).encode()


CLOSE = (b"connection", b"close")


class BodyLimit:
    """Refuse a larger body with 413: by its declared length without keeping it, else as soon as it is over.

    FastAPI has a limit of its own, but answers it in plain text.
    """

    def __init__(self, app: ASGIApp, *, most_bytes: int, limits: Mapping[str, int]) -> None:
        """`limits`: others than `most_bytes`, by the beginning of the path."""
        self.app = app
        self.most_bytes = most_bytes
        self.limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with a `receive` that counts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self._most(scope["path"])
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if declared.isdigit() and int(declared) > most:
            await send_refusal(scope, send, AppError("body_too_large", most_bytes=most), [CLOSE])
            return
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                refusal = AppError("body_too_large", most_bytes=most)
                raise RefusedWhileRead(refusal, {"Connection": "close"})
            return message

        await self.app(scope, receive_counted, send)

    def _most(self, path: str) -> int:
        return next((most for start, most in self.limits.items() if path.startswith(start)), self.most_bytes)


class UnexpectedErrors:
    """Answer what no handler knows: 503 while the database is away, else 500, logged with its trace."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; answer in the place of a request that raised before its answer began."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except ClientDisconnect:
            log.info("client_hung_up", path=scope["path"])  # nobody is there to be answered
        except Exception as error:
            if begun:
                raise
            await _answer_unexpected(error, scope, send)


async def _answer_unexpected(error: Exception, scope: Scope, send: Send) -> None:
    headers: list[tuple[bytes, bytes]] = []
    if isinstance(error, DatabaseBusyError):
        code = "database_busy"
        headers.append((b"retry-after", str(RETRY_AFTER_S).encode()))
        log.warning("database_busy", path=scope["path"])
    elif is_database_away(error):
        code = "database_unavailable"
        headers.append((b"retry-after", str(RETRY_AFTER_S).encode()))
        log.warning("database_unavailable", path=scope["path"], reason=type(error).__name__)
    elif may_repeat(error):
        # A deadlock or a lock that was not to be had: PostgreSQL took the request back as a whole.
        code = "try_again"
        headers.append((b"retry-after", b"1"))
        log.warning("request_undone", path=scope["path"], reason=type(error).__name__)
    else:
        code = "internal_error"
        log.error("request_failed", path=scope["path"], method=scope["method"], exc_info=error)
    await send_refusal(scope, send, AppError(code), headers)


async def send_refusal(
    scope: Scope, send: Send, error: AppError, headers: Iterable[tuple[bytes, bytes]] = ()
) -> None:
    """A refusal, where no framework has been reached."""
    await send_json(send, error.status, error_body(error, request_id=scope.get("request_id", "")), headers)


async def send_json(
    send: Send, status: int, body: dict[str, Any], headers: Iterable[tuple[bytes, bytes]] = ()
) -> None:
    """A whole answer, where no framework has been reached."""
    answer = orjson.dumps(body)
    length = (b"content-length", str(len(answer)).encode())
    headers = [(b"content-type", b"application/json"), length, *headers]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": answer})
