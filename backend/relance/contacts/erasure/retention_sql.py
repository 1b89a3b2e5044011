"""Statements that clear texts and replies because of their age, a bounded number of rows each."""

LOCK_MARK = "SELECT up_to FROM cleared_replies FOR UPDATE"

# Replies come in the order of their ids: the page ends before the first that is young enough, or still waits
# for its campaign.
CLEAR_REPLIES = """
WITH page AS MATERIALIZED (
    SELECT id, received_at >= $2 OR retry_until IS NOT NULL AS stays FROM interactions
    WHERE id > $1 ORDER BY id LIMIT $3
), old AS MATERIALIZED (
    SELECT id FROM page WHERE id < coalesce((SELECT min(id) FROM page WHERE stays), 9223372036854775807)
), cleared AS (
    UPDATE interactions i SET text = NULL, payload = NULL, content = NULL FROM old o
    WHERE i.id = o.id AND (i.text IS NOT NULL OR i.payload IS NOT NULL OR i.content IS NOT NULL)
), marked AS (
    UPDATE cleared_replies SET up_to = (SELECT max(id) FROM old) WHERE EXISTS (SELECT FROM old)
)
SELECT count(*) AS n FROM old
"""

# At most 10,000 are kept. The line stays, and is not for replaying any more.
CLEAR_PARKED = """
UPDATE webhook_parked SET body = '{}', replayed_at = coalesce(replayed_at, now())
WHERE id IN (SELECT id FROM webhook_parked WHERE last_at < $1 AND body <> '{}' ORDER BY id LIMIT $2
             FOR UPDATE SKIP LOCKED)
RETURNING id
"""

# Of campaigns that ended so long ago: what is in a queue keeps its values.
NEXT_CAMPAIGN = """
SELECT id, texts_cleared_up_to FROM campaigns
WHERE texts_cleared_at IS NULL AND status IN ('completed', 'stopped', 'failed')
  AND coalesce(completed_at, updated_at) < $1
ORDER BY id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
"""

LOCK_MESSAGES = """
SELECT id FROM messages WHERE campaign_id = $1 AND id > $2 ORDER BY id LIMIT $3 FOR NO KEY UPDATE
"""

CLEAR_MESSAGES = """
UPDATE messages SET parameters = '{}', error_details = NULL
WHERE id = ANY($1::bigint[]) AND (parameters <> '{}' OR error_details IS NOT NULL)
"""

MARK_CAMPAIGN = """
UPDATE campaigns SET texts_cleared_up_to = $2, texts_cleared_at = CASE WHEN $3 THEN now() END WHERE id = $1
"""
