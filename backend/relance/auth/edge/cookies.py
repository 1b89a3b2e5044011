"""The cookie that carries a session.

Where people reach Relance by https and no other way (`RELANCE_PUBLIC_URL`), its name begins with `__Host-`: a
browser then takes it from this host alone, over TLS alone, so that no neighbour under the same domain can
put one in its place.
"""

from fastapi import Request, Response

from relance.auth.edge.origin import is_secure
from relance.auth.sessions import LONGEST
from relance.core.settings import Settings
from relance.http.services import services_of

COOKIE = "relance_session"
HOST_COOKIE = f"__Host-{COOKIE}"


def cookie_name(settings: Settings) -> str:
    """The cookie's name here. The other one counts for nothing: it may be a neighbour's."""
    return HOST_COOKIE if settings.is_public_tls else COOKIE


def find_session_token(request: Request) -> str | None:
    """What the browser brought; None without.

    The name has to be the very one. Starlette takes whatever counts as a blank in Unicode from its ends: so a
    neighbour under the same domain, whom browsers allow every name but ours, would name his `\\xa0__Host-…`.
    """
    wanted, found = cookie_name(services_of(request.app).settings), None
    for line in request.headers.getlist("cookie"):
        for pair in line.split(";"):
            name, _, value = pair.strip(" \t").partition("=")
            if name == wanted:
                found = value
    return found or None


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser the token. How long it counts is decided here, by the database, not by the browser."""
    response.set_cookie(
        cookie_name(services_of(request.app).settings),
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )


def clear_session_cookie(request: Request, response: Response) -> None:
    """Make the browser forget the token."""
    name = cookie_name(services_of(request.app).settings)
    response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=is_secure(request))
