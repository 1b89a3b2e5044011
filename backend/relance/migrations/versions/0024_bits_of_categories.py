"""The bitmaps of a deleted category go by a trigger, as all other changes reach them."""

from relance.migrations.apply import run_sql

revision = "0024"
down_revision = "0023"

SQL = """
CREATE FUNCTION drop_category_bits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM contact_bits WHERE kind = 2 AND key = OLD.id::text;
    RETURN NULL;
END $$;

-- When the last of its memberships has been taken away.
CREATE TRIGGER drop_category_bits AFTER DELETE ON deleted_categories
    FOR EACH ROW EXECUTE FUNCTION drop_category_bits();
"""


def upgrade() -> None:
    """Forward only: a backup is the way back."""
    run_sql(SQL)
