"""Who is calling: the dependencies of protected routes.

A program sends an API key as bearer token, a browser its session cookie. Both are looked up each time, so
that what is revoked or ended stops at once.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from relance.auth.api_keys import find_api_key
from relance.auth.cookies import COOKIE
from relance.auth.origin import check_origin
from relance.auth.sessions import find_session
from relance.auth.users import ADMIN, SUPER_ADMIN
from relance.core.errors import AppError

USER = "user"
API_KEY = "api_key"

# Read by OpenAPI only: what a client may send is decided below.
_BEARER = Security(HTTPBearer(scheme_name="api_key", description="An API key.", auto_error=False))
_COOKIE = Security(
    APIKeyCookie(name=COOKIE, scheme_name="session", description="Set by the login.", auto_error=False)
)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling. `kind` is `api_key` or `user`, `id` the row's, `role` `admin` or `super_admin`."""

    kind: str
    id: int
    role: str
    name: str
    session_id: int | None = None


class NotAuthenticatedError(AppError):
    """401, with the header that tells a client how to authenticate."""

    headers = {"WWW-Authenticate": 'Bearer realm="relance"'}  # noqa: RUF012

    def __init__(self, message: str) -> None:
        super().__init__("not_authenticated", message, status=401)


async def require_user_or_key(
    request: Request, _bearer: Annotated[object, _BEARER] = None, _cookie: Annotated[object, _COOKIE] = None
) -> Principal:
    """The owner of the request's API key or session. Raises NotAuthenticatedError (401).

    A key acts as an admin: users and keys themselves are managed by people only. Raises `foreign_origin`
    (403) when another site's page writes with the cookie.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    # Another scheme is the business of a proxy before us.
    if scheme.lower() == "bearer" and token.strip():
        return await _find_key_owner(request, token.strip())
    if cookie := request.cookies.get(COOKIE):
        return await _find_session_owner(request, cookie)
    raise NotAuthenticatedError("Log in, or send an API key: 'Authorization: Bearer <key>'.")


require_key = require_user_or_key
"""The name under which protected routers know it."""

Caller = Annotated[Principal, Depends(require_user_or_key)]


async def require_user(caller: Caller) -> Principal:
    """A person who is logged in. Raises `session_needed` (403) for an API key."""
    if caller.kind != USER:
        raise AppError("session_needed", "This is for people who are logged in, not for keys.", status=403)
    return caller


async def require_super_admin(caller: Caller) -> Principal:
    """A super admin who is logged in. Raises `super_admin_only` (403)."""
    if caller.kind != USER or caller.role != SUPER_ADMIN:
        raise AppError("super_admin_only", "Only a super admin manages users and keys.", status=403)
    return caller


async def _find_key_owner(request: Request, token: str) -> Principal:
    async with request.app.state.pool.acquire() as conn:
        key = await find_api_key(conn, token=token)
    if key is None:
        raise NotAuthenticatedError("The API key is unknown, expired or revoked.")
    return Principal(kind=API_KEY, id=key.id, role=ADMIN, name=key.name)


async def _find_session_owner(request: Request, token: str) -> Principal:
    check_origin(request)
    async with request.app.state.pool.acquire() as conn:
        owner = await find_session(conn, token=token)
    if owner is None:
        raise NotAuthenticatedError("The session has ended: log in again.")
    return Principal(
        kind=USER, id=owner.user_id, role=owner.role, name=owner.username, session_id=owner.session_id
    )
