"""Statements that read the counts: sums of deltas. None reads more rows as messages or contacts grow."""

# Everything of some campaigns in one statement, so of one moment. 'leased' is what `sending` means: rows
# still pending whose batch some process holds.
CAMPAIGNS = """
SELECT campaign_id, message_type, kind, word, interacted, sum(n)::bigint AS n
FROM message_counts WHERE campaign_id = ANY($1::bigint[]) GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT b.campaign_id, m.message_type, 'leased', 'sending', false, count(DISTINCT m.id)
FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS held (id) JOIN messages m ON m.id = held.id
WHERE b.lease_until IS NOT NULL AND b.campaign_id = ANY($1::bigint[]) AND m.status = 'pending'
GROUP BY 1, 2
"""

# The same of all campaigns together.
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

# By the minute or hour: what is added up already, and what is not yet.
MINUTES = """
SELECT date_trunc($2, c.at, 'UTC') AS at, c.word, sum(c.n)::bigint AS n FROM (
    SELECT at, word, n FROM campaign_course WHERE campaign_id = $1 AND at >= $3
    UNION ALL
    SELECT at, word, n FROM campaign_course_new WHERE campaign_id = $1 AND at >= $3
) c GROUP BY 1, 2 HAVING sum(c.n) <> 0 ORDER BY 1
"""

CONTACTS = "SELECT word, sum(n)::bigint AS n FROM contact_counts WHERE category_id = 0 GROUP BY word"
