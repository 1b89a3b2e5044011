"""Statements on the sums that pages show: totals, days, errors, and their folding."""

# Everything of one moment. 'leased' is what `sending` means: pending rows whose batch some process holds.
TOTALS = """
SELECT message_type, kind, word, sum(n)::bigint AS n FROM message_totals GROUP BY 1, 2, 3
UNION ALL
SELECT m.message_type, 'leased', 'sending', count(DISTINCT m.id)
FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS held (id) JOIN messages m ON m.id = held.id
WHERE b.lease_until IS NOT NULL AND m.status = 'pending' GROUP BY 1
"""

# The last $2 days up to the day of $1, in the installation's time zone. At least one row: it tells today.
DAYS = """
WITH today AS MATERIALIZED (
    SELECT ($1::timestamptz AT TIME ZONE timezone)::date AS day, timezone FROM installation
), sums AS (
    SELECT day, sender_id, message_type, word, sum(n)::bigint AS n FROM daily_counts
    WHERE day > (SELECT day FROM today) - $2::int AND day <= (SELECT day FROM today) GROUP BY 1, 2, 3, 4
)
SELECT t.day AS today, t.day::timestamp AT TIME ZONE t.timezone AS began_at, s.day, s.sender_id,
       s.message_type, s.word, s.n
FROM today t LEFT JOIN sums s ON true
"""

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

TRY_LOCK = "SELECT pg_try_advisory_xact_lock($1)"

# Both replace up to $2 rows by their sums as soon as there are more than $1 (of a day and sender, in the
# second). A reader's snapshot holds either the old rows or the new ones; deltas inserted meanwhile are not
# seen by the DELETE and stay.
FOLD_TOTALS = """
WITH gone AS (
    DELETE FROM message_totals WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM message_totals WHERE (SELECT count(*) FROM message_totals) > $1 LIMIT $2))
    RETURNING message_type, kind, word, interacted, n
), folded AS (
    INSERT INTO message_totals (message_type, kind, word, interacted, n)
    SELECT message_type, kind, word, interacted, sum(n) FROM gone GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
)
SELECT count(*) FROM gone
"""

FOLD_ERRORS = """
WITH crowded AS (
    SELECT day, sender_id FROM error_counts GROUP BY 1, 2 HAVING count(*) > $1
), gone AS (
    DELETE FROM error_counts WHERE ctid = ANY (ARRAY(
        SELECT e.ctid FROM error_counts e JOIN crowded USING (day, sender_id) LIMIT $2))
    RETURNING day, sender_id, code, n, last_at, message_id
), folded AS (
    INSERT INTO error_counts (day, sender_id, code, n, last_at, message_id)
    SELECT day, sender_id, code, sum(n), max(last_at),
           (array_agg(message_id ORDER BY last_at DESC, message_id DESC))[1]
    FROM gone GROUP BY 1, 2, 3
)
SELECT count(*) FROM gone
"""
