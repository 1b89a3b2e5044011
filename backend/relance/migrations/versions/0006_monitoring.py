"""The indexes that the pages of monitoring read by."""

from relance.migrations.apply import run_sql

revision = "0006"
down_revision = "0005"

SQL = """
-- The latest failures. An index on error_code would cost every retry its HOT update; failed_at is in a
-- predicate already.
CREATE INDEX messages_failed_at ON messages (failed_at) WHERE failed_at IS NOT NULL;
CREATE INDEX campaigns_status ON campaigns (status) WHERE deleted_at IS NULL AND id > 0;
CREATE INDEX webhook_parked_waiting ON webhook_parked (last_at) WHERE replayed_at IS NULL;
CREATE INDEX incidents_last_at ON incidents (last_at);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
