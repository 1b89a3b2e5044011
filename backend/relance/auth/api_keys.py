"""API keys: shown once, stored as SHA-256. They are random, so a slow hash would protect nothing more."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from relance.activity import Act, Subject, differences, record
from relance.auth import sql
from relance.cache.versions import Moved
from relance.core.clock import utc_now
from relance.core.db import Connection
from relance.core.errors import AppError

PREFIX = "rl_"
"""Lets secret scanners, and people, tell what it is."""

LONGEST = timedelta(days=3653)

_TOKEN = re.compile(r"rl_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key that counts, and the versions that kept answers stand on now."""

    id: int
    name: str
    versions: Moved


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is managed; `created_by` is a user's name, None for a key made by a command."""

    id: int
    name: str
    created_by: str | None
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


async def create_api_key(
    conn: Connection, *, name: str, created_by: int | None = None, expires_at: datetime | None = None
) -> str:
    """As `issue_api_key`, for callers who want the key alone."""
    return (await issue_api_key(conn, name=name, created_by=created_by, expires_at=expires_at))[1]


async def issue_api_key(
    conn: Connection, *, name: str, created_by: int | None = None, expires_at: datetime | None = None
) -> tuple[int, str]:
    """Create a key; return its id and the key itself, the only time it can be seen.

    Raises AppError `key_name_refused`, `key_expiry_refused` (422).
    """
    name = name.strip()
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise AppError("key_name_refused", most=100)
    if expires_at is not None and not utc_now() < expires_at < utc_now() + LONGEST:
        raise AppError("key_expiry_refused", years=10)
    token = PREFIX + secrets.token_urlsafe(32)
    key_id: int = await conn.fetchval(sql.INSERT_KEY, name, _digest(token), created_by, expires_at)
    _, after = differences({}, {"expires_at": expires_at} if expires_at else {})
    await record(conn, Act.API_KEY_CREATED, Subject("api_key", key_id, name), after=after)
    return key_id, token


async def list_api_keys(conn: Connection) -> list[ApiKey]:
    """All keys, the newest first, revoked and expired ones included."""
    return [ApiKey(**row) for row in await conn.fetch(sql.LIST_KEYS)]


async def get_api_key(conn: Connection, *, key_id: int) -> ApiKey:
    """Read a key. Raises AppError `api_key_not_found`."""
    row = await conn.fetchrow(sql.GET_KEY, key_id)
    if row is None:
        raise AppError("api_key_not_found", id=key_id)
    return ApiKey(**row)


async def find_api_keys(conn: Connection, *, digests: Sequence[bytes]) -> dict[bytes, KeyRow]:
    """The keys that count now, by what `digest_key` makes of their tokens. Notes when they were used."""
    rows = await conn.fetch(sql.FIND_KEYS, digests, utc_now())
    return {row["key_hash"]: KeyRow(row["id"], row["name"], row["versions"] or {}) for row in rows}


def digest_key(token: str) -> bytes | None:
    """What is stored of a key; None for what cannot be one."""
    return _digest(token) if _TOKEN.fullmatch(token) else None


async def revoke_api_key(conn: Connection, *, key_id: int) -> None:
    """Make a key worthless from the next request on. Raises AppError `api_key_not_found`."""
    row = await conn.fetchrow(sql.REVOKE_KEY, key_id, utc_now())
    if row is None:
        raise AppError("api_key_not_found", id=key_id)
    if row["is_new"]:
        await record(conn, Act.API_KEY_REVOKED, Subject("api_key", key_id, row["name"]))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
