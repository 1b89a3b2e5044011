"""No other site may write in the name of a person who is logged in here.

The cookie is SameSite=Lax already; this also holds for browsers and proxies that do not keep to it. Bearer
keys need no such check: no browser adds them by itself.
"""

from urllib.parse import urlsplit

from fastapi import Request

from relance.core.errors import AppError
from relance.http.services import services_of

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def check_origin(request: Request) -> None:
    """Raises AppError `foreign_origin` (403) for a write that another site's page sends.

    A request with neither Sec-Fetch-Site nor Origin comes from no browser of the last years: browsers send
    one of them with every write.
    """
    if request.method in _SAFE_METHODS:
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        own = site.lower() in ("same-origin", "none")
    else:
        origin = request.headers.get("origin")
        own = origin is None or _is_own(request, origin)
    if not own:
        raise AppError("foreign_origin")


def is_secure(request: Request) -> bool:
    """Whether the browser speaks TLS, with us or with the proxy before us; always where it is said so."""
    if services_of(request.app).settings.is_public_tls:
        return True
    forwarded = request.headers.get("x-forwarded-proto", "").partition(",")[0].strip().lower()
    return (forwarded or request.url.scheme) == "https"


def _is_own(request: Request, origin: str) -> bool:
    """Whether the origin names the host that was asked; a page cannot forge either header."""
    if origin == services_of(request.app).settings.public_url:
        return True
    try:
        parts = urlsplit(origin)
        default = _DEFAULT_PORTS.get(parts.scheme)
        if default is None or parts.hostname is None:
            return False
        asked = {request.headers.get("host", ""), request.headers.get("x-forwarded-host", "")} - {""}
        return any(
            (host.hostname, host.port or default) == (parts.hostname, parts.port or default)
            for host in (urlsplit(f"//{name.partition(',')[0].strip()}") for name in asked)
        )
    except ValueError:
        return False
