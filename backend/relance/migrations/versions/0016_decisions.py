"""Decisions on doubts: what a person said of messages of which nobody can tell whether Meta took them."""

from relance.migrations.apply import run_sql

revision = "0016"
down_revision = "0015"

SQL = """
-- One word of one person on the doubts of a campaign and type; `messages` is how many it has decided so far
-- (it works in chunks, and may be broken off). `decided_in`: where it was said when neither a user nor a key
-- said it, such as the command line.
CREATE TABLE doubt_verdicts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    campaign_id bigint NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    message_type text NOT NULL CHECK (message_type IN ('message_1', 'message_2')),
    decision text NOT NULL CHECK (decision IN ('wait', 'count_as_sent', 'send_again')),
    left_before timestamptz,
    decided_by bigint REFERENCES users (id),
    decided_by_key bigint REFERENCES api_keys (id),
    decided_in text,
    decided_at timestamptz NOT NULL DEFAULT now(),
    messages integer NOT NULL
);
CREATE INDEX doubt_verdicts_campaign ON doubt_verdicts (campaign_id, id);

-- Which attempts it was said of. To wait binds nobody; of the two others the first is the only one.
CREATE TABLE doubt_decisions (
    message_id bigint NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    attempt smallint NOT NULL,
    decision text NOT NULL CHECK (decision IN ('wait', 'count_as_sent', 'send_again')),
    verdict_id bigint NOT NULL REFERENCES doubt_verdicts (id) ON DELETE CASCADE,
    PRIMARY KEY (message_id, attempt, decision)
);
CREATE UNIQUE INDEX doubt_decisions_once ON doubt_decisions (message_id, attempt) WHERE decision <> 'wait';
CREATE INDEX doubt_decisions_verdict ON doubt_decisions (verdict_id);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
