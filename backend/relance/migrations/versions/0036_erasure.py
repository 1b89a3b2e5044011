"""People who are erased: a keyed hash is left, so that no later import writes to them again."""

from relance.migrations.apply import run_sql

revision = "0036"
down_revision = "0035"

SQL = """
-- HMAC-SHA256 of an identity (`phone:+229…`, `wa:229…`, `bsuid:BJ.…`) with the key below.
CREATE TABLE erased_identities (
    hash bytea PRIMARY KEY,
    erased_at timestamptz NOT NULL DEFAULT now()
);
CREATE FUNCTION xor_bytes(given bytea, mask integer) RETURNS bytea LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
    FOR place IN 0..length(given) - 1 LOOP
        given := set_byte(given, place, get_byte(given, place) # mask);
    END LOOP;
    RETURN given;
END $$;
ALTER TABLE installation ADD COLUMN erasure_key bytea NOT NULL
    DEFAULT sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
ALTER TABLE contacts ADD COLUMN erased_at timestamptz;
-- What is still to be looked after: what arrived while somebody was being erased, and Meta's ids of their
-- messages, which hold the number and are needed for late statuses (`contacts/erasure/afterwards.py`).
CREATE TABLE erasures (
    contact_id bigint PRIMARY KEY REFERENCES contacts (id),
    erased_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX erasures_at ON erasures (erased_at);
ALTER TABLE import_jobs ADD COLUMN erased bigint NOT NULL DEFAULT 0;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
