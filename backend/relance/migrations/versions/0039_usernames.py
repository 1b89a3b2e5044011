"""The name that a person chose in WhatsApp: shown, never searched by, since it changes freely."""

from relance.migrations.apply import run_sql

revision = "0039"
down_revision = "0038"

SQL = """
CREATE TABLE contact_usernames (
    contact_id bigint PRIMARY KEY REFERENCES contacts (id),
    username text NOT NULL,
    seen_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
