"""The activity log of the embedded PostgreSQL, out of the hands of the role that the programs sign in as.

`keeper.sql` gives it to `relance_keeper`, whom nobody can become. A migration runs as the application and
could not change it: for the time of one, the log is lent to the application (`lend_log`).
"""

from functools import cache
from pathlib import Path

import asyncpg

from relance.embedded import keeper_sql as sql
from relance.embedded.names import KEEPER

SCRIPT = Path(__file__).with_name("keeper.sql")

_TABLE = "public.activity"
_FUNCTIONS = ("public.keep_activity()", "public.forget_activity(integer, integer)")
_COLUMNS_OF_A_LINE = (
    "actor_kind", "actor_id", "actor_name", "address", "user_agent", "what", "subject_kind", "subject_id",
    "subject_name", "before", "after", "details",
)  # fmt: skip


async def keep_log(conn: "asyncpg.Connection[asyncpg.Record]", application: str) -> None:
    """Give the log to its keeper, where there is one already; changes nothing where it is so.

    `conn`: a superuser's, in a transaction, with nothing but `pg_catalog` in its path.
    """
    seen = await conn.fetchrow(sql.LOOK, application, _TABLE, KEEPER, _FUNCTIONS, _COLUMNS_OF_A_LINE)
    assert seen is not None
    if seen["is_there"] and not seen["is_kept"]:
        await conn.execute(_script(application))


async def lend_log(conn: "asyncpg.Connection[asyncpg.Record]", application: str) -> None:
    """Give it to the application, for a migration."""
    if await conn.fetchval(sql.IS_THERE, _TABLE):
        await conn.execute(f"ALTER TABLE {_TABLE} OWNER TO {application}")
        for function in _FUNCTIONS:
            await conn.execute(f"ALTER FUNCTION {function} OWNER TO {application}")


@cache
def _script(application: str) -> str:
    """The file as psql would send it, but for the transaction, which is the caller's."""
    lines = SCRIPT.read_text().replace(':"application"', application).splitlines()
    return "\n".join(line for line in lines if line not in ("BEGIN;", "COMMIT;"))
