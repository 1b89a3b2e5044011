"""Statements that take deleted campaigns away, some thousand messages at a time."""

# Tests go a while after they ended: their contact may still answer.
HIDE_OLD_TESTS = """
UPDATE campaigns SET deleted_at = now(), updated_at = now()
WHERE test_of IS NOT NULL AND deleted_at IS NULL AND completed_at < $1::timestamptz - interval '8 days'
"""

# What is still in a sender's hands comes back first; a stopped campaign is closed first.
LIST_HIDDEN = """
SELECT c.id FROM campaigns c
WHERE c.deleted_at IS NOT NULL
  AND (c.completed_at IS NOT NULL OR c.started_at IS NULL OR c.status IN ('draft', 'scheduled'))
  AND NOT EXISTS (SELECT FROM send_batches b WHERE b.campaign_id = c.id AND b.lease_until IS NOT NULL)
ORDER BY c.id LIMIT 100
"""

# Only one process works on a campaign.
LOCK = "SELECT id FROM campaigns WHERE id = $1 AND deleted_at IS NOT NULL FOR NO KEY UPDATE SKIP LOCKED"

LOCK_MESSAGES = """
SELECT id FROM messages WHERE campaign_id = $1 ORDER BY id LIMIT $2 FOR UPDATE
"""

# What people did stays theirs; only the link goes.
UNLINK_INTERACTIONS = """
UPDATE interactions SET message_id = NULL WHERE message_id = ANY($1::bigint[])
"""

DELETE_MESSAGES = "DELETE FROM messages WHERE id = ANY($1::bigint[])"

UNLINK_CAMPAIGN = """
UPDATE interactions SET campaign_id = NULL WHERE id = ANY (ARRAY(
    SELECT id FROM interactions WHERE campaign_id = $1 LIMIT $2))
"""

HAS_TESTS = "SELECT EXISTS (SELECT FROM campaigns WHERE test_of = $1)"

# While nobody compacts them. All words sum to zero now.
DELETE_COUNTS = "DELETE FROM message_counts WHERE campaign_id = $1"

DELETE_CAMPAIGN = "DELETE FROM campaigns WHERE id = $1"
"""Its batches and categories go with it."""
