"""Logging in and changing one's password.

These take the pool instead of a transaction: a hash takes a tenth of a second and may have to wait for its
turn, and a connection held all that time would be missed by everybody else.
"""

from dataclasses import dataclass

from relance.activity import Act, Subject, act_as, record
from relance.auth import sql
from relance.auth.gate import LoginGate, LoginRefusedError
from relance.auth.passwords import (
    check_password_rules,
    hash_of_nobody,
    hash_password,
    needs_rehash,
    verify_password,
)
from relance.auth.sessions import Device, confirm_session, end_sessions_of, open_session, renew_token
from relance.auth.users import is_username
from relance.core.db import Pool, transaction
from relance.core.errors import AppError


@dataclass(frozen=True, slots=True)
class Proof:
    """A user whose password was right, and the stored hash that said so."""

    user_id: int
    username: str
    role: str
    password_hash: str


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A login that worked; the token goes into the cookie and nowhere else."""

    token: str
    user_id: int
    username: str
    role: str


async def prove_login(pool: Pool, *, username: str, password: str) -> Proof:
    """The user of these credentials. Raises LoginRefusedError (401).

    One statement and one hash, whether the user exists, is disabled, or the password is wrong.
    """
    # A name that nobody can have may hold what PostgreSQL cannot store.
    row = await pool.fetchrow(sql.FIND_LOGIN, username if is_username(username) else "")
    assert row is not None, "this statement always has a row"
    is_user = row["id"] is not None
    # Costs as much as that of somebody: hashes of older versions may cost more than today's.
    password_hash = row["password_hash"] if is_user else hash_of_nobody(row["alike"])
    if not await verify_password(password_hash, password) or not is_user:
        raise LoginRefusedError((row["id"], row["username"]) if is_user else None)
    return Proof(row["id"], row["username"], row["role"], password_hash)


async def log_in(
    pool: Pool, gate: LoginGate, *, username: str, password: str, device: Device
) -> OpenedSession:
    """Open a session. Raises LoginRefusedError (401), TooManyLoginsError (429)."""

    async def prove() -> OpenedSession:
        proof = await prove_login(pool, username=username, password=password)
        stored = proof.password_hash
        renewed = await hash_password(password) if needs_rehash(stored) else None
        async with transaction(pool) as conn:
            token = await open_session(
                conn, user_id=proof.user_id, proved_hash=stored, device=device, new_hash=renewed
            )
            if token is not None:
                act_as("user", id=proof.user_id, name=proof.username)
                await record(conn, Act.SIGNED_IN, Subject("user", proof.user_id, proof.username))
        if token is None:  # changed, disabled or removed while we hashed
            raise LoginRefusedError((proof.user_id, proof.username))
        return OpenedSession(token, proof.user_id, proof.username, proof.role)

    try:
        return await gate.attempt(account=username, address=device.address, prove=prove)
    except LoginRefusedError as refused:
        await gate.failures.write(pool, place="login", user=refused.user, locked=refused.locked)
        raise


async def confirm(
    pool: Pool, gate: LoginGate, *, user_id: int, session_id: int, password: str, address: str | None
) -> None:
    """Say again that it is oneself: for 15 minutes users and keys may be managed.

    Raises AppError `current_password_wrong` (403), TooManyLoginsError (429).
    """
    await _prove_again(pool, gate, user_id=user_id, session_id=session_id, password=password, address=address)
    async with transaction(pool) as conn:
        await confirm_session(conn, session_id=session_id)


async def change_password(
    pool: Pool,
    gate: LoginGate,
    *,
    user_id: int,
    session_id: int,
    current: str,
    new: str,
    address: str | None,
) -> str:
    """Replace one's own password; every other session of the user ends, this one stays.

    Returns its new token: whoever had got hold of its cookie is out as well.

    Raises AppError `password_refused` (422), `current_password_wrong` (403), TooManyLoginsError (429).
    """
    check_password_rules(new)
    stored = await _prove_again(
        pool, gate, user_id=user_id, session_id=session_id, password=current, address=address
    )
    new_hash = await hash_password(new)
    async with transaction(pool) as conn:
        username = await conn.fetchval(sql.CHANGE_HASH, user_id, stored, new_hash)
        if username is None:
            raise AppError("password_changed_meanwhile")
        check_password_rules(new, username)
        ended = await end_sessions_of(conn, user_id=user_id, but=session_id)
        subject = Subject("user", user_id, username)
        await record(conn, Act.PASSWORD_CHANGED, subject, details={"sessions_ended": ended})
        return await renew_token(conn, session_id=session_id)


async def _prove_again(
    pool: Pool, gate: LoginGate, *, user_id: int, session_id: int, password: str, address: str | None
) -> str:
    """The stored hash that the password of a signed-in person fits. Raises as `confirm`."""
    row = await pool.fetchrow(sql.READ_HASH, user_id)
    if row is None:
        raise AppError("user_not_found", id=user_id)
    stored: str = row["password_hash"]

    async def prove() -> None:
        if not await verify_password(stored, password):
            raise LoginRefusedError

    try:
        await gate.attempt_again(session_id=session_id, address=address, prove=prove)
    except LoginRefusedError as error:
        user = user_id, row["username"]
        await gate.failures.write(pool, place="password", user=user, locked=error.locked)
        raise AppError("current_password_wrong") from error
    return stored
