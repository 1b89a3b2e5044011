"""A run of an import goes on where the one before was, without reading people of lines that are stored."""

from relance.migrations.apply import run_sql

revision = "0042"
down_revision = "0041"

# Whom the chunks of an import met first: by their numbers, gone with the end of the import. `place`: the
# lines before the chunk. A job of an older version has none, and its lines are read again.
SQL = """
CREATE TABLE import_seen (
    job_id bigint NOT NULL REFERENCES import_jobs ON DELETE CASCADE,
    place bigint NOT NULL,
    lines integer NOT NULL,
    numbers bigint[] NOT NULL,
    PRIMARY KEY (job_id, place)
);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
