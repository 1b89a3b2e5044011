"""Rejected lines as they stood in the file, dry runs, and what an import created, to be taken back."""

from relance.migrations.apply import run_sql

revision = "0035"
down_revision = "0034"

SQL = """
-- Null in older rows: their beginning is all that is known.
ALTER TABLE import_lines ADD COLUMN cells jsonb;
ALTER TABLE import_jobs
    ADD COLUMN header jsonb,
    ADD COLUMN dry_run boolean NOT NULL DEFAULT false,
    ADD COLUMN undone_at timestamptz,
    ADD COLUMN undone bigint NOT NULL DEFAULT 0;
-- One row for each stored chunk: beside the chunk's own writes it costs nothing.
CREATE TABLE import_created (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id bigint NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    contact_ids bigint[] NOT NULL
);
CREATE INDEX import_created_job ON import_created (job_id, id);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
