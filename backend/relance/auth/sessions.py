"""Sessions of people: an opaque random token in a cookie, its SHA-256 in the database, nothing to forge.

A session ends 7 days after its last use and 30 days after the login at the latest; each request looks it up,
so one that was ended stops at once.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from relance.activity import Act, Subject, act_as, record
from relance.activity.edge import clean_user_agent
from relance.auth import sessions_sql as sql
from relance.cache.versions import Moved
from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.core.errors import AppError

IDLE = timedelta(days=7)
LONGEST = timedelta(days=30)

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class SessionOwner:
    """Whose session it is, as of now: a changed role counts from the next request on.

    `proved_at`: when the password was given last. `versions`: those that kept answers stand on now.
    """

    session_id: int
    user_id: int
    username: str
    role: str
    proved_at: datetime
    versions: Moved


@dataclass(frozen=True, slots=True)
class Session:
    """A session as its owner sees it."""

    id: int
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime
    address: str | None
    user_agent: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class Device:
    """Where a login comes from, as far as one can tell."""

    address: str | None
    user_agent: str | None


async def open_session(
    conn: Connection, *, user_id: int, proved_hash: str, device: Device, new_hash: str | None = None
) -> str | None:
    """Open a session and return its token; None when the password is not the proved one any more.

    `proved_hash` is the stored hash that the password was verified against, `new_hash` replaces it.
    """
    token, now = secrets.token_urlsafe(32), utc_now()
    session_id = await conn.fetchval(
        sql.OPEN,
        user_id,
        proved_hash,
        _digest(token),
        now,
        now + IDLE,
        device.address,
        None if device.user_agent is None else clean_user_agent(device.user_agent),
        new_hash,
    )
    # Locks go user first, sessions after; those that somebody else holds are left to the next login.
    await conn.execute(sql.FORGET_EXPIRED, now)
    return None if session_id is None else token


async def find_sessions(conn: Connection, *, digests: Sequence[bytes]) -> dict[bytes, SessionOwner]:
    """The owners of sessions that have not ended, by what `digest_session` makes of their tokens.

    Slides the expiry, at most once a minute.
    """
    rows = await conn.fetch(sql.FIND, digests, utc_now(), IDLE, LONGEST)
    return {
        row["token_hash"]: SessionOwner(
            row["id"],
            row["user_id"],
            row["username"],
            row["role"],
            row["proved_at"],
            row["versions"] or {},
        )
        for row in rows
    }


def digest_session(token: str) -> bytes | None:
    """What is stored of a token; None for what cannot be one."""
    return _digest(token) if _TOKEN.fullmatch(token) else None


async def list_sessions(conn: Connection, *, user_id: int, current_id: int | None) -> list[Session]:
    """A user's sessions, the one used last first."""
    return [Session(**row) for row in await conn.fetch(sql.LIST_OF_USER, user_id, utc_now(), current_id)]


async def renew_token(conn: Connection, *, session_id: int) -> str:
    """The session's new token; who has the old one is signed in no more."""
    token = secrets.token_urlsafe(32)
    await conn.execute(sql.RENEW, session_id, _digest(token))
    return token


async def confirm_session(conn: Connection, *, session_id: int) -> None:
    """The password was given again just now."""
    await conn.execute(sql.CONFIRM, session_id, utc_now())


async def end_session(conn: Connection, *, token: str) -> None:
    """Log out. Nothing happens when there is no such session."""
    ended = await conn.fetchrow(sql.END_BY_COOKIE, _digest(token))
    if ended is not None:
        act_as("user", id=ended["user_id"], name=ended["username"])
        await record(conn, Act.SIGNED_OUT, Subject("session", ended["id"]))


async def end_own_session(conn: Connection, *, user_id: int, session_id: int) -> None:
    """End one of a user's own sessions. Raises AppError `session_not_found`."""
    if await conn.fetchval(sql.END_ONE, session_id, user_id) is None:
        raise AppError("session_not_found", id=session_id)
    await record(conn, Act.SESSION_ENDED, Subject("session", session_id))


async def end_sessions_of(conn: Connection, *, user_id: int, but: int | None = None) -> int:
    """End all sessions of a user, `but` one; returns how many."""
    return int((await conn.execute(sql.END_OF_USER, user_id, but)).rsplit(" ", 1)[1])


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
