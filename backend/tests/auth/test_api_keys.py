"""API keys and the dependency that asks for one."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from fastapi import FastAPI, Request

from relance.auth.api_keys import KeyRow, create_api_key, digest_key, find_api_keys, revoke_api_key
from relance.auth.command import run_create_api_key
from relance.auth.edge.access import NotAuthenticatedError, Principal, require_key
from relance.core.db import Connection, Pool, transaction
from relance.core.errors import AppError
from relance.core.settings import Settings
from tests.support.services import equip

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def request_with(pool: Pool, settings: Settings, authorization: str | None) -> Request:
    headers = [] if authorization is None else [(b"authorization", authorization.encode())]
    scope: dict[str, Any] = {"type": "http", "headers": headers, "app": FastAPI()}
    equip(scope["app"], settings, pool)
    return Request(scope)


async def find_key(conn: Connection, *, token: str) -> KeyRow | None:
    digest = digest_key(token)
    return None if digest is None else (await find_api_keys(conn, digests=[digest])).get(digest)


async def test_key_is_found_and_not_stored_in_clear(pool: Pool) -> None:
    async with transaction(pool) as conn:
        token = await create_api_key(conn, name="crm")
        key = await find_key(conn, token=token)
    assert re.fullmatch(r"rl_[A-Za-z0-9_-]{43}", token)
    assert key is not None
    assert key.name == "crm"
    assert token.encode() not in await pool.fetchval("SELECT key_hash FROM api_keys")


async def test_unknown_token_is_nobody(pool: Pool) -> None:
    async with transaction(pool) as conn:
        await create_api_key(conn, name="crm")
        for token in ("", "rl_", "rl_" + "a" * 43, "x" * 100_000, "rl_é" + "a" * 42):
            assert await find_key(conn, token=token) is None


async def test_revoked_key_stops_at_once(pool: Pool) -> None:
    async with transaction(pool) as conn:
        token = await create_api_key(conn, name="crm")
        key = await find_key(conn, token=token)
        assert key is not None
        await revoke_api_key(conn, key_id=key.id)
        assert await find_key(conn, token=token) is None
        with pytest.raises(AppError):
            await revoke_api_key(conn, key_id=404)


async def test_expired_key_does_not_count(pool: Pool) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        async with transaction(pool) as conn:
            token = await create_api_key(conn, name="crm", expires_at=NOW + timedelta(days=1))
            assert await find_key(conn, token=token) is not None
            clock.shift(timedelta(days=1))
            assert await find_key(conn, token=token) is None


async def test_use_is_noted_once_a_minute(pool: Pool) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        async with pool.acquire() as conn:
            token = await create_api_key(conn, name="crm")
            noted = []
            for step in (0, 59, 1):
                clock.shift(timedelta(seconds=step))
                await find_key(conn, token=token)
                noted.append(await conn.fetchval("SELECT last_used_at FROM api_keys"))
    assert noted == [NOW, NOW, NOW + timedelta(minutes=1)]


async def test_request_with_a_key_has_a_principal(pool: Pool, settings: Settings, database_url: str) -> None:
    token = await run_create_api_key(database_url, name="crm")
    key_id = await pool.fetchval("SELECT id FROM api_keys")
    for authorization in (f"Bearer {token}", f"bearer  {token} "):
        principal = await require_key(request_with(pool, settings, authorization))
        assert principal == Principal(kind="api_key", id=key_id, role="admin", name="crm")


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Basic YTpi", "rl_x", "Bearer rl_" + "a" * 43]
)
async def test_request_without_a_good_key_is_401(
    pool: Pool, settings: Settings, authorization: str | None
) -> None:
    with pytest.raises(NotAuthenticatedError) as refused:
        await require_key(request_with(pool, settings, authorization))
    assert refused.value.status == 401
    assert refused.value.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b"])
async def test_key_needs_a_name(pool: Pool, name: str) -> None:
    async with transaction(pool) as conn:
        with pytest.raises(AppError) as refused:
            await create_api_key(conn, name=name)
    assert refused.value.code == "key_name_refused"
