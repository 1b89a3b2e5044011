"""Marks: which messages of a lease may have left, and when one left, was answered, was first heard of."""

from relance.migrations.apply import run_sql

revision = "0014"
down_revision = "0013"

SQL = """
-- All three by the database's clock, and of the present attempt: when its mark was committed, when Meta's
-- answer arrived, when its first status was taken in. What settles a doubt is measured with them.
ALTER TABLE messages
    ADD COLUMN left_at timestamptz,
    ADD COLUMN answered_at timestamptz,
    ADD COLUMN first_status_at timestamptz;

-- Of a lease: the messages that may have left, and since when, place by place. NULL: leased by a version of
-- Relance that did not mark, so all of them may have left. `delay_s`: how far ahead `due_at` was set.
ALTER TABLE send_batches
    ADD COLUMN marked_ids bigint[],
    ADD COLUMN marked_at timestamptz[],
    ADD COLUMN delay_s double precision NOT NULL DEFAULT 0;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
