"""A file may be imported into no category: who fills a list of contacts by machine may file them later."""

from relance.migrations.apply import run_sql

revision = "0011"
down_revision = "0010"

IMPORTS = "ALTER TABLE import_jobs ALTER COLUMN category_name DROP NOT NULL;"


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(IMPORTS)
