"""Users and passwords."""

from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher, extract_parameters

from relance.auth import passwords
from relance.auth.command import run_create_user, run_set_password
from relance.auth.gate import LoginGate, LoginRefusedError
from relance.auth.login import log_in, prove_login
from relance.auth.sessions import Device, digest_session, find_sessions, open_session
from relance.auth.users import create_user, set_password, update_user
from relance.core.db import Pool, create_pool, transaction
from relance.core.errors import AppError
from relance.core.redis import RedisClient

PASSWORD = "correct horse"


async def test_login_with_the_right_password(pool: Pool) -> None:
    async with transaction(pool) as conn:
        user_id = await create_user(pool, username="Awa", password=PASSWORD, role="super_admin")
        assert await conn.fetchval("SELECT count(*) FROM users WHERE deleted_at IS NULL") == 1
    proof = await prove_login(pool, username="awa", password=PASSWORD)
    assert (proof.user_id, proof.username, proof.role) == (user_id, "Awa", "super_admin")
    assert proof.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("username", "password"),
    [("awa", "wrong horse"), ("nobody", PASSWORD), ("awa", ""), ("a\x00", PASSWORD), ("awa", "x" * 1001)],
)
async def test_wrong_login_is_refused_alike(pool: Pool, username: str, password: str) -> None:
    await create_user(pool, username="awa", password=PASSWORD)
    with pytest.raises(LoginRefusedError) as refused:
        await prove_login(pool, username=username, password=password)
    assert (refused.value.code, refused.value.status) == ("login_refused", 401)
    assert refused.value.message == "User name or password is wrong."


async def test_unknown_user_costs_the_same_hash(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same work for everybody: what a stopwatch could tell apart would name the users."""
    verified = []
    hasher = passwords._HASHER

    def verify(password_hash: str, password: str) -> bool:
        verified.append(password_hash)
        return hasher.verify(password_hash, password)

    await create_user(pool, username="awa", password=PASSWORD)
    monkeypatch.setattr(passwords, "_HASHER", SimpleNamespace(verify=verify))
    for username in ("awa", "nobody", "not a name"):
        with pytest.raises(LoginRefusedError):
            await prove_login(pool, username=username, password="wrong horse")
    real, *others = (extract_parameters(password_hash) for password_hash in verified)
    assert others == [real, real]


async def test_disabled_user_cannot_log_in(pool: Pool) -> None:
    async with transaction(pool) as conn:
        await create_user(pool, username="awa", password=PASSWORD)
        await conn.execute("UPDATE users SET disabled_at = now()")
    with pytest.raises(LoginRefusedError):
        await prove_login(pool, username="awa", password=PASSWORD)


async def test_new_password_replaces_the_old(pool: Pool) -> None:
    await create_user(pool, username="awa", password=PASSWORD)
    await set_password(pool, username="AWA", password="another horse")
    await prove_login(pool, username="awa", password="another horse")
    with pytest.raises(LoginRefusedError):
        await prove_login(pool, username="awa", password=PASSWORD)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"username": "AWA"}, "user_exists"),
        ({"username": ""}, "username_refused"),
        ({"username": "a b"}, "username_refused"),
        ({"username": "b", "password": "short"}, "password_refused"),
        ({"username": "b", "password": "x" * 1001}, "password_refused"),
        ({"username": "b", "role": "root"}, "role_refused"),
    ],
)
async def test_user_that_cannot_be_created(pool: Pool, fields: dict[str, str], code: str) -> None:
    await create_user(pool, username="awa", password=PASSWORD)
    with pytest.raises(AppError) as refused:
        await create_user(pool, **{"password": PASSWORD, **fields})
    assert refused.value.code == code


async def test_password_of_unknown_user(pool: Pool) -> None:
    with pytest.raises(AppError) as refused:
        await set_password(pool, username="nobody", password=PASSWORD)
    assert refused.value.code == "user_not_found"


async def test_commands_commit(pool: Pool, database_url: str) -> None:
    user_id = await run_create_user(database_url, username="awa", password=PASSWORD)
    assert await run_set_password(database_url, username="awa", password="another horse") == user_id
    assert (await prove_login(pool, username="awa", password="another horse")).role == "admin"


async def test_password_set_by_command_ends_the_sessions(pool: Pool, database_url: str) -> None:
    await run_create_user(database_url, username="awa", password=PASSWORD)
    proof = await prove_login(pool, username="awa", password=PASSWORD)
    device = Device(address=None, user_agent="a\x00" + "b" * 500)
    async with transaction(pool) as conn:
        token = await open_session(
            conn, user_id=proof.user_id, proved_hash=proof.password_hash, device=device
        )
        assert token is not None and await find_sessions(conn, digests=[digest_session(token) or b""])
    await run_set_password(database_url, username="awa", password="another horse")
    async with transaction(pool) as conn:
        assert await find_sessions(conn, digests=[digest_session(token) or b""]) == {}


async def test_hash_of_old_costs_is_renewed_by_the_login(
    pool: Pool, redis: RedisClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    await create_user(pool, username="awa", password=PASSWORD)
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    for _ in range(2):
        device = Device(address=None, user_agent=None)
        await log_in(pool, LoginGate(redis), username="awa", password=PASSWORD, device=device)
    assert "t=2" in await pool.fetchval("SELECT password_hash FROM users")


@pytest.mark.parametrize("change", ["create", "update", "set"])
async def test_nobody_waits_for_a_connection_while_a_password_is_hashed(
    database_url: str, pool: Pool, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    user_id = await create_user(pool, username="awa", password=PASSWORD)
    monkeypatch.setattr("relance.core.db.ACQUIRE_WITHIN_S", 2.0)
    one = await create_pool(database_url, name="test", max_size=1)
    asked: list[int] = []

    async def hash_slowly(_: str) -> str:
        asked.append(await one.fetchval("SELECT 1"))
        return "a hash"

    monkeypatch.setattr("relance.auth.users.hash_password", hash_slowly)
    try:
        if change == "create":
            await create_user(one, username="koffi", password=PASSWORD)
        elif change == "update":
            await update_user(one, user_id=user_id, password="another horse")
        else:
            await set_password(one, username="awa", password="another horse")
    finally:
        await one.close()
    assert asked == [1]
