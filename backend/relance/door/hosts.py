"""By which name Relance is asked, and that it is https for ever where it is said so."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relance.core.addresses import list_words, parse_host, parse_ip
from relance.core.errors import AppError
from relance.http.asgi import CLOSE, send_refusal

STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")
"""A year, of this host alone: what else lives under the domain is nobody's to decide here."""


class AllowedHosts:
    """ASGI middleware: 400 to a request whose `Host` is none of those allowed.

    A page of another name that leads here (DNS rebinding) and links made of a forged name end here. It holds
    for health checks, too: there is no list of exceptions that a stranger could use.
    """

    def __init__(self, app: ASGIApp, *, allowed: str) -> None:
        """`allowed`: hosts with commas between them, `*.example.org` for all below one."""
        self.api = app
        words = list_words(allowed.lower())
        self._names = frozenset(_plain(word) for word in words if not word.startswith("*"))
        self._ends = tuple(word[1:] for word in words if word.startswith("*"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, unless it is somebody else who is asked."""
        if scope["type"] != "http" or self.allows(scope["headers"]):
            await self.api(scope, receive, send)
            return
        await send_refusal(scope, send, AppError("host_not_allowed"), [CLOSE])

    def allows(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        """Whether they name a host of ours, and one only."""
        named = [value for name, value in headers if name == b"host"]
        if len(named) != 1:
            return False
        host = parse_host(named[0].decode("latin-1").lower())
        return host is not None and (host in self._names or host.endswith(self._ends))


class StrictTransport:
    """ASGI middleware: every answer tells browsers to come by https only."""

    def __init__(self, app: ASGIApp) -> None:
        self.api = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with one header more."""

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), STRICT_TRANSPORT]
            await send(message)

        await self.api(scope, receive, send_strictly if scope["type"] == "http" else send)


def _plain(word: str) -> str:
    """As `parse_host` tells it; an address of the setting may stand without brackets."""
    return parse_host(word) or str(parse_ip(word) or word)
