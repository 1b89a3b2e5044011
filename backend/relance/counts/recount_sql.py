"""Statements that count rows and hold them against the counts; each returns the differences only."""


def milestones(by: str) -> str:
    """How many messages reached each milestone, by a column and the message type."""
    return f"""
    SELECT r.{by}, r.message_type, v.word, v.n FROM (
        SELECT {by}, message_type, count(sent_at) AS sent, count(delivered_at) AS delivered,
               count(read_at) AS read, count(interacted_at) AS interacted,
               count(no_interaction_at) AS no_interaction, count(failed_at) AS failed
        FROM messages GROUP BY 1, 2
    ) r CROSS JOIN LATERAL (VALUES ('sent', r.sent), ('delivered', r.delivered), ('read', r.read),
        ('interacted', r.interacted), ('no_interaction', r.no_interaction), ('failed', r.failed)) v (word, n)
    WHERE v.n > 0
    """


MESSAGES = f"""
WITH actual AS (
    SELECT campaign_id, message_type, 'state' AS kind, status AS word,
           interacted_at IS NOT NULL AS interacted, count(*) AS n
    FROM messages GROUP BY 1, 2, 4, 5
    UNION ALL
    SELECT campaign_id, message_type, 'milestone', word, false, n
    FROM ({milestones("campaign_id")}) m
), counted AS (
    SELECT campaign_id, message_type, kind, word, interacted, sum(n)::bigint AS n
    FROM message_counts GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
)
SELECT 'campaign ' || campaign_id AS subject,
       message_type || ' ' || kind || ' ' || word || CASE WHEN interacted THEN ' (interacted)' ELSE '' END
           AS what,
       coalesce(counted.n, 0) AS counted, coalesce(actual.n, 0) AS actual
FROM counted FULL JOIN actual USING (campaign_id, message_type, kind, word, interacted)
WHERE counted.n IS DISTINCT FROM actual.n ORDER BY campaign_id, 2
"""

# Days stay when a campaign is purged, so they may know of more than the rows, never of less.
DAYS = f"""
WITH actual AS (
    {milestones("sender_id")}
    UNION ALL
    SELECT sender_id, 'inbound', 'interactions', count(*) FROM interactions GROUP BY 1
), counted AS (
    SELECT sender_id, message_type, word, sum(n)::bigint AS n FROM daily_counts GROUP BY 1, 2, 3
)
SELECT 'sender ' || sender_id AS subject, 'days: ' || message_type || ' ' || word AS what,
       coalesce(counted.n, 0) AS counted, actual.n AS actual
FROM actual LEFT JOIN counted USING (sender_id, message_type, word)
WHERE coalesce(counted.n, 0) < actual.n ORDER BY sender_id, 2
"""

CONTACTS = """
WITH actual AS (
    SELECT 0::bigint AS category_id, v.word, count(*) AS n
    FROM contacts c CROSS JOIN LATERAL (VALUES ('total'), (whatsapp_word(c.whatsapp_verified)),
        (CASE WHEN c.opted_out_at IS NOT NULL THEN 'opted_out' END)) v (word)
    WHERE c.deleted_at IS NULL AND v.word IS NOT NULL GROUP BY 2
    UNION ALL
    SELECT category_id, 'total', count(*) FROM category_contacts GROUP BY 1
), counted AS (
    SELECT category_id, word, sum(n)::bigint AS n FROM contact_counts GROUP BY 1, 2 HAVING sum(n) <> 0
)
SELECT CASE category_id WHEN 0 THEN 'all contacts' ELSE 'category ' || category_id END AS subject,
       word AS what, coalesce(counted.n, 0) AS counted, coalesce(actual.n, 0) AS actual
FROM counted FULL JOIN actual USING (category_id, word)
WHERE counted.n IS DISTINCT FROM actual.n ORDER BY category_id, 2
"""

# A message is pending exactly when it stands in one batch; a leased one may still hold what is being
# recorded, an unleased one never, so what a status put back may for a moment stand in both. Settling batches
# hold what is unknown.
QUEUE = """
WITH places AS MATERIALIZED (
    SELECT held.id, count(*) AS n, bool_or(b.lease_until IS NULL) AS unleased,
           bool_or(b.lease_until IS NOT NULL) AS leased
    FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS held (id)
    WHERE b.lane IN ('reply', 'bulk') GROUP BY held.id
), wrong AS (
    SELECT m.campaign_id, CASE WHEN p.n IS NULL THEN 'pending without a batch'
                               ELSE 'pending in several batches' END AS what
    FROM messages m LEFT JOIN places p USING (id)
    WHERE m.status = 'pending' AND coalesce(p.n, 0) <> 1 AND NOT coalesce(p.n = 2 AND p.leased, false)
    UNION ALL
    SELECT m.campaign_id, 'in the queue and not pending'
    FROM places p JOIN messages m USING (id) WHERE p.unleased AND m.status <> 'pending'
)
SELECT 'campaign ' || campaign_id AS subject, what, 0::bigint AS counted, count(*) AS actual
FROM wrong GROUP BY campaign_id, what ORDER BY campaign_id, what
"""

# Minute by minute. What a campaign that is being purged still has is nobody's any more.
COURSE = """
WITH shown AS (
    SELECT id FROM campaigns WHERE id > 0 AND deleted_at IS NULL
), actual AS (
    SELECT m.campaign_id, date_trunc('minute', v.at, 'UTC') AS at, v.word, count(*) AS n
    FROM messages m JOIN shown ON shown.id = m.campaign_id CROSS JOIN LATERAL (VALUES
        (course_word(m.message_type, 'sent'), m.sent_at),
        (course_word(m.message_type, 'delivered'), m.delivered_at),
        (course_word(m.message_type, 'read'), m.read_at),
        (course_word(m.message_type, 'interacted'), m.interacted_at)) v (word, at)
    WHERE v.word IS NOT NULL AND v.at IS NOT NULL GROUP BY 1, 2, 3
), counted AS (
    SELECT c.campaign_id, c.at, c.word, sum(c.n)::bigint AS n
    FROM (SELECT * FROM campaign_course UNION ALL SELECT * FROM campaign_course_new) c
    JOIN shown ON shown.id = c.campaign_id GROUP BY 1, 2, 3 HAVING sum(c.n) <> 0
)
SELECT 'campaign ' || campaign_id AS subject,
       'course: ' || word || ' in ' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS what,
       coalesce(counted.n, 0) AS counted, coalesce(actual.n, 0) AS actual
FROM counted FULL JOIN actual USING (campaign_id, at, word)
WHERE counted.n IS DISTINCT FROM actual.n ORDER BY campaign_id, at, word LIMIT 1000
"""

# Tests of campaigns have negative ids and are not in the totals.
TOTALS = """
WITH rows AS (
    SELECT message_type, status, interacted_at IS NOT NULL AS interacted, count(*) AS n,
           count(sent_at) AS sent, count(delivered_at) AS delivered, count(read_at) AS read,
           count(interacted_at) AS answered, count(no_interaction_at) AS no_interaction,
           count(failed_at) AS failed
    FROM messages WHERE campaign_id > 0 GROUP BY 1, 2, 3
), actual AS (
    SELECT message_type, 'state' AS kind, status AS word, interacted, n FROM rows
    UNION ALL
    SELECT message_type, 'milestone', v.word, false, sum(v.n)::bigint
    FROM rows CROSS JOIN LATERAL (VALUES ('sent', sent), ('delivered', delivered), ('read', read),
        ('interacted', answered), ('no_interaction', no_interaction), ('failed', failed)) v (word, n)
    WHERE v.n > 0 GROUP BY 1, 3
), counted AS (
    SELECT message_type, kind, word, interacted, sum(n)::bigint AS n
    FROM message_totals GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
)
SELECT 'all campaigns' AS subject,
       message_type || ' ' || kind || ' ' || word || CASE WHEN interacted THEN ' (interacted)' ELSE '' END
           AS what,
       coalesce(counted.n, 0) AS counted, coalesce(actual.n, 0) AS actual
FROM counted FULL JOIN actual USING (message_type, kind, word, interacted)
WHERE counted.n IS DISTINCT FROM actual.n ORDER BY 2
"""

# Errors stay when a campaign is purged or a message is retried, so they may know of more than the rows.
ERRORS = """
WITH actual AS (
    SELECT sender_id, count(*) AS n FROM messages WHERE failed_at IS NOT NULL GROUP BY 1
), counted AS (
    SELECT sender_id, sum(n)::bigint AS n FROM error_counts GROUP BY 1
)
SELECT 'sender ' || sender_id AS subject, 'errors' AS what, coalesce(counted.n, 0) AS counted,
       actual.n AS actual
FROM actual LEFT JOIN counted USING (sender_id)
WHERE coalesce(counted.n, 0) < actual.n ORDER BY sender_id
"""

ALL = (MESSAGES, DAYS, CONTACTS, QUEUE, COURSE, TOTALS, ERRORS)
