"""Statements of contacts. Whoever locks several contacts does so by id."""

from relance.contacts.own_columns import OWN_COLUMNS_OF_C, each_text

CONTACT_COLUMNS = f"""
    c.id, {OWN_COLUMNS_OF_C}, c.bsuid, c.wa_id, c.attributes, c.whatsapp_verified,
    c.verified_at, c.opted_out_at, c.opted_out_reason, c.consented_at, c.interacted_at, c.created_at,
    (SELECT u.username FROM contact_usernames u WHERE u.contact_id = c.id) AS username,
    ARRAY(SELECT k.category_id FROM category_contacts k WHERE k.contact_id = c.id
          AND EXISTS (SELECT FROM categories g WHERE g.id = k.category_id) ORDER BY 1) AS category_ids
"""
# Memberships outlive a deleted category for a while (`categories/purge.py`).

GET = f"SELECT {CONTACT_COLUMNS} FROM contacts c WHERE c.id = $1 AND c.deleted_at IS NULL"

FIND_BY_PHONE = f"""
SELECT {CONTACT_COLUMNS} FROM contacts c WHERE c.phone = ANY($1::text[]) AND c.deleted_at IS NULL
ORDER BY array_position($1::text[], c.phone) LIMIT 1
"""

FIND_ID = "SELECT id FROM contacts WHERE phone = $1"

INSERT = f"""
INSERT INTO contacts (phone, attributes, created_by, {each_text("NAME")})
VALUES ($1, $2, $3, {each_text("$N", first=4)})
ON CONFLICT (phone) WHERE phone IS NOT NULL DO NOTHING RETURNING id
"""

ADD_TO_CATEGORIES = """
INSERT INTO category_contacts (category_id, contact_id, flags)
SELECT k.id, $1, (SELECT flags FROM contacts WHERE id = $1)
FROM categories k WHERE k.id = ANY($2::bigint[]) ORDER BY k.id FOR KEY SHARE OF k
ON CONFLICT DO NOTHING RETURNING category_id
"""

SET_WHATSAPP_VERIFIED = """
UPDATE contacts SET whatsapp_verified = $2, verified_at = $3, undeliverable_on = NULL, updated_at = now()
WHERE id = $1 AND deleted_at IS NULL RETURNING id
"""

# NULL for a text clears it: the caller gives what is to stand there. Another phone is another account: what
# was learnt about the old one is forgotten.
UPDATE = f"""
WITH forgotten AS (
    DELETE FROM contact_aliases a USING contacts c
    WHERE c.id = $1 AND a.contact_id = c.id AND c.phone IS DISTINCT FROM $2
), unnamed AS (
    DELETE FROM contact_usernames u USING contacts c
    WHERE c.id = $1 AND u.contact_id = c.id AND c.phone IS DISTINCT FROM $2
)
UPDATE contacts SET phone = $2, attributes = $3, {each_text("NAME = $N", first=4)}, updated_at = now(),
    wa_id = CASE WHEN phone IS NOT DISTINCT FROM $2 THEN wa_id END,
    bsuid = CASE WHEN phone IS NOT DISTINCT FROM $2 THEN bsuid END,
    parent_bsuid = CASE WHEN phone IS NOT DISTINCT FROM $2 THEN parent_bsuid END,
    whatsapp_verified = CASE WHEN phone IS NOT DISTINCT FROM $2 THEN whatsapp_verified END,
    verified_at = CASE WHEN phone IS NOT DISTINCT FROM $2 THEN verified_at END,
    undeliverable_on = CASE WHEN phone IS NOT DISTINCT FROM $2 THEN undeliverable_on END
WHERE id = $1
"""

LEAVE_OTHER_CATEGORIES = """
DELETE FROM category_contacts WHERE contact_id = $1 AND category_id <> ALL($2::bigint[])
"""

KNOWN_CATEGORIES = "SELECT id FROM categories WHERE id = ANY($1::bigint[]) ORDER BY id FOR KEY SHARE"

LOCK = """
SELECT phone, wa_id, bsuid, parent_bsuid, opted_out_at, opted_out_reason
FROM contacts WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE
"""

LOCK_MANY = """
SELECT id, phone, wa_id, bsuid, parent_bsuid, opted_out_at, opted_out_reason
FROM contacts WHERE id = ANY($1::bigint[]) AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE
"""

LEAVE_CATEGORIES = """
WITH forgotten AS (DELETE FROM contact_aliases WHERE contact_id = ANY($1::bigint[])),
unnamed AS (DELETE FROM contact_usernames WHERE contact_id = ANY($1::bigint[]))
DELETE FROM category_contacts WHERE contact_id = ANY($1::bigint[])
"""

# Replies that waited to be looked at again. One that somebody holds is just becoming an interaction.
FORGET_KEPT_REPLIES = """
DELETE FROM kept_replies WHERE id IN (
    SELECT id FROM kept_replies
    WHERE bsuid = ANY($1::text[]) OR wa_id = ANY($2::text[]) OR from_phone = ANY($2::text[])
    ORDER BY id FOR UPDATE SKIP LOCKED)
"""

# The row stays for its messages and numbers; the person is gone from it.
CLEAR_PERSON = f"""
UPDATE contacts
SET phone = NULL, wa_id = NULL, bsuid = NULL, parent_bsuid = NULL, {each_text("NAME = NULL")},
    attributes = '{{}}', whatsapp_verified = NULL, verified_at = NULL, undeliverable_on = NULL,
    opted_out_at = NULL, opted_out_reason = NULL, consented_at = NULL, interacted_at = NULL,
    deleted_at = $2, updated_at = now()
WHERE id = ANY($1::bigint[])
"""

LOCK_BY_PHONE = """
SELECT c.id, c.phone FROM contacts c WHERE c.phone = ANY($1::text[]) ORDER BY c.id FOR NO KEY UPDATE
"""

# Non-empty values of the rows win, what they do not mention stays. A row that says nothing new is not
# written.
UPDATE_MANY = f"""
UPDATE contacts c
SET {each_text("NAME = coalesce(r.NAME, c.NAME)")},
    attributes = c.attributes || r.attributes, updated_at = now()
FROM unnest($1::bigint[], $2::jsonb[], {each_text("$N::text[]", first=3)})
    AS r (id, attributes, {each_text("NAME")})
WHERE c.id = r.id AND (NOT c.attributes @> r.attributes
    OR {each_text("coalesce(r.NAME, c.NAME) IS DISTINCT FROM c.NAME", by=" OR ")})
RETURNING c.phone
"""

# In the order of the phones: two imports of one file wait for each other instead of deadlocking.
INSERT_MANY = f"""
INSERT INTO contacts (phone, attributes, created_by, {each_text("NAME")})
SELECT r.phone, r.attributes, $3, {each_text("r.NAME")}
FROM unnest($1::text[], $2::jsonb[], {each_text("$N::text[]", first=4)})
    AS r (phone, attributes, {each_text("NAME")})
ORDER BY r.phone
ON CONFLICT (phone) WHERE phone IS NOT NULL DO NOTHING RETURNING id, phone
"""

# Of the others so many that nobody's own are missing: a hundred contacts with a hundred each.
FIELDS = """
SELECT name FROM contact_fields WHERE name = ANY($1::text[])
UNION (SELECT name FROM contact_fields ORDER BY name LIMIT 10000)
"""

FIELDS_BY_NAME = "SELECT name FROM contact_fields ORDER BY name LIMIT $1"

CATEGORY_NAMES = "SELECT id, name FROM categories WHERE id = ANY($1::bigint[])"

# Where nothing is known yet.
VERIFY_MANY = """
UPDATE contacts c SET whatsapp_verified = v.verified, verified_at = now(), updated_at = now()
FROM unnest($1::bigint[], $2::boolean[]) AS v (id, verified)
WHERE c.id = v.id AND c.whatsapp_verified IS NULL RETURNING c.id
"""
