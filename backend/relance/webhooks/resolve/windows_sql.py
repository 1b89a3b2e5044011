"""Statement of the open windows that a stranger's reply may belong to."""

# Walks the messages of each campaign whose windows were open at $2, from where the walk before stopped, and
# finds the first whose contact has no BSUID. One that is pending may be leaving at this moment.
FIND_WITHOUT_BSUID = """
SELECT c.id AS campaign_id, c.interaction_window_s AS window_s, w.last_id, w.walked, w.someone
FROM campaigns c
LEFT JOIN unnest($3::bigint[], $4::bigint[]) AS seen (campaign_id, after_id) ON seen.campaign_id = c.id
CROSS JOIN LATERAL (
    SELECT max(r.id) AS last_id, count(*) AS walked,
           min(r.id) FILTER (WHERE r.status NOT IN ('failed', 'cancelled') AND (
               SELECT p.bsuid IS NULL AND p.deleted_at IS NULL FROM contacts p WHERE p.id = r.contact_id
           )) AS someone
    FROM (
        SELECT m.id, m.contact_id, m.status FROM messages m
        WHERE m.campaign_id = c.id AND m.id > coalesce(seen.after_id, 0)
        ORDER BY m.id LIMIT $5
    ) r
) w
WHERE c.sender_id = $1 AND c.status NOT IN ('draft', 'scheduled')
  AND (c.completed_at IS NULL OR c.completed_at > $2)
ORDER BY c.id DESC LIMIT $6
"""
