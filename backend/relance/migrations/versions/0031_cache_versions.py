"""A version per namespace of the cache: what is kept is found under the versions read before it was made."""

from relance.migrations.apply import run_sql

revision = "0031"
down_revision = "0030"

SQL = """
-- One row per namespace that ever moved (docs/decisions/0012-versions-in-postgresql.md). Random, not counted
-- up: a database that went back must not come by a version again under which something else was kept.
CREATE TABLE cache_versions (
    namespace text PRIMARY KEY,
    version uuid NOT NULL DEFAULT gen_random_uuid(),
    moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- Nothing is owed any more (0008): the table stays for processes of the version before, until they are gone.
COMMENT ON TABLE cache_debts IS 'Not used since cache_versions.';
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
