"""Statements on the course of campaigns: what happened in each minute, and what is not added to it yet."""

COURSE = """
SELECT date_trunc($2, c.at, 'UTC') AS at, c.word, sum(c.n)::bigint AS n FROM (
    SELECT at, word, n FROM campaign_course WHERE campaign_id = $1 AND at >= $3
    UNION ALL
    SELECT at, word, n FROM campaign_course_new WHERE campaign_id = $1 AND at >= $3
) c GROUP BY 1, 2 HAVING sum(c.n) <> 0 ORDER BY 1
"""

TRY_LOCK = "SELECT pg_try_advisory_xact_lock($1)"

# Deltas that are being written by others are left for the next time, never waited for.
FOLD = """
WITH taken AS (
    DELETE FROM campaign_course_new WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM campaign_course_new LIMIT $1 FOR UPDATE SKIP LOCKED))
    RETURNING campaign_id, at, word, n
), added AS (
    INSERT INTO campaign_course (campaign_id, at, word, n)
    SELECT campaign_id, at, word, sum(n) FROM taken GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, at, word) DO UPDATE SET n = campaign_course.n + excluded.n
)
SELECT count(*) FROM taken
"""
