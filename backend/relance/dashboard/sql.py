"""Statements of the dashboard. None reads more rows as messages or contacts grow.

Tests of campaigns have negative ids and are left out."""

COUNTS = """
SELECT 'contacts' AS part, word, sum(n)::bigint AS n FROM contact_counts WHERE category_id = 0 GROUP BY word
UNION ALL
SELECT 'categories', 'total', count(*) FROM categories
UNION ALL
SELECT 'campaigns', status, count(*) FROM campaigns WHERE deleted_at IS NULL AND id > 0 GROUP BY status
"""

LATEST = """
SELECT m.id, m.message_type, m.status, m.sent_at, m.contact_id, c.first_name, c.last_name, c.phone,
       m.campaign_id, k.name AS campaign_name
FROM (SELECT id, message_type, status, sent_at, contact_id, campaign_id FROM messages
      WHERE sent_at IS NOT NULL AND campaign_id > 0 ORDER BY sent_at DESC LIMIT $1) m
JOIN contacts c ON c.id = m.contact_id JOIN campaigns k ON k.id = m.campaign_id
ORDER BY m.sent_at DESC, m.id DESC
"""

RUNNING = """
SELECT id, name, status, status_reason, scheduled_at, started_at, launched_at, waiting_until
FROM campaigns
WHERE status IN ('preparing', 'sending', 'paused') AND deleted_at IS NULL AND id > 0 ORDER BY id DESC LIMIT $1
"""
