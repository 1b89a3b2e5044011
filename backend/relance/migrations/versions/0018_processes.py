"""Processes tell what they have done, beside that they live."""

from relance.migrations.apply import run_sql

revision = "0018"
down_revision = "0017"

SQL = """
-- Seconds since the poll, the settling, the lanes … of a process did something, as of its heartbeat. NULL: a
-- version of Relance that did not tell.
ALTER TABLE processes ADD COLUMN work jsonb;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
