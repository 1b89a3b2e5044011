"""Statements that take the memberships of deleted categories away, some thousand at a time."""

LIST = "SELECT id FROM deleted_categories ORDER BY id LIMIT 100"

# Only one process works on a category.
LOCK = "SELECT purged_to FROM deleted_categories WHERE id = $1 FOR UPDATE SKIP LOCKED"

# In the order of everybody who writes to memberships: by contact. From `$2` on: before it lie the index
# entries of what is gone, and each chunk would walk over them all.
DELETE_MEMBERSHIPS = """
WITH doomed AS MATERIALIZED (
    SELECT contact_id FROM category_contacts WHERE category_id = $1 AND contact_id > $2
    ORDER BY contact_id LIMIT $3 FOR UPDATE
), gone AS (
    DELETE FROM category_contacts k USING doomed d WHERE k.category_id = $1 AND k.contact_id = d.contact_id
)
SELECT max(contact_id) FROM doomed
"""

NOTE_PURGED = "UPDATE deleted_categories SET purged_to = $2 WHERE id = $1"

# While nobody compacts them. All words sum to zero now.
DELETE_COUNTS = "DELETE FROM contact_counts WHERE category_id = $1"

FORGET = "DELETE FROM deleted_categories WHERE id = $1"
