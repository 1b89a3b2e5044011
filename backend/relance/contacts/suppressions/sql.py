"""Statements of opt-out and opt-in.

Lock order: contacts by id, then `locks.STRANGERS`, then identities by name.
"""

LOCK_CONTACTS = """
WITH wanted AS (
    SELECT id FROM contacts WHERE id = ANY($1::bigint[])
    UNION SELECT id FROM contacts WHERE phone = ANY($2::text[])
    UNION SELECT id FROM contacts WHERE wa_id = ANY($3::text[])
    UNION SELECT id FROM contacts WHERE bsuid = ANY($4::text[])
    UNION SELECT contact_id FROM contact_aliases WHERE bsuid = ANY($4::text[])
)
SELECT c.id, c.phone, c.wa_id, c.bsuid, c.parent_bsuid,
       ARRAY(SELECT a.bsuid FROM contact_aliases a WHERE a.contact_id = c.id ORDER BY 1) AS aliases
FROM contacts c WHERE c.id IN (SELECT id FROM wanted) AND c.deleted_at IS NULL
ORDER BY c.id FOR NO KEY UPDATE
"""

# Whose ids these are, where somebody chose something under one of them.
CHOSEN = """
SELECT DISTINCT i.contact_id
FROM unnest($1::bigint[], $2::text[]) AS i (contact_id, identity) JOIN suppressions USING (identity)
"""

# Only a later choice changes a row; of two in the same second the opt-out stands.
RECORD = """
INSERT INTO suppressions AS s (identity, opted_out, reason, at)
SELECT * FROM unnest($1::text[], $2::boolean[], $3::text[], $4::timestamptz[])
    AS r (identity, opted_out, reason, at)
ORDER BY identity
ON CONFLICT (identity) DO UPDATE
SET opted_out = excluded.opted_out, reason = excluded.reason, at = excluded.at
WHERE excluded.at > s.at OR (excluded.at = s.at AND excluded.opted_out AND NOT s.opted_out)
"""

# The latest choice under any identity of a contact is what the contact row says.
MIRROR = """
WITH latest AS (
    SELECT DISTINCT ON (i.contact_id) i.contact_id, s.opted_out, s.reason, s.at
    FROM unnest($1::bigint[], $2::text[]) AS i (contact_id, identity) JOIN suppressions s USING (identity)
    ORDER BY i.contact_id, s.at DESC, s.opted_out DESC
)
UPDATE contacts c
SET opted_out_at = CASE WHEN l.opted_out THEN l.at END,
    opted_out_reason = CASE WHEN l.opted_out THEN l.reason END,
    updated_at = now()
FROM latest l
WHERE c.id = l.contact_id AND (c.opted_out_at, c.opted_out_reason) IS DISTINCT FROM
    (CASE WHEN l.opted_out THEN l.at END, CASE WHEN l.opted_out THEN l.reason END)
RETURNING c.id
"""
