"""Which Redis the pace belongs to: two stacks with two Redis on one database must not both hand out slots."""

from relance.migrations.apply import run_sql

revision = "0021"
down_revision = "0020"

SQL = """
-- One row: the random id of that Redis, confirmed every second by the senders that use it.
CREATE TABLE pace_home (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    redis_id text NOT NULL,
    confirmed_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
