"""The cookie that carries a session."""

from fastapi import Request, Response

from relance.auth.origin import is_secure
from relance.auth.sessions import LONGEST

COOKIE = "relance_session"


def set_session_cookie(request: Request, response: Response, token: str) -> None:
    """Give the browser the token. How long it counts is decided here, by the database, not by the browser."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
    )


def clear_session_cookie(request: Request, response: Response) -> None:
    """Make the browser forget the token."""
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=is_secure(request))
