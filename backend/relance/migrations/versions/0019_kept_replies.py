"""Replies by an id that nobody is known under yet."""

from relance.migrations.apply import run_sql

revision = "0019"
down_revision = "0018"

SQL = """
-- Replies that came before anything taught us whose id it is: kept for a second look while the window that
-- they may belong to can still be open. `message` is what Meta said, read. The ids grow as they come: the
-- newest so many are kept.
CREATE TABLE kept_replies (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    wamid text NOT NULL UNIQUE,
    sender_id bigint NOT NULL REFERENCES senders (id),
    bsuid text,
    wa_id text,
    from_phone text,
    context_wamid text,
    at timestamptz NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    message jsonb NOT NULL,
    -- When it is looked at next, at once when something was learnt; NULL: only then.
    look_at timestamptz,
    looks smallint NOT NULL DEFAULT 0,
    ends_at timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
CREATE INDEX kept_replies_bsuid ON kept_replies (bsuid) WHERE bsuid IS NOT NULL;
CREATE INDEX kept_replies_wa_id ON kept_replies (wa_id) WHERE wa_id IS NOT NULL;
CREATE INDEX kept_replies_from_phone ON kept_replies (from_phone) WHERE from_phone IS NOT NULL;
CREATE INDEX kept_replies_context ON kept_replies (context_wamid) WHERE context_wamid IS NOT NULL;
CREATE INDEX kept_replies_look ON kept_replies (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX kept_replies_ends ON kept_replies (ends_at);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
