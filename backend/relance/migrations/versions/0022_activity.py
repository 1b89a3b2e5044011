"""Who did what: a table of which lines are added, and nothing else."""

from relance.migrations.apply import run_sql

revision = "0022"
down_revision = "0021"

SQL = """
CREATE TABLE activity (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor_kind text NOT NULL,
    actor_id bigint,
    actor_name text,
    address text,
    user_agent text,
    what text NOT NULL,
    subject_kind text,
    subject_id bigint,
    subject_name text,
    before jsonb,
    after jsonb,
    details jsonb
);

-- Pages are read by time; each filter has the index that gives its lines in that order.
CREATE INDEX activity_at ON activity (at, id);
CREATE INDEX activity_what ON activity (what, at, id);
CREATE INDEX activity_actor_kind ON activity (actor_kind, at, id);
CREATE INDEX activity_actor ON activity (actor_id, actor_kind, at, id) WHERE actor_id IS NOT NULL;
CREATE INDEX activity_subject_kind ON activity (subject_kind, at, id) WHERE subject_kind IS NOT NULL;
CREATE INDEX activity_subject ON activity (subject_id, subject_kind, at, id) WHERE subject_id IS NOT NULL;

-- For whoever asks, a superuser too. The mark says that `forget_activity` asks and could be forged, the age
-- could not: what is younger than thirty days is not deleted by any statement on rows.
CREATE FUNCTION keep_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' THEN
        IF current_setting('relance.forgets_activity', true) = 'on'
           AND OLD.at < clock_timestamp() - interval '30 days' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'lines of the table activity are neither changed nor deleted'
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'forget_activity(days, most) removes what is older than that, 30 days or more.';
END $$;

CREATE TRIGGER keep_lines BEFORE UPDATE OR DELETE ON activity FOR EACH ROW EXECUTE FUNCTION keep_activity();
CREATE TRIGGER keep_table BEFORE TRUNCATE ON activity FOR EACH STATEMENT EXECUTE FUNCTION keep_activity();
-- Also where an administrator of the server sets session_replication_role, which turns others off.
ALTER TABLE activity ENABLE ALWAYS TRIGGER keep_lines;
ALTER TABLE activity ENABLE ALWAYS TRIGGER keep_table;

-- Removes up to `most` lines older than `days`, the oldest first; returns how many. With the rights of its
-- owner, so that the table may belong to somebody else than the application (docs/operations.md).
CREATE FUNCTION forget_activity(days integer, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    gone integer;
BEGIN
    IF days IS NULL OR days < 30 THEN
        RAISE EXCEPTION 'lines are kept for 30 days at least' USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Not by a SET of the function: only a superuser may say that of a name PostgreSQL does not know.
    PERFORM set_config('relance.forgets_activity', 'on', true);
    DELETE FROM public.activity WHERE id IN (
        SELECT id FROM public.activity WHERE at < clock_timestamp() - make_interval(days => days)
        ORDER BY at, id LIMIT most);
    GET DIAGNOSTICS gone = ROW_COUNT;
    PERFORM set_config('relance.forgets_activity', 'off', true);
    RETURN gone;
END $$;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
