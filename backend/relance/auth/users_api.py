"""Routes of users. They are joined for super admins only."""

from typing import Annotated

from fastapi import APIRouter, Path, status

from relance.auth import users
from relance.auth.schemas import NewUser, UserBody, UserChange, UserList, UserReplacement
from relance.core.answers import errors
from relance.core.http import Transaction

router = APIRouter(prefix="/api/users", tags=["users"])

UserId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("", responses=errors(403))
async def list_users(conn: Transaction) -> UserList:
    """All users by name."""
    found = await users.list_users(conn)
    return UserList(items=[UserBody.model_validate(user) for user in found], total=len(found))


@router.post("", status_code=status.HTTP_201_CREATED, responses=errors(403, 409))
async def create_user(conn: Transaction, new: NewUser) -> UserBody:
    """Make a user, who can log in at once."""
    user_id = await users.create_user(conn, username=new.username, password=new.password, role=new.role)
    return UserBody.model_validate(await users.get_user(conn, user_id=user_id))


@router.get("/{user_id}", responses=errors(403, 404))
async def show_user(conn: Transaction, user_id: UserId) -> UserBody:
    """One user."""
    return UserBody.model_validate(await users.get_user(conn, user_id=user_id))


@router.put("/{user_id}", responses=errors(403, 404, 409))
async def replace_user(conn: Transaction, user_id: UserId, wish: UserReplacement) -> UserBody:
    """Say anew what a user is: without `disabled` one who may log in. As PATCH in all else."""
    changed = await users.update_user(conn, user_id=user_id, **wish.model_dump())
    return UserBody.model_validate(changed)


@router.patch("/{user_id}", responses=errors(403, 404, 409))
async def update_user(conn: Transaction, user_id: UserId, change: UserChange) -> UserBody:
    """Rename, change the role, disable or enable, set a password; it counts from their next request on.

    A new password and disabling end their sessions. The last super admin can be neither disabled nor
    demoted (409).
    """
    changed = await users.update_user(conn, user_id=user_id, **change.model_dump())
    return UserBody.model_validate(changed)


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(403, 404, 409),
)
async def delete_user(conn: Transaction, user_id: UserId) -> None:
    """Remove a user; not the last super admin (409). What they made stays."""
    await users.delete_user(conn, user_id=user_id)
