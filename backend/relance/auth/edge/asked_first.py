"""Who calls is asked before a byte of a body is read.

FastAPI reads and parses a body before the dependencies that know the caller: whoever is nobody could have
megabytes parsed, or an upload kept, before being told so.
"""

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from relance.auth.edge.access import Principal, require_user_or_key
from relance.auth.edge.route_table import RouteTable
from relance.core.errors import AppError
from relance.http.asgi import send_json
from relance.http.requests import error_body

FindCaller = Callable[[Request], Awaitable[Principal]]


class AskedFirst:
    """ASGI middleware in front of FastAPI: a request with a body to a protected route needs a caller.

    The caller is remembered in the scope: the route asks nobody again. An unknown path, or a method that does
    nothing there, is none of its business: it reads no body.
    """

    def __init__(self, app: ASGIApp, *, api: FastAPI, find_caller: FindCaller) -> None:
        """`api`: whose routes these are."""
        self.app = app
        self._api = api
        self._find_caller = find_caller
        self._protected = RouteTable(api, _asks_for_caller)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, unless nobody is there."""
        if scope["type"] == "http" and has_body(scope) and self._protected.find(scope):
            scope["app"] = self._api
            try:
                await self._find_caller(Request(scope))
            except AppError as error:
                await answer_refusal(error, scope, send)
                return
        await self.app(scope, receive, send)


def has_body(scope: Scope) -> bool:
    """Whether one is announced."""
    for name, value in scope["headers"]:
        if (name == b"content-length" and value != b"0") or name == b"transfer-encoding":
            return True
    return False


def _asks_for_caller(call: object) -> bool:
    return call is require_user_or_key


async def answer_refusal(error: AppError, scope: Scope, send: Send) -> None:
    """Answer before anything of the body is read: the connection ends with it."""
    request_id = scope.get("request_id", "")
    body = error_body(error, request_id=request_id)
    own = ({"Connection": "close"} if has_body(scope) else {}) | dict(getattr(error, "headers", {}))
    headers = [(name.lower().encode(), value.encode()) for name, value in own.items()]
    await send_json(send, error.status, body, headers)
