"""An API process that fell silent stays listed, so that its alarm comes; its gap is noted once."""

from relance.migrations.apply import run_sql

revision = "0013"
down_revision = "0012"

PROCESSES = "ALTER TABLE processes ADD COLUMN gap_noted_at timestamptz;"


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(PROCESSES)
