"""Statements of expiry: Message 1 whose window ended in silence."""

# Walks messages_expiry from $3 on. SKIP LOCKED: a row somebody holds is just being moved and comes next
# time; the row itself is tested again under its lock, so an interaction that was recorded meanwhile wins.
# An interaction that still looks for its message may belong to this one: wait until it has been tried.
MARK = """
WITH silent AS MATERIALIZED (
    SELECT m.id FROM messages m
    WHERE m.message_type = 'message_1' AND m.interacted_at IS NULL AND m.no_interaction_at IS NULL
      AND m.expires_at >= $3 AND m.expires_at <= $1 AND m.status = ANY($2::text[])
      AND NOT EXISTS (SELECT FROM interactions i WHERE i.contact_id = m.contact_id AND i.retry_until > $5
                      AND i.sender_id = m.sender_id AND i.at < m.expires_at)
    ORDER BY m.expires_at LIMIT $4 FOR NO KEY UPDATE OF m SKIP LOCKED
)
UPDATE messages m SET status = 'no_interaction', no_interaction_at = $5 FROM silent s WHERE m.id = s.id
RETURNING m.contact_id, m.campaign_id, m.expires_at
"""

# Messages that ended otherwise (failed) stand in the walk's way until even the latest status of Meta can no
# longer revive them; then they leave its index.
FORGET = """
WITH ended AS MATERIALIZED (
    SELECT id FROM messages
    WHERE message_type = 'message_1' AND interacted_at IS NULL AND no_interaction_at IS NULL
      AND expires_at <= $1 AND NOT status = ANY($2::text[])
    ORDER BY expires_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE messages m SET expires_at = NULL FROM ended e WHERE m.id = e.id
"""
