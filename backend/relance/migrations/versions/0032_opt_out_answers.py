"""Answers to STOP, where the settings hold a sentence for it."""

from relance.migrations.apply import run_sql

revision = "0032"
down_revision = "0031"

SQL = """
CREATE TABLE opt_out_answers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Of the STOP: Meta may bring it several times.
    wamid text NOT NULL UNIQUE,
    contact_id bigint NOT NULL REFERENCES contacts (id),
    sender_id bigint NOT NULL REFERENCES senders (id),
    text text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    -- End of the customer service window that the STOP opened.
    expires_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL DEFAULT now(),
    attempts smallint NOT NULL DEFAULT 0,
    -- From then on it may have left: it is never begun a second time, unless Meta refused it.
    begun_at timestamptz,
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('sent', 'failed', 'unknown', 'withheld')),
    answer_wamid text,
    error_code integer
);
CREATE INDEX opt_out_answers_due ON opt_out_answers (due_at) WHERE ended_at IS NULL;
CREATE INDEX opt_out_answers_contact ON opt_out_answers (contact_id);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
