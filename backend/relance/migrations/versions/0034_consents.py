"""Consent is a record: who gave or withdrew it when, how, in which words, and who wrote it down."""

from relance.migrations.apply import run_sql

revision = "0034"
down_revision = "0033"

SQL = """
-- Appended to only: what was written down stays; `words` and `source` can be cleared, when people are erased.
CREATE TABLE consents (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contact_id bigint NOT NULL REFERENCES contacts (id),
    given boolean NOT NULL,
    -- When the person said so.
    at timestamptz NOT NULL,
    how text NOT NULL CHECK (how IN
        ('form', 'paper', 'import', 'keyword', 'button', 'operator', 'whatsapp', 'other')),
    -- What was shown to the person, or said by them; and where.
    words text,
    source text,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    recorded_by bigint REFERENCES users (id),
    recorded_by_key bigint REFERENCES api_keys (id),
    -- Told twice (a webhook that comes again, a file imported again) it is one.
    UNIQUE (contact_id, at, given, how)
);

CREATE FUNCTION keep_consents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.words IS NULL AND NEW.source IS NULL)
       AND (OLD.id, OLD.contact_id, OLD.given, OLD.at, OLD.how, OLD.recorded_at)
           IS NOT DISTINCT FROM (NEW.id, NEW.contact_id, NEW.given, NEW.at, NEW.how, NEW.recorded_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'consents are appended to only';
END $$;
CREATE TRIGGER keep_consents BEFORE UPDATE OR DELETE ON consents
    FOR EACH ROW EXECUTE FUNCTION keep_consents();

-- The newest word of a contact, so that a launch need not look further. Whoever writes consents holds the
-- contacts' locks already.
ALTER TABLE contacts ADD COLUMN consented_at timestamptz;
CREATE FUNCTION mirror_consents() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off AS $$
BEGIN
    UPDATE contacts c SET consented_at = CASE WHEN l.given THEN l.at END, updated_at = now()
    FROM (
        SELECT DISTINCT ON (k.contact_id) k.contact_id, k.given, k.at
        FROM new_rows n JOIN consents k ON k.contact_id = n.contact_id
        ORDER BY k.contact_id, k.at DESC, k.given
    ) l
    WHERE c.id = l.contact_id AND c.deleted_at IS NULL
      AND c.consented_at IS DISTINCT FROM CASE WHEN l.given THEN l.at END;
    RETURN NULL;
END $$;
CREATE TRIGGER mirror_consents AFTER INSERT ON consents
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION mirror_consents();

INSERT INTO consents (contact_id, given, at, how)
SELECT id, false, opted_out_at, CASE opted_out_reason WHEN 'replied_stop' THEN 'keyword'
    WHEN 'whatsapp_preference' THEN 'whatsapp' ELSE 'operator' END
FROM contacts WHERE opted_out_at IS NOT NULL AND deleted_at IS NULL ORDER BY id;

ALTER TABLE campaigns ADD COLUMN consent_only boolean NOT NULL DEFAULT false;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
