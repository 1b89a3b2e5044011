"""Statement of a contact's timeline."""

# A contact has tens of these, not thousands: all are read by idx_messages_contact and interactions_contact
# and sorted by the time they happened, which no index can merge across two tables. One row of NULLs when
# there is nothing; none when there is no such contact.
TIMELINE = """
SELECT t.* FROM contacts c LEFT JOIN LATERAL (
    SELECT * FROM (
        SELECT 'message' AS kind, m.id, coalesce(m.sent_at, m.created_at) AS at, m.campaign_id,
               g.name AS campaign_name, m.sender_id, m.message_type AS type, m.status,
               m.parameters AS content, NULL::text AS text, m.sent_at, m.delivered_at, m.read_at,
               m.interacted_at, m.failed_at,
               m.cancel_reason, m.error_code, m.error_title, NULL::bigint AS message_id
        FROM messages m JOIN campaigns g ON g.id = m.campaign_id WHERE m.contact_id = c.id
        UNION ALL
        SELECT 'interaction', i.id, i.at, i.campaign_id, g.name, i.sender_id, i.kind, NULL, i.content,
               i.text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, i.message_id
        FROM interactions i LEFT JOIN campaigns g ON g.id = i.campaign_id WHERE i.contact_id = c.id
    ) both_kinds
    WHERE $2::timestamptz IS NULL OR (at, kind, id) < ($2, $3::text, $4::bigint)
    ORDER BY at DESC, kind DESC, id DESC LIMIT $5
) t ON true
WHERE c.id = $1 AND c.deleted_at IS NULL
ORDER BY t.at DESC, t.kind DESC, t.id DESC
"""
