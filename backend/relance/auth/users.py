"""Users and their passwords."""

import re
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from relance.auth import sessions_sql, sql
from relance.auth.passwords import check_password_rules, hash_password
from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.core.errors import AppError, conflict, malformed, not_found

SUPER_ADMIN = "super_admin"
ADMIN = "admin"
ROLES = (SUPER_ADMIN, ADMIN)

_USERNAME = re.compile(r"[\w.@+-]{1,100}")


@dataclass(frozen=True, slots=True)
class User:
    """A person who may sign in, unless disabled."""

    id: int
    username: str
    role: str
    created_at: datetime
    last_login_at: datetime | None
    disabled_at: datetime | None


async def list_users(conn: Connection) -> list[User]:
    """All users by name, disabled ones included."""
    return [User(**row) for row in await conn.fetch(sql.LIST_USERS)]


async def get_user(conn: Connection, *, user_id: int) -> User:
    """Read a user. Raises AppError `user_not_found`."""
    row = await conn.fetchrow(sql.GET_USER, user_id)
    if row is None:
        raise not_found("user", user_id)
    return User(**row)


async def create_user(conn: Connection, *, username: str, password: str, role: str = ADMIN) -> int:
    """Create a user, return the id.

    Raises AppError `username_refused`, `password_refused`, `role_refused` (422), `user_exists` (409; the
    case of letters makes no difference).
    """
    check_new_user(username=username, password=password, role=role)
    return await insert_user(conn, username=username, password_hash=await hash_password(password), role=role)


def check_new_user(*, username: str, password: str, role: str = ADMIN) -> None:
    """What `create_user` raises before it looks at the database."""
    _check_username(username)
    if role not in ROLES:
        raise malformed("role_refused", f"A role is one of {', '.join(ROLES)}.")
    check_password_rules(password)


async def insert_user(conn: Connection, *, username: str, password_hash: str, role: str) -> int:
    """As `create_user`, of what was checked and hashed before the transaction began."""
    user_id: int | None = await conn.fetchval(sql.INSERT_USER, username, password_hash, role)
    if user_id is None:
        raise _exists(username)
    return user_id


async def update_user(
    conn: Connection,
    *,
    user_id: int,
    username: str | None = None,
    role: str | None = None,
    disabled: bool | None = None,
    password: str | None = None,
) -> User:
    """Change what is given; it counts from the user's next request on.

    A new password, and being disabled, end the user's sessions. Raises AppError as `create_user`, and
    `user_not_found`, `last_super_admin` (409).
    """
    if username is not None:
        _check_username(username)
    if password is not None:
        check_password_rules(password)
    password_hash = None if password is None else await hash_password(password)
    if disabled or role == ADMIN:
        await _keep_a_super_admin(conn, user_id)
    try:
        async with conn.transaction():
            row = await conn.fetchrow(
                sql.UPDATE_USER, user_id, username, role, disabled, utc_now(), password_hash
            )
    except asyncpg.UniqueViolationError as error:
        raise _exists(username or "") from error
    if row is None:
        raise not_found("user", user_id)
    if disabled or password is not None:
        await conn.execute(sessions_sql.END_OF_USER, user_id, None)
    return User(**row)


async def delete_user(conn: Connection, *, user_id: int) -> None:
    """Remove a user: no login, no session, no password left. What they made stays, with their name.

    API keys stay too: programs use them, not people. Raises AppError `user_not_found`, `last_super_admin`.
    """
    await _keep_a_super_admin(conn, user_id)
    if await conn.fetchval(sql.DELETE_USER, user_id, utc_now()) is None:
        raise not_found("user", user_id)
    await conn.execute(sessions_sql.END_OF_USER, user_id, None)


async def set_password(conn: Connection, *, username: str, password: str) -> int:
    """Replace a password and end the sessions of the old one; return the user's id.

    Raises AppError `user_not_found`, `password_refused`.
    """
    check_password_rules(password)
    user_id: int | None = await conn.fetchval(sql.REPLACE_HASH, username, await hash_password(password))
    if user_id is None:
        raise not_found("user", username)
    await conn.execute(sessions_sql.END_OF_USER, user_id, None)
    return user_id


async def count_users(conn: Connection) -> int:
    """How many users there are; 0 before the first one was set up."""
    n: int = await conn.fetchval(sql.COUNT_USERS)
    return n


def is_username(text: str) -> bool:
    """Whether a user can have this name at all."""
    return _USERNAME.fullmatch(text) is not None


def _check_username(username: str) -> None:
    if not is_username(username):
        raise malformed("username_refused", "A user name has 1 to 100 letters, digits or any of . _ @ + -")


async def _keep_a_super_admin(conn: Connection, user_id: int) -> None:
    """Refuse to take away the last one who may manage users; the lock makes it true for two at once."""
    rows = await conn.fetch(sql.LOCK_SUPER_ADMINS)
    if [row["id"] for row in rows] == [user_id]:
        raise conflict(
            "last_super_admin",
            "This is the last super admin who can log in: make somebody else a super admin first.",
        )


def _exists(username: str) -> AppError:
    return conflict("user_exists", f"A user named '{username}' exists already.")
