"""A stream of events ends when its caller may not ask any more: a revoked or expired key, an ended session.

Any other request looks its caller up and is over at once; a stream lasts 25 s, and would go on telling.
"""

import asyncio
import time
from contextlib import suppress

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relance.auth.edge.access import NotAuthenticatedError, look_up_caller

EVERY_S = 1.0
_PATH_END = "/events"
_MEDIA_TYPE = b"text/event-stream"


class StreamsEndWithAccess:
    """Looks a stream's caller up again before each event, and once a second while there is none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; end the answer early when it is a stream whose caller is refused meanwhile."""
        if scope["type"] != "http" or not scope["path"].endswith(_PATH_END):
            await self.app(scope, receive, send)
            return
        watched = _Watched(scope, send)
        work = asyncio.ensure_future(self.app(scope, receive, watched.send))
        watch = asyncio.create_task(watched.wait_for_refusal())
        try:
            await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            was_refused = watched.refused.is_set()
            for task in (work, watch):
                task.cancel()
            await asyncio.wait({work, watch})
        if was_refused:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            work.result()


class _Watched:
    """The answer of one request."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.refused = asyncio.Event()
        self._begun = asyncio.Event()
        self._scope = scope
        self._send = send

    async def send(self, message: Message) -> None:
        """Pass on what the caller may still see."""
        if message["type"] == "http.response.start":
            if dict(message["headers"]).get(b"content-type", b"").startswith(_MEDIA_TYPE):
                self._begun.set()
        elif self._begun.is_set() and not await self._is_admitted():
            self.refused.set()
            await asyncio.Event().wait()  # until this is cancelled
        await self._send(message)

    async def wait_for_refusal(self) -> None:
        """Return when the caller of a stream is refused."""
        await self._begun.wait()
        while not self.refused.is_set():
            with suppress(TimeoutError):
                # All streams of the process at the same moment: they share a statement.
                await asyncio.wait_for(self.refused.wait(), EVERY_S - time.monotonic() % EVERY_S)
            if not await self._is_admitted():
                self.refused.set()

    async def _is_admitted(self) -> bool:
        try:
            await look_up_caller(Request(self._scope))
        except NotAuthenticatedError:
            return False
        except Exception:
            # The database is away: that refuses nobody, and the stream has nothing new to tell.
            return True
        return True
