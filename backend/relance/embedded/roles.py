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

from relance.embedded.keeper import KEEPER, keep_log, lend_log

SUPERUSER = "relance"
APPLICATION = "relance_app"
DATABASE = "relance"

_ATTEMPTS = 6
_LOCK_TIMEOUT = "10s"
_ITERATIONS = 4096
"""PostgreSQL's own number, for passwords of people; ours are random."""

# What is ours in a database: not the system's, not an extension's, not an index or a sequence of a column,
# which go with their table, nor a type that goes with one.
_OBJECTS = """
SELECT c.relowner AS owner, format('TABLE %s', c.oid::regclass) AS name
FROM pg_class c
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                  AND (d.deptype = 'e' OR c.relkind = 'S' AND d.deptype IN ('a', 'i')
                       AND d.refclassid = 'pg_class'::regclass))
UNION ALL
SELECT p.proowner, format('ROUTINE %s', p.oid::regprocedure)
FROM pg_proc p
WHERE p.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass
                                     AND d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT t.typowner, format('%s %s', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype)
FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE t.oid >= 16384 AND (t.typtype IN ('d', 'e', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid
                  AND d.deptype = 'e')
UNION ALL
SELECT s.stxowner, format('STATISTICS %I.%I', n.nspname, s.stxname)
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
UNION ALL
SELECT n.nspowner, format('SCHEMA %I', n.nspname)
FROM pg_namespace n
WHERE n.oid >= 16384 AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid
                  AND d.deptype = 'e')
"""

_ROLE = """
SELECT r.oid, NOT (r.rolsuper OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls) AND r.rolcanlogin
       AND r.rolcreatedb = $2 AND d.datdba = r.oid AS is_right, coalesce(r.rolpassword, '') AS verifier
FROM pg_authid r, pg_database d WHERE r.rolname = $1 AND d.datname = current_database()
"""

_FOREIGN = f"""
SELECT o.name FROM ({_OBJECTS}) o
WHERE o.owner NOT IN (SELECT oid FROM pg_roles WHERE rolname IN ('{APPLICATION}', '{KEEPER}'))
"""

# Whoever signs in as the superuser by hand looks for functions where the application cannot put its own, even
# first, if it sets another path for its database: pg_catalog comes before all that is named here.
_PATH = "search_path=public"
_HAS_PATH = """
SELECT EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase = 0 AND setrole = to_regrole($1)
               AND $2 = ANY(setconfig))
"""

_FOR_TESTS = f"""
ALTER ROLE {APPLICATION} CREATEDB;
GRANT SET ON PARAMETER log_min_duration_statement, session_replication_role TO {APPLICATION}
"""
"""Each test has a database of its own, and what loads a large one leaves triggers out."""


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
    role = await conn.fetchrow(_ROLE, APPLICATION, for_tests)
    if role is None:
        await conn.execute(f"CREATE ROLE {APPLICATION}")
    if role is None or not role["is_right"] or not _fits(role["verifier"], password):
        await conn.execute(
            f"ALTER ROLE {APPLICATION} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS "
            f"PASSWORD '{_verifier(password, secrets.token_bytes(16))}'"
        )
        if for_tests:
            await conn.execute(_FOR_TESTS)
        await conn.execute(f"ALTER DATABASE {DATABASE} OWNER TO {APPLICATION}")
    if not await conn.fetchval(_HAS_PATH, SUPERUSER, _PATH):
        await conn.execute(f"ALTER ROLE {SUPERUSER} SET {_PATH}")
    for row in await conn.fetch(_FOREIGN):
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
