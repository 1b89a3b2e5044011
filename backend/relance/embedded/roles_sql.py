"""Statements that settle the roles of the embedded database. Run as its superuser."""

from relance.embedded.names import APPLICATION, KEEPER

# What is ours in a database: not the system's, not an extension's, not an index or a sequence of a column,
# which go with their table, nor a type that goes with one.
OBJECTS = """
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

ROLE = """
SELECT r.oid, NOT (r.rolsuper OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls) AND r.rolcanlogin
       AND r.rolcreatedb = $2 AND d.datdba = r.oid AS is_right, coalesce(r.rolpassword, '') AS verifier
FROM pg_authid r, pg_database d WHERE r.rolname = $1 AND d.datname = current_database()
"""

FOREIGN = f"""
SELECT o.name FROM ({OBJECTS}) o
WHERE o.owner NOT IN (SELECT oid FROM pg_roles WHERE rolname IN ('{APPLICATION}', '{KEEPER}'))
"""

HAS_PATH = """
SELECT EXISTS (SELECT FROM pg_db_role_setting WHERE setdatabase = 0 AND setrole = to_regrole($1)
               AND $2 = ANY(setconfig))
"""

FOR_TESTS = f"""
ALTER ROLE {APPLICATION} CREATEDB;
GRANT SET ON PARAMETER log_min_duration_statement, session_replication_role TO {APPLICATION}
"""
"""Each test has a database of its own, and what loads a large one leaves triggers out."""

CREATE_ROLE = f"CREATE ROLE {APPLICATION}"
