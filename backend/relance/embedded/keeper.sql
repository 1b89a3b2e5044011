-- The activity log belongs to a role that nobody signs in as: the application's adds lines and reads them, and
-- that is all. The embedded server is brought to this at each start and after migrations. For a server of
-- your own, as its superuser, with the name of the application's role in the place of relance:
--
--     psql -v application=relance -f backend/relance/embedded/keeper.sql 'dbname=relance'
--
-- It may be run again at any time. `docs/operations.md` says what it holds and against whom.

BEGIN;

-- The application owns the database and may have set another path for it, with functions of its own in it.
SET LOCAL search_path = pg_catalog;
SET LOCAL lock_timeout = '10s';

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'relance_keeper') THEN
        CREATE ROLE relance_keeper;
    END IF;
END $$;
ALTER ROLE relance_keeper NOLOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS;

-- Who owns a schema may drop what is in it, and `public` belongs to whoever owns the database.
ALTER SCHEMA public OWNER TO relance_keeper;
GRANT USAGE, CREATE ON SCHEMA public TO :"application";

ALTER TABLE public.activity OWNER TO relance_keeper;
ALTER TABLE public.activity ENABLE ALWAYS TRIGGER keep_lines, ENABLE ALWAYS TRIGGER keep_table;
REVOKE ALL ON public.activity FROM PUBLIC, :"application";
REVOKE ALL ON SEQUENCE public.activity_id_seq FROM PUBLIC, :"application";
-- Neither its number nor its time: nobody adds a line to the past.
GRANT INSERT (actor_kind, actor_id, actor_name, address, user_agent, what, subject_kind, subject_id,
    subject_name, before, after, details) ON public.activity TO :"application";
-- Of the sequence for backups, which note how far it is.
GRANT SELECT ON public.activity, public.activity_id_seq TO :"application";

ALTER FUNCTION public.keep_activity() OWNER TO relance_keeper;
ALTER FUNCTION public.keep_activity() SET search_path = pg_catalog, pg_temp;
-- The only way to remove a line, with the keeper's rights: never one of the last 30 days.
ALTER FUNCTION public.forget_activity(integer, integer) OWNER TO relance_keeper;
ALTER FUNCTION public.forget_activity(integer, integer) SET search_path = pg_catalog, pg_temp;
REVOKE ALL ON FUNCTION public.forget_activity(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.forget_activity(integer, integer) TO :"application";

COMMIT;
