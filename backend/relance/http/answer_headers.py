"""Headers that every answer has, whoever gives it: nothing is kept or guessed at that does not say so itself.

Answers of the API tell names, numbers and, once, a new key. Without `Cache-Control` a browser or a proxy may
keep them; without `nosniff` a browser may take what a person wrote for a page.
"""

from collections.abc import Awaitable, Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NO_STORE = (b"cache-control", b"no-store")
_NOSNIFF = (b"x-content-type-options", b"nosniff")


class AnswerHeaders:
    """In front of everything. Files of the web app and images say themselves how long they may be kept."""

    def __init__(self, api: ASGIApp) -> None:
        self.api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and complete the headers of the answer."""
        if scope["type"] != "http":
            await self.api(scope, receive, send)
            return

        # Not a coroutine of its own: pieces of a body cost nothing more.
        def send_complete(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                # A new message: that of webhooks is the same for all of them.
                message = {**message, "headers": _complete(message.get("headers", ()))}
            return send(message)

        await self.api(scope, receive, send_complete)


def _complete(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    complete = list(headers)
    names = [name for name, _ in complete]
    if b"cache-control" not in names:
        complete.append(_NO_STORE)
    if b"x-content-type-options" not in names:
        complete.append(_NOSNIFF)
    return complete
