"""Password hashes (argon2id), two at a time in threads: one takes about 50 ms of CPU and 64 MB."""

import asyncio
import base64
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from relance.core.errors import malformed

SHORTEST = 8
LONGEST = 1000
"""Characters a password may have: the upper bound keeps a long body from becoming work."""

AT_ONCE = 2
"""Hashes made at the same time in one process: logins may not starve the requests beside them."""

_HASHER = PasswordHasher()


def check_password_rules(password: str) -> None:
    """Raises AppError `password_refused` (422) for a password that may not be set."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise malformed("password_refused", f"A password has {SHORTEST} to {LONGEST} characters.")


async def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return await asyncio.get_running_loop().run_in_executor(_threads(), _HASHER.hash, password)


async def verify_password(password_hash: str, password: str) -> bool:
    """Whether the password is the one of the hash."""
    if len(password) > LONGEST:
        return False
    return await asyncio.get_running_loop().run_in_executor(_threads(), _verify, password_hash, password)


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(password_hash)


@lru_cache(maxsize=1)
def hash_of_nobody() -> str:
    """A hash no password fits; to verify against it takes as long as against a real one."""
    salt, digest = (
        base64.b64encode(b"\0" * length).decode().rstrip("=")
        for length in (_HASHER.salt_len, _HASHER.hash_len)
    )
    costs = f"m={_HASHER.memory_cost},t={_HASHER.time_cost},p={_HASHER.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")
