"""Routes of login, set-up and one's own sessions. They are open to everybody and ask for themselves."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response, status

from relance.auth import login, sessions, setup
from relance.auth.edge.access import Caller, Principal, require_user
from relance.auth.edge.cookies import clear_session_cookie, find_session_token, set_session_cookie
from relance.auth.edge.origin import check_origin
from relance.auth.gate import LoginGate
from relance.auth.schemas import (
    Credentials,
    FirstUser,
    Me,
    PasswordAgain,
    PasswordChange,
    SessionBody,
    SessionList,
    SetupAnswer,
)
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import errors
from relance.http.services import ServicesDep

router = APIRouter(prefix="/api/auth", tags=["auth"])

Person = Annotated[Principal, Depends(require_user)]
"""Before the connection among the parameters of a route: looking somebody up takes one, too."""


@router.get("/setup")
async def show_setup(conn: Transaction) -> SetupAnswer:
    """Tell whether the first user is still to be created. Needs no authentication."""
    return SetupAnswer(needed=await setup.is_setup_needed(conn))


@router.post("/setup", status_code=status.HTTP_201_CREATED, responses=errors(403, 409, 429))
async def set_up(request: Request, services: ServicesDep, response: Response, first: FirstUser) -> Me:
    """Create the super admin, once, with the code that `relance up` prints; and log in."""
    check_origin(request)
    opened = await setup.set_up(
        services.pool,
        services.of(LoginGate),
        services.settings,
        code=first.code,
        username=first.username,
        password=first.password,
        device=_device(request),
    )
    return _let_in(request, response, opened)


@router.post("/login", responses=errors(401, 403, 429))
async def log_in(request: Request, services: ServicesDep, response: Response, credentials: Credentials) -> Me:
    """Log in; its cookie comes with the answer. Failures are limited per account and address."""
    check_origin(request)
    opened = await login.log_in(
        services.pool,
        services.of(LoginGate),
        username=credentials.username,
        password=credentials.password,
        device=_device(request),
    )
    return _let_in(request, response, opened)


@router.post("/logout", status_code=status.HTTP_204_NO_CONTENT, responses=errors(403))
async def log_out(request: Request, response: Response, conn: Transaction) -> None:
    """Log out; without a session nothing happens."""
    check_origin(request)
    if token := find_session_token(request):
        await sessions.end_session(conn, token=token)
    clear_session_cookie(request, response)


@router.get("/me")
async def show_me(caller: Caller) -> Me:
    """Show the current user or key."""
    return Me.model_validate(
        {
            "kind": caller.kind,
            "id": caller.id,
            "name": caller.name,
            "username": caller.name if caller.kind == "user" else None,
            "role": caller.role,
        }
    )


@router.post("/password", status_code=status.HTTP_204_NO_CONTENT, responses=errors(409, 429))
async def change_password(
    request: Request, services: ServicesDep, response: Response, person: Person, change: PasswordChange
) -> None:
    """Change your own password; your other sessions end, and this one's cookie is a new one."""
    assert person.session_id is not None, "a person has a session"
    token = await login.change_password(
        services.pool,
        services.of(LoginGate),
        user_id=person.id,
        session_id=person.session_id,
        current=change.current_password,
        new=change.new_password,
        address=_device(request).address,
    )
    set_session_cookie(request, response, token)


@router.post("/confirm", status_code=status.HTTP_204_NO_CONTENT, responses=errors(403, 404, 429))
async def confirm(request: Request, services: ServicesDep, person: Person, again: PasswordAgain) -> None:
    """Confirm your password: for 15 minutes users and keys may be managed. A login does the same."""
    assert person.session_id is not None, "a person has a session"
    await login.confirm(
        services.pool,
        services.of(LoginGate),
        user_id=person.id,
        session_id=person.session_id,
        password=again.password,
        address=_device(request).address,
    )


@router.get("/sessions", responses=errors(403))
async def list_sessions(person: Person, conn: Transaction) -> SessionList:
    """List your own sessions."""
    found = await sessions.list_sessions(conn, user_id=person.id, current_id=person.session_id)
    return SessionList(items=[SessionBody.model_validate(item) for item in found], total=len(found))


@router.delete(
    "/sessions/{session_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(404),
)
async def end_session(person: Person, conn: Transaction, session_id: IdInPath) -> None:
    """End another of your sessions."""
    await sessions.end_own_session(conn, user_id=person.id, session_id=session_id)


def _let_in(request: Request, response: Response, opened: login.OpenedSession) -> Me:
    set_session_cookie(request, response, opened.token)
    return Me.model_validate(
        {
            "kind": "user",
            "id": opened.user_id,
            "name": opened.username,
            "username": opened.username,
            "role": opened.role,
        }
    )


def _device(request: Request) -> sessions.Device:
    return sessions.Device(
        address=None if request.client is None else request.client.host,
        user_agent=request.headers.get("user-agent"),
    )
