"""Statements of a test: a hidden campaign with one contact."""

COUNT_RECENT = """
SELECT count(*) FILTER (WHERE test_of = $1) AS of_campaign, count(*) AS of_all
FROM campaigns WHERE test_of IS NOT NULL AND created_at > $2::timestamptz - interval '1 hour'
"""

# A copy that is launched already. Paused, stopped or over: the test of it is sent all the same.
CREATE = """
INSERT INTO campaigns (id, test_of, name, status, sender_id, template_id, header, buttons, variables,
    message_2, rate_per_s, interaction_window_s, request_hash, created_by, created_by_key, launch_until,
    started_at, launched_at)
OVERRIDING SYSTEM VALUE
SELECT -nextval(pg_get_serial_sequence('campaigns', 'id')), id, name, 'sending', sender_id, template_id,
    header, buttons, variables, message_2, rate_per_s, interaction_window_s, '', $2, $3, 0, now(), now()
FROM campaigns WHERE id = $1
RETURNING id
"""

ADD_MESSAGE = """
WITH made AS (
    INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, parameters)
    VALUES ($1, $2, $3, 'message_1', 'pending', $4) RETURNING id
), queued AS (
    INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)
    SELECT $1, $3, 'bulk', ARRAY[id] FROM made
)
SELECT id FROM made
"""
