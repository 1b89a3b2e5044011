"""Statements that end campaigns, and open one again."""

LIST_OPEN = """
SELECT id FROM campaigns
WHERE (status = 'sending' AND launched_at IS NOT NULL) OR (status = 'stopped' AND completed_at IS NULL)
ORDER BY id
"""

# Before the counts are read: whoever closes, steers or launches this campaign waits until we are done.
LOCK = """
SELECT id, status, launched_at, completed_at, message_2 IS NOT NULL AS has_message_2, interaction_window_s
FROM campaigns WHERE id = $1 FOR NO KEY UPDATE
"""

COUNT_OLD_UNKNOWN = """
SELECT count(*) FROM messages WHERE unknown_at < $2 AND campaign_id = $1 AND status = 'unknown'
"""

CLOSE = """
UPDATE campaigns SET status = $2, status_reason = $3, status_reason_code = $3,
    status_reason_values = CASE WHEN $3::text IS NOT NULL THEN '{}'::jsonb END, completed_at = $4,
    updated_at = now()
WHERE id = $1
"""

# A late reply inside its window, or a message proved unsent, waits in the queue of a finished campaign.
# Meta delivers a webhook again for seven days, so nothing can be late by more.
REOPEN = """
UPDATE campaigns c SET status = 'sending', status_reason = NULL, status_reason_code = NULL,
    status_reason_values = NULL, completed_at = NULL, waiting_until = NULL,
    updated_at = now()
WHERE status = ANY($1::text[]) AND deleted_at IS NULL AND completed_at > $2::timestamptz - interval '8 days'
  AND EXISTS (SELECT FROM send_batches b WHERE b.campaign_id = c.id AND b.lane IN ('reply', 'bulk')
              AND b.lease_until IS NULL)
RETURNING id
"""
