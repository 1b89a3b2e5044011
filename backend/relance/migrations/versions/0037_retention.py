"""How far texts and replies have been cleared because of their age."""

from relance.migrations.apply import run_sql

revision = "0037"
down_revision = "0036"

SQL = """
-- Replies up to this id are cleared. One row.
CREATE TABLE cleared_replies (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    up_to bigint NOT NULL
);
INSERT INTO cleared_replies (up_to) VALUES (0);
-- Messages of this campaign up to this id are cleared; `texts_cleared_at` once all are.
ALTER TABLE campaigns ADD COLUMN texts_cleared_up_to bigint NOT NULL DEFAULT 0,
    ADD COLUMN texts_cleared_at timestamptz;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
