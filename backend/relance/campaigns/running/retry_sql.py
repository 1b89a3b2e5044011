"""Statements of a retry by hand."""

# Walks messages_failed. Never what Meta once took: a second acceptance would be a double.
LIST_FAILED = """
SELECT id FROM messages
WHERE campaign_id = $1 AND failed_at IS NOT NULL AND id > $2
  AND status = 'failed' AND wamid IS NULL AND sent_at IS NULL
ORDER BY id LIMIT $3
"""

COUNT_TAKEN = """
SELECT count(*) FROM messages
WHERE campaign_id = $1 AND failed_at IS NOT NULL AND status = 'failed'
  AND (wamid IS NOT NULL OR sent_at IS NOT NULL)
"""

REOPEN = """
UPDATE campaigns SET status = CASE WHEN status = 'paused' THEN 'paused' ELSE 'sending' END,
    status_reason = CASE WHEN status = 'paused' THEN status_reason END,
    status_reason_code = CASE WHEN status = 'paused' THEN status_reason_code END,
    status_reason_values = CASE WHEN status = 'paused' THEN status_reason_values END, completed_at = NULL,
    waiting_until = NULL, updated_at = now()
WHERE id = $1 AND status IN ('sending', 'paused', 'completed', 'failed') AND deleted_at IS NULL RETURNING id
"""
