"""Password hashes (argon2id), two at a time in threads: one takes about 70 ms of CPU and 40 MB.

Measured with `benchmarks/password_cost.py`, which tells the same of any machine in a few seconds: 78 ms by
the clock on two cores of 2026. Meant are 50 to 100: half of that helps who has stolen the hashes, twice that
helps who floods the login.
"""

import asyncio
import base64
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from relance.auth.common_passwords import count_seen, is_common
from relance.core.errors import AppError

SHORTEST = 12
LONGEST = 1000
"""Characters a password may have: the upper bound keeps a long body from becoming work. Those that nobody
sees count for nothing at its ends: twelve blanks are no password."""

AT_ONCE = 2
"""Hashes made at the same time in one process: logins may not starve the requests beside them."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=40 * 1024, parallelism=1)
"""One thread each: `AT_ONCE` says how many are busy. Hashes of other costs are renewed at a login."""


def check_password_rules(password: str, username: str | None = None) -> None:
    """Raises AppError for a password that may not be set: `password_refused`, `password_common` (422).

    Only for new ones: one that was set before the rules grew goes on. `username`: whose it is to be, as soon
    as that is known.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise AppError("password_refused", fewest=SHORTEST, most=LONGEST)
    if count_seen(password) == 0:
        raise AppError("password_refused", fewest=SHORTEST, most=LONGEST)
    if is_common(password, username):
        raise AppError("password_common")
    if count_seen(password) < SHORTEST:
        raise AppError("password_refused", fewest=SHORTEST, most=LONGEST)


async def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return await asyncio.get_running_loop().run_in_executor(_threads(), _HASHER.hash, password)


async def verify_password(password_hash: str, password: str) -> bool:
    """Whether the password is the one of the hash."""
    if len(password) > LONGEST:
        return False
    return await asyncio.get_running_loop().run_in_executor(_threads(), _verify, password_hash, password)


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made at other costs than today's."""
    return _HASHER.check_needs_rehash(password_hash)


@lru_cache(maxsize=64)
def hash_of_nobody(alike: str | None = None) -> str:
    """A hash no password fits; to verify against it takes as long as against `alike`, or a new one."""
    try:
        costs = _HASHER if alike is None else extract_parameters(alike)
    except InvalidHashError:  # of somebody without a password
        costs = _HASHER
    salt, digest = (
        base64.b64encode(b"\0" * length).decode().rstrip("=") for length in (costs.salt_len, costs.hash_len)
    )
    shown = f"m={costs.memory_cost},t={costs.time_cost},p={costs.parallelism}"
    return f"$argon2id$v=19${shown}${salt}${digest}"


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")
