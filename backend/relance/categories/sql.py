"""Statements of categories."""

# contact_counts holds deltas until they are compacted: always the sum.
LIST = """
SELECT c.id, c.name, c.color, coalesce(sum(k.n), 0)::bigint AS contact_count
FROM categories c LEFT JOIN contact_counts k ON k.category_id = c.id AND k.word = 'total'
GROUP BY c.id ORDER BY lower(c.name), c.id
"""

GET = """
SELECT c.id, c.name, c.color,
    (SELECT coalesce(sum(k.n), 0)::bigint FROM contact_counts k
     WHERE k.category_id = c.id AND k.word = 'total') AS contact_count
FROM categories c WHERE c.id = $1
"""

# Without a colour the one that fewest categories have, the first of the palette among equals.
INSERT = """
INSERT INTO categories (name, color, created_by)
SELECT $1, coalesce($2, (
    SELECT p.color FROM unnest($3::text[]) WITH ORDINALITY AS p (color, place)
    LEFT JOIN categories c ON c.color = p.color
    GROUP BY p.color, p.place ORDER BY count(c.id), p.place LIMIT 1)), $4
ON CONFLICT (lower(name)) DO NOTHING RETURNING id
"""

FIND_BY_NAME = "SELECT id FROM categories WHERE lower(name) = lower($1)"

UPDATE = """
UPDATE categories k SET name = coalesce($2, k.name), color = coalesce($3, k.color)
FROM (SELECT id, name, color FROM categories WHERE id = $1 FOR NO KEY UPDATE) was
WHERE k.id = was.id RETURNING was.name, was.color
"""

# Locked against deletion: the rows inserted next refer to it.
LOCK = "SELECT id FROM categories WHERE id = $1 FOR KEY SHARE"

ADD_CONTACTS = """
INSERT INTO category_contacts (category_id, contact_id, flags)
SELECT $1, c.id, c.flags FROM contacts c WHERE c.id = ANY($2::bigint[]) AND c.deleted_at IS NULL
ORDER BY c.id FOR SHARE
ON CONFLICT DO NOTHING
"""

ADD_LOCKED_CONTACTS = """
INSERT INTO category_contacts (category_id, contact_id, flags)
SELECT $1, c.id, c.flags FROM contacts c WHERE c.id = ANY($2::bigint[]) ORDER BY c.id
ON CONFLICT DO NOTHING
"""

# In the order of everybody who writes to memberships: by contact.
LOCK_CONTACTS = "SELECT id FROM contacts WHERE id = ANY($1::bigint[]) ORDER BY id FOR SHARE"

REMOVE_CONTACTS = "DELETE FROM category_contacts WHERE category_id = $1 AND contact_id = ANY($2::bigint[])"

# Nobody sees a deleted campaign any more: its categories need not wait for its purge.
FORGET_DELETED_CAMPAIGNS = """
DELETE FROM campaign_categories k USING campaigns c
WHERE k.category_id = $1 AND c.id = k.campaign_id AND c.deleted_at IS NOT NULL
"""

LIST_CAMPAIGNS = """
SELECT c.id, c.name FROM campaign_categories k JOIN campaigns c ON c.id = k.campaign_id
WHERE k.category_id = $1 AND c.deleted_at IS NULL ORDER BY c.id DESC LIMIT 20
"""

LOCK_UNUSED = """
SELECT name FROM categories c WHERE id = $1
AND NOT EXISTS (SELECT 1 FROM campaign_categories k WHERE k.category_id = c.id) FOR UPDATE
"""

# Gone for everybody at once: who locks it finds nothing. Its memberships are left to the purge.
DELETE = """
WITH gone AS (DELETE FROM categories WHERE id = $1 RETURNING id)
INSERT INTO deleted_categories (id) SELECT id FROM gone
"""
