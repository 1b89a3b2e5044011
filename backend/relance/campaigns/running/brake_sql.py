"""Statements of the brake."""

# The counting trigger appends to it; nobody needs more of it than the last minutes.
FORGET = "DELETE FROM campaign_failures WHERE at < now() - make_interval(secs => $1)"

# Running campaigns with their commonest code of the last $1 seconds, codes of the person ($2) left out, where
# at least $3 finished and $4 of them failed with it. Finished is what was accepted and what was refused
# without; the minutes of the course say the first, whole ones, so at most a minute's more. Reads the few
# failures of the last minutes, and the course of those campaigns only where they are enough.
FAILING = """
WITH recent AS MATERIALIZED (
    SELECT f.campaign_id, f.code, f.n, f.never_sent,
           greatest(now() - make_interval(secs => $1), c.resumed_at, c.started_at) AS since
    FROM campaign_failures f JOIN campaigns c ON c.id = f.campaign_id
    WHERE c.status IN ('preparing', 'sending')
      AND f.at > greatest(now() - make_interval(secs => $1), c.resumed_at)
), refused AS (
    SELECT campaign_id, min(since) AS since, sum(never_sent) AS n FROM recent GROUP BY 1
), worst AS (
    SELECT DISTINCT ON (campaign_id) campaign_id, code, sum(n) AS failed FROM recent
    WHERE NOT code = ANY($2::integer[]) GROUP BY 1, 2 HAVING sum(n) >= $3 * $4::float8
    ORDER BY campaign_id, sum(n) DESC, code
), judged AS (
    SELECT w.campaign_id, w.code, w.failed::bigint, (r.n + coalesce((
        SELECT sum(c.n) FROM (
            SELECT at, word, n FROM campaign_course WHERE campaign_id = w.campaign_id
              AND at >= date_trunc('minute', r.since)
            UNION ALL
            SELECT at, word, n FROM campaign_course_new WHERE campaign_id = w.campaign_id
              AND at >= date_trunc('minute', r.since)) c
        WHERE c.word IN ('sent', 'message_2_sent')), 0))::bigint AS finished
    FROM worst w JOIN refused r USING (campaign_id)
)
SELECT campaign_id, code, failed, greatest(finished, failed) AS finished FROM judged
WHERE finished >= $3 AND failed >= $4::float8 * finished ORDER BY campaign_id
"""

BRAKE = """
UPDATE campaigns SET status = 'paused', status_reason = $2, status_reason_code = $3,
    status_reason_values = $4, updated_at = now()
WHERE id = $1 AND status IN ('preparing', 'sending') AND deleted_at IS NULL RETURNING id
"""
