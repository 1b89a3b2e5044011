"""When the password of a session was given again: users and keys are managed soon after it only."""

from relance.migrations.apply import run_sql

revision = "0023"
down_revision = "0022"

SQL = """
-- Null: not since the login (created_at).
ALTER TABLE sessions ADD COLUMN confirmed_at timestamptz;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
