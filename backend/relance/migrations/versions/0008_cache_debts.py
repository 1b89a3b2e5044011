"""Invalidations of the cache that could not be delivered to Redis yet."""

from relance.migrations.apply import run_sql

revision = "0008"
down_revision = "0007"

SQL = """
-- While a row stands, no process trusts what the cache holds (docs/decisions/0004-cache-invalidation.md).
CREATE TABLE cache_debts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
