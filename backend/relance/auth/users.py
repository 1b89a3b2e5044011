"""Users and their passwords.

What sets a password takes the pool instead of a transaction, as logging in does: a hash takes a tenth of a
second and may have to wait for its turn, and a connection held all that time would be missed by everybody.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from relance.activity import Act, Subject, differences, record
from relance.activity.record import HIDDEN
from relance.auth import sql
from relance.auth.passwords import check_password_rules, hash_password
from relance.auth.sessions import end_sessions_of
from relance.core.clock import utc_now
from relance.core.db import Connection, Pool, transaction
from relance.core.errors import AppError

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
        raise AppError("user_not_found", id=user_id)
    return User(**row)


async def create_user(pool: Pool, *, username: str, password: str, role: str = ADMIN) -> int:
    """Create a user, return the id.

    Raises AppError `username_refused`, `password_refused`, `role_refused` (422), `user_exists` (409; the
    case of letters makes no difference).
    """
    check_new_user(username=username, password=password, role=role)
    password_hash = await hash_password(password)
    async with transaction(pool) as conn:
        return await insert_user(conn, username=username, password_hash=password_hash, role=role)


def check_new_user(*, username: str, password: str, role: str = ADMIN) -> None:
    """What `create_user` raises before it looks at the database."""
    _check_username(username)
    if role not in ROLES:
        raise AppError("role_refused", roles=list(ROLES))
    check_password_rules(password, username)


async def insert_user(conn: Connection, *, username: str, password_hash: str, role: str) -> int:
    """As `create_user`, of what was checked and hashed before the transaction began."""
    user_id: int | None = await conn.fetchval(sql.INSERT_USER, username, password_hash, role)
    if user_id is None:
        raise _exists(username)
    await record(conn, Act.USER_CREATED, Subject("user", user_id, username), after={"role": role})
    return user_id


async def update_user(
    pool: Pool,
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
    try:
        async with transaction(pool) as conn:
            if disabled or role == ADMIN:
                await _keep_a_super_admin(conn, user_id)
            changed = username, role, disabled, utc_now(), password_hash
            row = await conn.fetchrow(sql.UPDATE_USER, user_id, *changed)
            if row is None:
                raise AppError("user_not_found", id=user_id)
            if password is not None:
                check_password_rules(password, row["username"])
            ends = disabled or password is not None
            ended = await end_sessions_of(conn, user_id=user_id) if ends else 0
            was = {name.removeprefix("was_"): value for name, value in row.items() if name.startswith("was_")}
            user = User(**{name: value for name, value in row.items() if not name.startswith("was_")})
            await _record_change(conn, was, user, new_password=password is not None, ended=ended)
    except asyncpg.UniqueViolationError as error:
        raise _exists(username or "") from error
    return user


async def _record_change(
    conn: Connection, was: dict[str, Any], user: User, *, new_password: bool, ended: int
) -> None:
    now = {"username": user.username, "role": user.role, "disabled": user.disabled_at is not None}
    before, after = differences(was, now)
    if new_password:
        after["password"] = HIDDEN
    if after:
        await record(
            conn,
            Act.USER_CHANGED,
            Subject("user", user.id, user.username),
            before=before,
            after=after,
            details={"sessions_ended": ended},
        )


async def delete_user(conn: Connection, *, user_id: int) -> None:
    """Remove a user: no login, no session, no password left. What they made stays, with their name.

    API keys stay too: programs use them, not people. Raises AppError `user_not_found`, `last_super_admin`.
    """
    await _keep_a_super_admin(conn, user_id)
    gone = await conn.fetchrow(sql.DELETE_USER, user_id, utc_now())
    if gone is None:
        raise AppError("user_not_found", id=user_id)
    ended = await end_sessions_of(conn, user_id=user_id)
    await record(
        conn,
        Act.USER_DELETED,
        Subject("user", user_id, gone["username"]),
        before={"role": gone["role"]},
        details={"sessions_ended": ended},
    )


async def set_password(pool: Pool, *, username: str, password: str) -> int:
    """Replace a password and end the sessions of the old one; return the user's id.

    Raises AppError `user_not_found`, `password_refused`.
    """
    check_password_rules(password, username)
    password_hash = await hash_password(password)
    async with transaction(pool) as conn:
        user_id: int | None = await conn.fetchval(sql.REPLACE_HASH, username, password_hash)
        if user_id is None:
            raise AppError("user_not_found", id=username)
        ended = await end_sessions_of(conn, user_id=user_id)
        await record(
            conn,
            Act.PASSWORD_CHANGED,
            Subject("user", user_id, username),
            details={"sessions_ended": ended},
        )
    return user_id


def is_username(text: str) -> bool:
    """Whether a user can have this name at all."""
    return _USERNAME.fullmatch(text) is not None


def _check_username(username: str) -> None:
    if not is_username(username):
        raise AppError("username_refused")


async def _keep_a_super_admin(conn: Connection, user_id: int) -> None:
    """Refuse to take away the last one who may manage users; the lock makes it true for two at once."""
    rows = await conn.fetch(sql.LOCK_SUPER_ADMINS)
    if [row["id"] for row in rows] == [user_id]:
        raise AppError("last_super_admin")


def _exists(username: str) -> AppError:
    return AppError("user_exists", username=username)
