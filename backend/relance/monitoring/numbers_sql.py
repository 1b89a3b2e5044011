"""Statements on errors and numbers: what failed lately, and which numbers there are."""

# Failures of the last $2 days by Meta's code, the latest first. The newest example lends its words; it may
# be gone with its campaign.
ERRORS = """
WITH today AS (
    SELECT ($1::timestamptz AT TIME ZONE timezone)::date AS today FROM installation
), grouped AS (
    SELECT e.code, sum(e.n)::bigint AS n, max(e.last_at) AS last_at,
           (array_agg(e.message_id ORDER BY e.last_at DESC, e.message_id DESC))[1] AS message_id
    FROM today t JOIN error_counts e ON e.day > t.today - $2::int AND e.day <= t.today
    WHERE $3::bigint IS NULL OR e.sender_id = $3
    GROUP BY e.code ORDER BY last_at DESC, e.code LIMIT $4
)
SELECT g.code, g.n, g.last_at, g.message_id,
       CASE WHEN m.campaign_id > 0 THEN m.campaign_id END AS campaign_id,
       CASE WHEN m.error_code = g.code THEN m.error_title END AS title,
       CASE WHEN m.error_code = g.code THEN m.error_details END AS details
FROM grouped g LEFT JOIN messages m ON m.id = g.message_id
ORDER BY g.last_at DESC, g.code
"""

# Messages that are failed now, the latest first; `status` is tested on the rows of the index. Tests of
# campaigns (negative ids) are left out.
LATEST_FAILED = """
SELECT m.id, m.campaign_id, c.name AS campaign_name, m.contact_id, m.sender_id, m.message_type,
       coalesce(m.error_code, -4) AS code, m.error_title AS title, m.failed_at
FROM messages m JOIN campaigns c ON c.id = m.campaign_id
WHERE m.failed_at IS NOT NULL AND m.status = 'failed' AND m.campaign_id > 0
  AND ($1::bigint IS NULL OR m.sender_id = $1) AND m.failed_at > $2::timestamptz
ORDER BY m.failed_at DESC LIMIT $3
"""

# What the sender page and the alerts need of each number: is it, or its account, stopped at $1?
SENDERS = """
SELECT s.id, s.phone_number_id, s.waba_id, s.display_phone_number, s.verified_name, s.quality_rating,
       s.messaging_limit,
       s.blocked_at IS NOT NULL AND (s.blocked_until IS NULL OR s.blocked_until > $1) AS number_blocked,
       a.blocked_at IS NOT NULL AND (a.blocked_until IS NULL OR a.blocked_until > $1) AS account_blocked,
       s.blocked_at, s.blocked_until, s.blocked_code, s.blocked_reason,
       a.blocked_at AS account_blocked_at, a.blocked_until AS account_blocked_until,
       a.blocked_code AS account_blocked_code, a.blocked_reason AS account_blocked_reason
FROM senders s JOIN accounts a ON a.waba_id = s.waba_id ORDER BY s.id
"""

SENDER_IDS = "SELECT id FROM senders ORDER BY id"
