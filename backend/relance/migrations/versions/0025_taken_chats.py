"""Chats that somebody else answers, a person in the phone app or another app: no Message 2 goes into them."""

from relance.migrations.apply import run_sql

revision = "0025"
down_revision = "0024"

SQL = """
CREATE TABLE taken_chats (
    contact_id bigint NOT NULL REFERENCES contacts (id),
    sender_id bigint NOT NULL REFERENCES senders (id),
    taken_by text NOT NULL CHECK (taken_by IN ('phone_app', 'another_app')),
    -- Meta's time of the last answer, or of what was said to the other app.
    at timestamptz NOT NULL,
    PRIMARY KEY (contact_id, sender_id)
);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
