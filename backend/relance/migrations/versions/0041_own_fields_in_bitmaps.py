"""Own fields with their values stand in the bitmaps of contacts: lists are filtered by them."""

from relance.migrations.apply import run_sql

revision = "0041"
down_revision = "0040"

# The bitmaps are made again by whoever folds them, a minute or two for a million contacts. Until then
# everybody is a candidate: lists are right but slower.
SQL = "DELETE FROM contact_bit_buckets"


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
