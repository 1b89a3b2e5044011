"""Statements of consents. Whoever writes them holds the locks of the contacts."""

NOTE = """
INSERT INTO consents (contact_id, given, at, how, words, source, recorded_by, recorded_by_key)
SELECT n.contact_id, n.given, n.at, n.how, n.words, n.source, $7, $8
FROM unnest($1::bigint[], $2::boolean[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
    AS n (contact_id, given, at, how, words, source)
JOIN contacts c ON c.id = n.contact_id AND c.deleted_at IS NULL
ORDER BY n.contact_id, n.at
ON CONFLICT DO NOTHING
"""

LIST = """
SELECT k.id, k.given, k.at, k.how, k.words, k.source, k.recorded_at,
       coalesce(u.username, a.name) AS recorded_by
FROM consents k LEFT JOIN users u ON u.id = k.recorded_by LEFT JOIN api_keys a ON a.id = k.recorded_by_key
WHERE k.contact_id = $1 ORDER BY k.at DESC, k.given, k.id DESC LIMIT $2
"""

# A row for each contact that has any.
NEWEST = """
SELECT n.contact_id, k.given, k.at FROM unnest($1::bigint[]) AS n (contact_id)
CROSS JOIN LATERAL (
    SELECT given, at FROM consents c WHERE c.contact_id = n.contact_id ORDER BY c.at DESC, c.given LIMIT 1
) k
"""

# Who has withdrawn since, or given it again, keeps what came later.
NOT_KNOWN_YET = """
SELECT c.id FROM unnest($1::bigint[], $2::timestamptz[]) AS n (id, at) JOIN contacts c ON c.id = n.id
WHERE c.consented_at IS DISTINCT FROM n.at
"""
