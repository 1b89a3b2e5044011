"""Lists of campaigns and messages, tests of a campaign, leaving out who is known not to be on WhatsApp."""

from relance.migrations.apply import run_sql

revision = "0007"
down_revision = "0006"

SQL = """
-- A test of a campaign is a campaign of its own, hidden, with one contact: its messages, replies and
-- Message 2 go the way of all others. Its id is negative, so that no path reaches it and whatever counts
-- over all campaigns leaves it out by `id > 0`.
ALTER TABLE campaigns
    ADD COLUMN test_of bigint REFERENCES campaigns (id),
    ADD COLUMN skip_unreachable boolean NOT NULL DEFAULT false,
    -- Everything is sent and replies are awaited until then; the tick notes it.
    ADD COLUMN waiting_until timestamptz,
    ADD COLUMN name_folded text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_text(name)) STORED,
    ADD CONSTRAINT campaigns_tests_are_negative CHECK ((id < 0) = (test_of IS NOT NULL));
CREATE INDEX campaigns_tests ON campaigns (test_of, created_at) WHERE test_of IS NOT NULL;
CREATE INDEX campaigns_shown ON campaigns (id) WHERE deleted_at IS NULL AND test_of IS NULL;
CREATE INDEX campaigns_hidden ON campaigns (id) WHERE deleted_at IS NOT NULL;

-- Lists of a period go by the time of sending; many messages share a second.
DROP INDEX idx_messages_sent_at;
CREATE INDEX idx_messages_sent_at ON messages (sent_at, id) WHERE sent_at IS NOT NULL;

-- States too rare for a walk. None of these columns changes when a message is delivered or read, so those
-- updates stay HOT (docs/decisions).
CREATE INDEX messages_cancelled ON messages (campaign_id, id) WHERE cancel_reason IS NOT NULL;
CREATE INDEX messages_undecided ON messages (campaign_id, id) WHERE unknown_at IS NOT NULL;
CREATE INDEX messages_troubled ON messages (id)
    WHERE failed_at IS NOT NULL OR unknown_at IS NOT NULL OR cancel_reason IS NOT NULL;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
