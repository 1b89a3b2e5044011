"""Roles of the embedded PostgreSQL: whom the programs sign in as, who may do everything, who keeps the log.

`relance` is the superuser that initdb made; nothing but upkeep signs in as it. `relance_app` owns the
database `relance` with all that is in it but the activity log (`keeper.py`), and nothing else: whoever speaks
through the application can neither read files of the machine nor run programs there, nor take away what it
did. Data of before there were these, when the superuser did everything, change their owner at the next start.
"""

import asyncio
import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import asyncpg

from relance.embedded import roles_sql as sql
from relance.embedded.keeper import keep_log, lend_log
from relance.embedded.names import APPLICATION, DATABASE, SUPERUSER

_ATTEMPTS = 6
_LOCK_TIMEOUT = "10s"
_ITERATIONS = 4096
"""PostgreSQL's own number, for passwords of people; ours are random."""

# Whoever signs in as the superuser by hand looks for functions where the application cannot put its own, even
# first, if it sets another path for its database: pg_catalog comes before all that is named here.
_PATH = "search_path=public"


def role_url(role: str, password: str, port: int) -> str:
    """The URL of the embedded database for one role."""
    return f"postgresql://{role}:{password}@127.0.0.1:{port}/{DATABASE}"


def settle_roles(superuser_url: str, password: str, *, for_tests: bool) -> None:
    """Make the application's role, or what is missing of it; changes nothing where it is complete.

    In one transaction: what is broken off is done again at the next start. `password` is the application's.
    Raises what asyncpg raises.
    """
    _as_superuser(superuser_url, lambda conn: _give(conn, password, for_tests))


def keep_activity_log(superuser_url: str) -> None:
    """After a migration: the log to its keeper, as at every start. Raises what asyncpg raises."""
    _as_superuser(superuser_url, lambda conn: keep_log(conn, APPLICATION))


def lend_activity_log(superuser_url: str) -> None:
    """Before a migration, which runs as the application: the log to it. Raises what asyncpg raises."""
    _as_superuser(superuser_url, lambda conn: lend_log(conn, APPLICATION))


_Work = Callable[["asyncpg.Connection[asyncpg.Record]"], Awaitable[None]]


def _as_superuser(superuser_url: str, work: _Work) -> None:
    """In a thread of its own, as the caller may run an event loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(_run(superuser_url, work))).result()


async def _run(superuser_url: str, work: _Work) -> None:
    # The owner of a database may set another path for it, in which his own functions come first: as a
    # superuser we would run them. (See also `_PATH`; this holds in the first start that knows it.)
    told = {"application_name": "relance-roles", "search_path": "pg_catalog"}
    conn = await asyncpg.connect(superuser_url, server_settings=told)
    try:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with conn.transaction():
                    await conn.execute(f"SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}'")
                    await work(conn)
                return
            except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
                # What an earlier start has left running still writes, and is ended only after this.
                if attempt == _ATTEMPTS:
                    raise
    finally:
        # We hang up first: else the server's port would be taken for a minute after its stop (TIME_WAIT).
        conn.terminate()


async def _give(conn: "asyncpg.Connection[asyncpg.Record]", password: str, for_tests: bool) -> None:
    role = await conn.fetchrow(sql.ROLE, APPLICATION, for_tests)
    if role is None:
        await conn.execute(sql.CREATE_ROLE)
    if role is None or not role["is_right"] or not _fits(role["verifier"], password):
        await conn.execute(
            f"ALTER ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS "
            f"PASSWORD '{_verifier(password, secrets.token_bytes(16))}'"
        )
        if for_tests:
            await conn.execute(sql.FOR_TESTS)
        await conn.execute(f"ALTER DATABASE {DATABASE} OWNER TO {APPLICATION}")
    if not await conn.fetchval(sql.HAS_PATH, SUPERUSER, _PATH):
        await conn.execute(f"ALTER ROLE {SUPERUSER} SET {_PATH}")
    for row in await conn.fetch(sql.FOREIGN):
        await conn.execute(f"ALTER {row['name']} OWNER TO {APPLICATION}")
    await keep_log(conn, APPLICATION)


def _fits(verifier: str, password: str) -> bool:
    """Whether PostgreSQL would let somebody in with this password."""
    found = re.fullmatch(rf"SCRAM-SHA-256\${_ITERATIONS}:([^$]+)\$.+", verifier)
    return found is not None and verifier == _verifier(password, base64.b64decode(found[1]))


def _verifier(password: str, salt: bytes) -> str:
    """What PostgreSQL keeps of a password (RFC 5803): made here, so that no statement holds the password."""
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ITERATIONS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    parts = (
        base64.b64encode(part).decode()
        for part in (salt, stored, hmac.digest(salted, b"Server Key", "sha256"))
    )
    return "SCRAM-SHA-256${}:{}${}:{}".format(_ITERATIONS, *parts)
