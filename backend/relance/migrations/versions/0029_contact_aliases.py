"""Other business-scoped ids of a person: older ones, and those of a parent portfolio."""

from relance.migrations.apply import run_sql

revision = "0029"
down_revision = "0028"

SQL = """
CREATE TABLE contact_aliases (
    bsuid text PRIMARY KEY,
    contact_id bigint NOT NULL REFERENCES contacts (id),
    learnt_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX contact_aliases_contact ON contact_aliases (contact_id);

INSERT INTO contact_aliases (bsuid, contact_id)
SELECT parent_bsuid, min(id) FROM contacts
WHERE parent_bsuid IS NOT NULL AND deleted_at IS NULL GROUP BY parent_bsuid;
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
