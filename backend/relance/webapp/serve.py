"""Answers every GET outside the API with a file of the web app, or with its page for the router in it."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from relance.core.log import get_logger
from relance.core.version import VERSION
from relance.webapp.files import INDEX, File, read_built, read_files

log = get_logger(__name__)

# What the build writes where the nonce of each answer goes (see `frontend/vite.config.ts`).
NONCE = b"__RELANCE_NONCE__"
# ... and whether the browser brought a session, which scripts cannot see: without one they need not ask.
SESSION = b"__RELANCE_SESSION__"
# ... and which version it talks to.
_VERSION = b"__RELANCE_VERSION__"

_NOT_OURS = ("/api/", "/docs", "/openapi.json", "/healthz", "/readyz")

# Scripts and style elements need the nonce. Pictures are ours: one from elsewhere would tell there who looks.
_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_SAFETY = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=()"),
]
_NOT_BUILT = (
    b"<!doctype html><html lang=en><meta charset=utf-8><title>Relance</title>"
    b"<h1>The web app is not built yet</h1>"
    b"<p>Run <code>make install</code> in the folder of Relance and start it again. The API works: see "
    b"<a href=/docs>/docs</a>.</p></html>"
)


class WebApp:
    """The web app in front of the API; what is not a GET of one of its addresses is passed on."""

    def __init__(self, api: ASGIApp, *, session_cookie: str, folder: Path | None = None) -> None:
        self.api = api
        self.session_mark = f"{session_cookie}=".encode()
        self.files: Mapping[str, File] = read_built() if folder is None else read_files(folder)
        if f"/{INDEX}" not in self.files:
            log.warning("web_app_not_built", advice="run make install")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        path: str = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or is_of_the_api(path):
            await self.api(scope, receive, send)
            return
        file = self.files.get(path)
        if file is not None and path != f"/{INDEX}":
            await _send_file(file, scope, send)
        elif "." in path.rsplit("/", 1)[-1] and path != f"/{INDEX}":
            # A picture or a script that does not exist: a page in its place would only confuse.
            await _send(scope, send, 404, b"Not found\n", [(b"content-type", b"text/plain; charset=utf-8")])
        else:
            await self._send_page(scope, send)

    async def _send_page(self, scope: Scope, send: Send) -> None:
        """The one page, for every address its router knows; never stored, its nonce is good once."""
        index = self.files.get(f"/{INDEX}")
        nonce = secrets.token_urlsafe(18)
        body = _NOT_BUILT
        if index:
            brought = any(
                name == b"cookie" and self.session_mark in value for name, value in scope["headers"]
            )
            page = index.forms["identity"].replace(NONCE, nonce.encode())
            body = page.replace(SESSION, b"yes" if brought else b"no").replace(_VERSION, VERSION.encode())
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"content-security-policy", _POLICY.format(nonce=nonce).encode()),
        ]
        await _send(scope, send, 200 if index else 503, body, headers)


def is_of_the_api(path: str) -> bool:
    """Whether an address belongs to the API, known or not: there an unknown one is a 404 in JSON."""
    return path == "/api" or path.startswith(_NOT_OURS)


async def _send_file(file: File, scope: Scope, send: Send) -> None:
    asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
    keep = b"public, max-age=31536000, immutable" if file.immutable else b"public, max-age=3600"
    headers = [(b"cache-control", keep), (b"etag", file.etag.encode()), (b"vary", b"accept-encoding")]
    if file.etag in asked.get(b"if-none-match", ""):
        await _send(scope, send, 304, b"", headers)
        return
    encoding, body = file.choose(asked.get(b"accept-encoding", ""))
    headers.append((b"content-type", file.media_type.encode()))
    if encoding != "identity":
        headers.append((b"content-encoding", encoding.encode()))
    await _send(scope, send, 200, body, headers)


async def _send(
    scope: Scope, send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]
) -> None:
    if status != 304:
        headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *_SAFETY]})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
