"""A slash too many, or one missing, at the end of an address leads on to the right one."""

from urllib.parse import quote

from fastapi import FastAPI
from starlette.responses import RedirectResponse
from starlette.routing import Match
from starlette.types import Receive, Scope, Send


def lead_on(app: FastAPI) -> None:
    """Answer 307 as FastAPI does, and by the path alone: its own names the host that the client sent."""
    router = app.router
    answer_unknown = router.default

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        other = _other(scope["path"]) if scope["type"] == "http" else None
        if other is None or not any(
            route.matches({**scope, "path": other})[0] is not Match.NONE for route in router.routes
        ):
            await answer_unknown(scope, receive, send)
            return
        query = scope["query_string"]
        location = quote(other, safe="/:@!$&'()*+,;=~-._") + ("?" + query.decode("latin-1") if query else "")
        await RedirectResponse(location)(scope, receive, send)

    router.redirect_slashes = False
    router.default = answer


def _other(path: str) -> str | None:
    # Never //: a browser would take what follows for a host.
    if path == "/" or path.startswith("//"):
        return None
    return path.rstrip("/") if path.endswith("/") else path + "/"
