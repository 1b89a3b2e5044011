"""Statements on a database that is dumped or restored into."""

LOOK = """
SELECT current_setting('server_version_num')::int / 10000 AS major,
       coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
       clock_timestamp() AS at, current_database() AS name,
       to_regclass('public.installation') IS NOT NULL AND to_regclass('public.alembic_version') IS NOT NULL
       AND to_regclass('public.messages') IS NOT NULL AS is_ours
"""

# The planner's own estimate where counting would read for minutes; none or an old one is small or negative.
COUNT_ROUGHLY = """
SELECT CASE WHEN reltuples > 200000 THEN round(reltuples::numeric, -3)::bigint END
FROM pg_class WHERE oid = to_regclass($1)
"""

COUNT = {table: f"SELECT count(*) FROM public.{table}" for table in ("campaigns", "contacts", "messages")}

# What belongs to an extension is nobody's.
COUNT_STRANGERS = """
SELECT (SELECT count(*) FROM pg_class c
        WHERE c.relnamespace = to_regnamespace('public') AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                          AND d.deptype = 'e'))::int AS tables,
       (SELECT count(*) FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('public')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                          AND d.deptype = 'e'))::int AS functions,
       to_regnamespace('public') IS NOT NULL AS has_public,
       current_setting('server_encoding') AS encoding
"""

# A process that was started before the tables were there takes what comes for the database it knew.
LIST_PROCESSES = """
SELECT DISTINCT application_name FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'relance-%'
ORDER BY 1
"""

LIST_AVAILABLE = "SELECT name FROM pg_available_extensions WHERE name = ANY($1::text[])"

# Around the script of pg_restore. Migrations of a process that is started meanwhile wait for the same lock.
BEGIN = """BEGIN;
SET LOCAL lock_timeout = '10s';
SELECT pg_advisory_xact_lock({lock});
"""

# In the same transaction as the data: nobody ever meets them without the question "copy or restored?", also
# where the database is the one they were dumped from, emptied.
END = """
UPDATE public.installation SET birthplace = 'restored';
COMMIT;
"""

# A schema of before the log, a standby and a role that may only read can be backed up too.
MAY_NOTE = """
SELECT coalesce(has_table_privilege(to_regclass('public.activity'), 'INSERT'), false)
   AND current_setting('transaction_read_only') = 'off'
"""

ANALYZE = "ANALYZE"
