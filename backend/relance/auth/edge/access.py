"""Who is calling: the dependencies of protected routes.

A program sends an API key as bearer token, a browser its session cookie. Both are looked up each time, so
that what is revoked or ended stops at once, in all processes; who asks at the same time shares a statement.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Literal

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from relance.activity import act_as
from relance.auth.api_keys import KeyRow, digest_key, find_api_keys
from relance.auth.edge.cookies import COOKIE, find_session_token
from relance.auth.edge.origin import check_origin
from relance.auth.key_rate import KeyRate
from relance.auth.sessions import SessionOwner, digest_session, find_sessions
from relance.auth.users import ADMIN, SUPER_ADMIN
from relance.cache.versions import Moved
from relance.core.clock import utc_now
from relance.core.db import Pool
from relance.core.errors import AppError, TooManyError
from relance.core.gathering import Gathering
from relance.http.services import services_of
from relance.reasons.causes import CAUSES

Kind = Literal["user", "api_key"]
USER: Kind = "user"
API_KEY: Kind = "api_key"

# Read by OpenAPI only: what a client may send is decided below.
_BEARER = Security(HTTPBearer(scheme_name="api_key", description="An API key.", auto_error=False))
_COOKIE = Security(
    APIKeyCookie(name=COOKIE, scheme_name="session", description="Set by the login.", auto_error=False)
)


PROOF_COUNTS = timedelta(minutes=15)
"""So long after the password was given last may somebody manage users and keys."""

CALLER = "relance.caller"
"""In the scope of a request: who is calling, once that is known."""
_REFUSED = "relance.refused"
_MOST_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is calling. `kind` is `api_key` or `user`, `id` the row's, `role` `admin` or `super_admin`.

    `proved_at`: when a user's password was given last, at the login or since. `versions`: those that kept
    answers stood on when he was looked up.
    """

    kind: Kind
    id: int
    role: str
    name: str
    session_id: int | None = None
    proved_at: datetime | None = None
    versions: Moved = field(default_factory=dict, compare=False, repr=False)


class NotAuthenticatedError(AppError):
    """401, with the header that tells a client how to authenticate."""

    headers = {"WWW-Authenticate": 'Bearer realm="relance"', "Connection": "close"}  # noqa: RUF012

    def __init__(self, cause: str) -> None:
        super().__init__("not_authenticated", why=CAUSES.make(cause))


async def require_user_or_key(
    request: Request, _bearer: Annotated[object, _BEARER] = None, _cookie: Annotated[object, _COOKIE] = None
) -> Principal:
    """As `find_caller`, for routes that are open to every caller there is."""
    return await find_caller(request)


async def find_caller(request: Request) -> Principal:
    """The owner of the request's API key or session. Raises NotAuthenticatedError (401).

    A key acts as an admin: users and keys themselves are managed by people only. Raises `foreign_origin`
    (403) when another site's page writes with the cookie, `too_many_requests` (429) for a key over its rate.
    A request is looked up and counted once, however often asked.
    """
    found: Principal | None = request.scope.get(CALLER)
    if found is None:
        if refused := request.scope.get(_REFUSED):
            raise refused
        found = await look_up_caller(request)
        _count(request, found)
        request.scope[CALLER] = found
    act_as(found.kind, id=found.id, name=found.name)
    return found


def _count(request: Request, caller: Principal) -> None:
    if caller.kind != API_KEY:
        return
    try:
        services_of(request.app).of(KeyRate).admit(caller.id)
    except TooManyError as error:
        request.scope[_REFUSED] = error
        raise


async def look_up_caller(request: Request) -> Principal:
    """As `find_caller`, as of this moment: for requests that last."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    # Another scheme is the business of a proxy before us.
    if scheme.lower() == "bearer" and key.strip():
        return await _find_key_owner(request, key.strip())
    if token := find_session_token(request):
        return await _find_session_owner(request, token)
    raise NotAuthenticatedError("log_in")


_FOR_SUPER_ADMINS = {
    "/api/users": "users",
    "/api/api-keys": "users",
    "/api/activity": "activity",
    "/api/installation": "installation",
}
"""By the beginning of the path, what it is for (`reasons/words.py`)."""

require_key = require_user_or_key
"""The name under which protected routers know it."""

Caller = Annotated[Principal, Depends(require_user_or_key)]


async def require_user(request: Request, caller: Caller) -> Principal:
    """A person who is logged in. Raises `session_needed` (403) for an API key."""
    if caller.kind != USER:
        raise AppError("session_needed")
    return caller


def _task_of(path: str) -> str:
    return next((task for start, task in _FOR_SUPER_ADMINS.items() if path.startswith(start)), "other")


async def require_super_admin(request: Request, caller: Caller) -> Principal:
    """A super admin who is logged in. Raises `super_admin_only` (403)."""
    if caller.kind != USER or caller.role != SUPER_ADMIN:
        raise AppError(
            "super_admin_only", why=CAUSES.make("super_admin_does", task=_task_of(request.url.path))
        )
    return caller


SuperAdmin = Annotated[Principal, Depends(require_super_admin)]


async def require_recent_proof(caller: Caller) -> None:
    """A person whose password was given in the last 15 minutes. Raises `password_needed` (403).

    For what would let whoever finds a browser open, or has stolen its cookie, stay for good.
    """
    if caller.proved_at is None or utc_now() - caller.proved_at >= PROOF_COUNTS:
        raise AppError("password_needed")


class CallerLookups:
    """Of one process: all that come while a statement is under way share the next one."""

    def __init__(self, pool: Pool) -> None:
        async def ask_keys(digests: tuple[bytes, ...]) -> dict[bytes, KeyRow]:
            async with pool.acquire() as conn:
                return await find_api_keys(conn, digests=digests)

        async def ask_sessions(digests: tuple[bytes, ...]) -> dict[bytes, SessionOwner]:
            async with pool.acquire() as conn:
                return await find_sessions(conn, digests=digests)

        self.keys = Gathering(ask_keys, most=_MOST_AT_ONCE)
        self.sessions = Gathering(ask_sessions, most=_MOST_AT_ONCE)


async def _find_key_owner(request: Request, token: str) -> Principal:
    digest = digest_key(token)
    key = None if digest is None else await services_of(request.app).of(CallerLookups).keys.find(digest)
    if key is None:
        raise NotAuthenticatedError("key_unknown")
    return Principal(kind=API_KEY, id=key.id, role=ADMIN, name=key.name, versions=key.versions)


async def _find_session_owner(request: Request, token: str) -> Principal:
    check_origin(request)
    digest = digest_session(token)
    owner = None if digest is None else await services_of(request.app).of(CallerLookups).sessions.find(digest)
    if owner is None:
        raise NotAuthenticatedError("session_ended")
    return Principal(
        kind=USER,
        id=owner.user_id,
        role=owner.role,
        name=owner.username,
        session_id=owner.session_id,
        proved_at=owner.proved_at,
        versions=owner.versions,
    )
