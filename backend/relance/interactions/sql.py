"""Statements of interactions and of the Message 2 they bring."""

from relance.contacts.own_columns import OWN_COLUMNS

# Whose messages are quoted, and the Message 1 of the same campaign and contact.
FIND_QUOTED = """
WITH found AS (
    SELECT wamid, id AS message_id FROM messages WHERE wamid = ANY($1::text[])
    UNION ALL
    SELECT wamid, message_id FROM message_wamids WHERE wamid = ANY($1::text[])
)
SELECT f.wamid, m.contact_id, m.sender_id, m1.id AS message_1_id, c.deleted_at IS NOT NULL AS contact_deleted
FROM found f
JOIN messages m ON m.id = f.message_id
JOIN contacts c ON c.id = m.contact_id
JOIN messages m1 ON m1.campaign_id = m.campaign_id AND m1.contact_id = m.contact_id
    AND m1.message_type = 'message_1'
"""

# Per interaction: the Message 1 rows that fit its time or are still on their way ('first'), and the
# Message 2 rows that a closed window refused ('refused'). A quote needs no candidates.
# idx_messages_contact serves both (coalesce keeps the planner off the index of all failed messages).
FIND_CANDIDATES = """
SELECT v.place, m.part, m.id
FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::boolean[], $5::boolean[])
    WITH ORDINALITY AS v (contact_id, sender_id, at, quotes, opens_window, place)
CROSS JOIN LATERAL (
    (SELECT 'first' AS part, id FROM messages
     WHERE contact_id = v.contact_id AND sender_id = v.sender_id AND message_type = 'message_1'
       AND NOT v.quotes
       AND (sent_at IS NULL AND status IN ('pending', 'unknown', 'held')
            OR v.at >= sent_at - $6::interval AND v.at < expires_at AND status NOT IN ('failed', 'cancelled'))
     ORDER BY id DESC LIMIT 10)
    UNION ALL
    (SELECT 'refused', id FROM messages
     WHERE contact_id = v.contact_id AND sender_id = v.sender_id AND message_type = 'message_2'
       AND v.opens_window AND status = 'failed' AND error_code = $7 AND revived_at IS NULL
       AND coalesce(failed_at, 'infinity') BETWEEN v.at - interval '48 hours' AND v.at
     ORDER BY id DESC LIMIT 2)
) m
ORDER BY v.place, m.id DESC
"""

INSERT_INTERACTIONS = """
INSERT INTO interactions (wamid, contact_id, sender_id, kind, at, context_wamid, text, payload, content,
    message_id, campaign_id, in_window, retry_until)
SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::timestamptz[], $6::text[],
    $7::text[], $8::text[], $9::jsonb[], $10::bigint[], $11::bigint[], $12::boolean[], $13::timestamptz[])
ON CONFLICT (wamid) DO NOTHING
"""

READ_CAMPAIGNS = """
SELECT id, message_2, test_of IS NOT NULL AS is_test,
       status IN ('stopped', 'failed') OR deleted_at IS NOT NULL AS over
FROM campaigns WHERE id = ANY($1::bigint[]) AND message_2 IS NOT NULL
"""

READ_CONTACTS = f"""
SELECT id, {OWN_COLUMNS}, attributes, opted_out_at IS NOT NULL AS opted_out,
       deleted_at IS NOT NULL AS deleted
FROM contacts WHERE id = ANY($1::bigint[])
"""

INSERT_MESSAGE_2 = """
INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, parameters, expires_at,
    cancel_reason)
SELECT campaign_id, contact_id, sender_id, 'message_2',
       CASE WHEN cancel_reason IS NULL THEN 'pending' ELSE 'cancelled' END, parameters, expires_at,
       cancel_reason
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::jsonb[], $5::timestamptz[], $6::text[])
    AS v (campaign_id, contact_id, sender_id, parameters, expires_at, cancel_reason)
ORDER BY campaign_id, contact_id
ON CONFLICT DO NOTHING
RETURNING id, status
"""

# Interactions that surely opened the window after a Message 2 had met it closed: their webhook may have
# overtaken the one of the refusal.
FIND_OPENINGS = """
SELECT v.message_id, max(i.at) AS at
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::timestamptz[])
    AS v (message_id, contact_id, sender_id, failed_at)
JOIN interactions i ON i.contact_id = v.contact_id AND i.sender_id = v.sender_id AND i.at >= v.failed_at
WHERE i.kind <> ALL($5::text[])
GROUP BY v.message_id
"""

# Locked before the messages, against the order of everybody: no other flow locks rows of this table, and
# two retries skip each other's, so nobody can wait in a circle.
TAKE_WAITING = """
SELECT wamid, contact_id, sender_id, kind, at, context_wamid, text, payload, retry_until, id
FROM interactions WHERE retry_until IS NOT NULL AND id > $1
ORDER BY id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
"""

WRITE_ATTRIBUTED = """
UPDATE interactions i SET message_id = v.message_id, campaign_id = v.campaign_id, in_window = v.in_window,
    retry_until = v.retry_until
FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::boolean[], $5::timestamptz[])
    AS v (wamid, message_id, campaign_id, in_window, retry_until)
WHERE i.wamid = v.wamid AND (i.message_id, i.retry_until) IS DISTINCT FROM (v.message_id, v.retry_until)
"""

# What was kept for these contacts, under any id they are known by now, or as an answer to a message of
# theirs; rows that somebody holds are being looked at already. And interactions whose time to find a campaign
# was over before the doubt about its message was: none of these is locked by a retry, that takes those which
# still wait.
LOOK_AGAIN = """
WITH known AS MATERIALIZED (
    SELECT bsuid, wa_id FROM contacts WHERE id = ANY($1::bigint[])
), found AS (
    SELECT k.id FROM known n JOIN kept_replies k ON k.bsuid = n.bsuid
    UNION SELECT k.id FROM known n JOIN kept_replies k ON k.wa_id = n.wa_id
    UNION SELECT k.id FROM known n JOIN kept_replies k ON k.from_phone = n.wa_id
    UNION SELECT k.id FROM messages m JOIN kept_replies k ON k.context_wamid = m.wamid
    WHERE m.contact_id = ANY($1::bigint[])
), free AS MATERIALIZED (
    SELECT k.id FROM kept_replies k WHERE k.id IN (SELECT id FROM found)
    ORDER BY k.id FOR NO KEY UPDATE SKIP LOCKED
), kept AS (
    UPDATE kept_replies k SET look_at = now() FROM free f WHERE k.id = f.id
), given_up AS MATERIALIZED (
    SELECT id FROM interactions
    WHERE contact_id = ANY($1::bigint[]) AND message_id IS NULL AND retry_until IS NULL
    ORDER BY id FOR NO KEY UPDATE
)
UPDATE interactions i SET retry_until = now() + $2::interval FROM given_up g WHERE i.id = g.id
"""
