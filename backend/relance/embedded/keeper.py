"""The activity log of the embedded PostgreSQL, out of the hands of the role that the programs sign in as.

`keeper.sql` gives it to `relance_keeper`, whom nobody can become. A migration runs as the application and
could not change it: for the time of one, the log is lent to the application (`lend_log`).
"""

from functools import cache
from pathlib import Path

import asyncpg

KEEPER = "relance_keeper"

SCRIPT = Path(__file__).with_name("keeper.sql")

_TABLE = "public.activity"
_FUNCTIONS = ("public.keep_activity()", "public.forget_activity(integer, integer)")
_COLUMNS_OF_A_LINE = (
    "actor_kind", "actor_id", "actor_name", "address", "user_agent", "what", "subject_kind", "subject_id",
    "subject_name", "before", "after", "details",
)  # fmt: skip

# Triggers as well: of a database without keeper the application could have switched them off.
_LOOK = """
SELECT to_regclass($2) IS NOT NULL AS is_there,
       (SELECT bool_and(r.rolname = $3 AND NOT (r.rolcanlogin OR r.rolsuper OR r.rolcreaterole))
               AND count(*) = 2 + cardinality($4::text[])
        FROM (SELECT nspowner FROM pg_namespace WHERE nspname = 'public'
              UNION ALL SELECT relowner FROM pg_class WHERE oid = to_regclass($2)
              UNION ALL SELECT proowner FROM pg_proc
              WHERE oid IN (SELECT to_regprocedure(name) FROM unnest($4::text[]) AS name)) AS owned (by)
        JOIN pg_roles r ON r.oid = owned.by)
       AND has_schema_privilege($1, 'public', 'CREATE')
       AND has_table_privilege($1, to_regclass($2), 'SELECT')
       AND has_function_privilege($1, to_regprocedure($4[2]), 'EXECUTE')
       AND NOT has_table_privilege($1, to_regclass($2), 'INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER')
       AND (SELECT bool_and(has_column_privilege($1, to_regclass($2), name, 'INSERT'))
            FROM unnest($5::text[]) AS name)
       AND (SELECT count(*) = 2 FROM pg_trigger
            WHERE tgrelid = to_regclass($2) AND NOT tgisinternal AND tgenabled = 'A') AS is_kept
"""


async def keep_log(conn: "asyncpg.Connection[asyncpg.Record]", application: str) -> None:
    """Give the log to its keeper, where there is one already; changes nothing where it is so.

    `conn`: a superuser's, in a transaction, with nothing but `pg_catalog` in its path.
    """
    seen = await conn.fetchrow(_LOOK, application, _TABLE, KEEPER, _FUNCTIONS, _COLUMNS_OF_A_LINE)
    assert seen is not None
    if seen["is_there"] and not seen["is_kept"]:
        await conn.execute(_script(application))


async def lend_log(conn: "asyncpg.Connection[asyncpg.Record]", application: str) -> None:
    """Give it to the application, for a migration."""
    if await conn.fetchval("SELECT to_regclass($1) IS NOT NULL", _TABLE):
        await conn.execute(f"ALTER TABLE {_TABLE} OWNER TO {application}")
        for function in _FUNCTIONS:
            await conn.execute(f"ALTER FUNCTION {function} OWNER TO {application}")


@cache
def _script(application: str) -> str:
    """The file as psql would send it, but for the transaction, which is the caller's."""
    lines = SCRIPT.read_text().replace(':"application"', application).splitlines()
    return "\n".join(line for line in lines if line not in ("BEGIN;", "COMMIT;"))
