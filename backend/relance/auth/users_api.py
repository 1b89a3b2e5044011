"""Routes of users. They are joined for super admins only; what changes something wants a recent password."""

from fastapi import APIRouter, Depends, status

from relance.auth import users
from relance.auth.edge.access import Principal, SuperAdmin, require_recent_proof
from relance.auth.schemas import NewUser, UserBody, UserChange, UserList, UserReplacement
from relance.core.db import transaction
from relance.core.errors import AppError
from relance.http.ids import IdInPath
from relance.http.requests import Transaction
from relance.http.responses import errors
from relance.http.services import ServicesDep

router = APIRouter(prefix="/api/users", tags=["users"])

RECENT = [Depends(require_recent_proof)]


@router.get("", responses=errors(403))
async def list_users(conn: Transaction) -> UserList:
    """List users by name."""
    found = await users.list_users(conn)
    return UserList(items=[UserBody.model_validate(user) for user in found], total=len(found))


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(403, 409), dependencies=RECENT)
async def create_user(services: ServicesDep, new: NewUser) -> UserBody:
    """Create a user, who can log in at once."""
    pool = services.pool
    user_id = await users.create_user(pool, username=new.username, password=new.password, role=new.role)
    async with transaction(pool) as conn:
        return UserBody.model_validate(await users.get_user(conn, user_id=user_id))


@router.get("/{user_id}", responses=errors(403, 404))
async def show_user(conn: Transaction, user_id: IdInPath) -> UserBody:
    """Show a user."""
    return UserBody.model_validate(await users.get_user(conn, user_id=user_id))


@router.put("/{user_id}", responses=errors(403, 404, 409), dependencies=RECENT)
async def replace_user(
    services: ServicesDep, user_id: IdInPath, request: UserReplacement, caller: SuperAdmin
) -> UserBody:
    """Replace a user: without `disabled` one who may log in. As PATCH in all else."""
    _refuse_own_password(caller, user_id, request.password)
    changed = await users.update_user(services.pool, user_id=user_id, **request.model_dump())
    return UserBody.model_validate(changed)


@router.patch("/{user_id}", responses=errors(403, 404, 409), dependencies=RECENT)
async def update_user(
    services: ServicesDep, user_id: IdInPath, change: UserChange, caller: SuperAdmin
) -> UserBody:
    """Update a user: name, role, disabled or enabled, password; it counts from their next request on.

    A new password and disabling end their sessions. The last super admin can be neither disabled nor
    demoted (409). One's own password is changed by `POST /api/auth/password`, with the current one.
    """
    _refuse_own_password(caller, user_id, change.password)
    changed = await users.update_user(services.pool, user_id=user_id, **change.model_dump())
    return UserBody.model_validate(changed)


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(403, 404, 409),
    dependencies=RECENT,
)
async def delete_user(conn: Transaction, user_id: IdInPath) -> None:
    """Delete a user; not the last super admin (409). What they made stays."""
    await users.delete_user(conn, user_id=user_id)


def _refuse_own_password(caller: Principal, user_id: int, password: str | None) -> None:
    """Whoever finds a browser open could make it their own for good."""
    if password is not None and caller.id == user_id:
        raise AppError("current_password_needed")
