"""The names of fields that contacts had before names were noted: one reading of the contacts, no lock."""

from relance.migrations.apply import run_sql

revision = "0028"
down_revision = "0027"

SQL = """
-- After the triggers were committed: between the two nobody is missed.
INSERT INTO contact_fields (name)
SELECT DISTINCT k.name FROM contacts c CROSS JOIN jsonb_object_keys(c.attributes) AS k (name)
ORDER BY 1 ON CONFLICT DO NOTHING;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
