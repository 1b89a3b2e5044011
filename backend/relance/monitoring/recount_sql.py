"""Statements that hold totals and errors against the rows; each returns the differences only.

Columns as the other checks of `relance recount`: subject, what, counted, actual.
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

ALL = (TOTALS, ERRORS)
