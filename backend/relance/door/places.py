"""Webhooks and health always find a place, however many other requests are under way."""

from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send

from relance.core.errors import AppError
from relance.http.asgi import CLOSE, send_refusal
from relance.http.requests import RETRY_AFTER_S

MOST_REQUESTS = 800
"""Of the connections that a process may have; what is left is kept."""


class Places:
    """ASGI middleware: answers 503 to what has no place. Streams count as long as they are open."""

    def __init__(self, app: ASGIApp, *, kept_for: Collection[str], most: int = MOST_REQUESTS) -> None:
        """`kept_for`: paths that need none of these places."""
        self.api = app
        self._kept_for = frozenset(kept_for)
        self._most = most
        self._taken = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, unless all places are taken."""
        if scope["type"] != "http" or scope["path"] in self._kept_for:
            await self.api(scope, receive, send)
            return
        if self._taken >= self._most:
            headers = [(b"retry-after", str(RETRY_AFTER_S).encode()), CLOSE]
            await send_refusal(scope, send, AppError("server_busy"), headers)
            return
        self._taken += 1
        try:
            await self.api(scope, receive, send)
        finally:
            self._taken -= 1
