"""Statements that look whose the activity log is."""

# Triggers as well: of a database without keeper the application could have switched them off.
LOOK = """
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

IS_THERE = "SELECT to_regclass($1) IS NOT NULL"
