"""One letter finds whoever has it anywhere in the name: runs of one character beside the longer ones."""

from relance.migrations.apply import run_sql

revision = "0012"
down_revision = "0011"

# Every character of a text begins a run of two, for a blank was put behind the last one.
RUNS_OF_ONE = """
INSERT INTO contact_bits (bucket, kind, key, bits)
SELECT bucket, 0, left(key, 1), bit_or(bits) FROM contact_bits
WHERE kind = 0 AND char_length(key) = 2 AND left(key, 1) <> ' '
GROUP BY bucket, left(key, 1);
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(RUNS_OF_ONE)
