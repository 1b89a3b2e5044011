"""Settings that are changed while Relance runs."""

from relance.migrations.apply import run_sql

revision = "0026"
down_revision = "0025"

SQL = """
-- One row per setting that was ever changed; value null: back to the default. Rows are never deleted, so that
-- the highest version says how often anything was changed.
CREATE TABLE settings (
    name text PRIMARY KEY,
    value jsonb,
    version bigint NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by bigint REFERENCES users (id),
    changed_by_key bigint REFERENCES api_keys (id)
);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
