"""How the file of an import is read, and whether its numbers are likely of another country."""

from relance.migrations.apply import run_sql

revision = "0033"
down_revision = "0032"

SQL = """
-- Settled when the job is made (`imports.reading`, `imports.doubt`); null in older jobs: as it looks.
ALTER TABLE import_jobs ADD reading jsonb, ADD country_doubt jsonb;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
