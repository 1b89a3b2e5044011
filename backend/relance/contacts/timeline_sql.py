"""Statement of a contact's timeline."""

# A contact has tens of these, not thousands: all are read by idx_messages_contact and interactions_contact
# and sorted by the time they happened, which no index can merge across two tables. One row of NULLs when
# there is nothing; none when there is no such contact. A test of a campaign is a hidden campaign of its own:
# shown under the campaign that it tries.
TIMELINE = """
SELECT t.* FROM contacts c LEFT JOIN LATERAL (
    SELECT * FROM (
        SELECT 'message' AS kind, m.id, coalesce(m.sent_at, m.created_at) AS at,
               coalesce(g.test_of, g.id) AS campaign_id, g.test_of IS NOT NULL AS is_test,
               g.name AS campaign_name, m.sender_id, m.message_type AS type, m.status,
               m.parameters AS content,
               (SELECT part ->> 'text' FROM jsonb_array_elements(t.components) part
                WHERE upper(part ->> 'type') = 'BODY' AND m.message_type = 'message_1' LIMIT 1) AS text,
               m.sent_at, m.delivered_at, m.read_at,
               m.interacted_at, m.failed_at,
               m.cancel_reason, m.error_code, m.error_title, NULL::bigint AS message_id,
               NULL::jsonb AS opt_out_answer
        FROM messages m JOIN campaigns g ON g.id = m.campaign_id
        JOIN templates t ON t.id = g.template_id WHERE m.contact_id = c.id
        UNION ALL
        SELECT 'interaction', i.id, i.at, coalesce(g.test_of, i.campaign_id), g.test_of IS NOT NULL, g.name,
               i.sender_id, i.kind, NULL, i.content,
               i.text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, i.message_id,
               CASE WHEN a.id IS NOT NULL THEN jsonb_build_object(
                   'at', coalesce(a.ended_at, a.begun_at, a.noted_at), 'text', a.text,
                   'status', coalesce(a.outcome, 'pending'), 'error_code', a.error_code) END
        FROM interactions i LEFT JOIN campaigns g ON g.id = i.campaign_id
        LEFT JOIN opt_out_answers a ON a.wamid = i.wamid WHERE i.contact_id = c.id
    ) both_kinds
    WHERE $2::timestamptz IS NULL OR (at, kind, id) < ($2, $3::text, $4::bigint)
    ORDER BY at DESC, kind DESC, id DESC LIMIT $5
) t ON true
WHERE c.id = $1 AND c.deleted_at IS NULL
ORDER BY t.at DESC, t.kind DESC, t.id DESC
"""
