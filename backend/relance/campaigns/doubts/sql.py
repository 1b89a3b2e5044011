"""Statements on doubts: messages of which nobody can tell whether Meta took them, and decisions on them."""

# Before the messages, as everybody who works on a campaign. The database's clock: what is too late is not
# for each process to say.
LOCK = """
SELECT status, clock_timestamp() AS now FROM campaigns WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE
"""

# Walks messages_undecided, whose `unknown_at` stays when a message is settled.
LIST_IDS = """
SELECT id, attempt FROM messages
WHERE campaign_id = ANY (ARRAY[$1::bigint]) AND unknown_at IS NOT NULL AND id > $2
  AND status = 'unknown' AND message_type = $3 AND ($4::timestamptz IS NULL OR unknown_at < $4)
ORDER BY id LIMIT $5
"""

# Read under the locks of the messages, which everybody takes who decides.
LIST_DECIDED = """
SELECT d.message_id FROM doubt_decisions d
JOIN unnest($1::bigint[], $2::smallint[]) AS v (message_id, attempt)
  ON v.message_id = d.message_id AND v.attempt = d.attempt
WHERE d.decision <> 'wait' OR $3 = 'wait'
"""

OPEN_VERDICT = """
INSERT INTO doubt_verdicts (campaign_id, message_type, decision, left_before, decided_by, decided_by_key,
    decided_in, messages)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0) RETURNING id
"""

DECIDE = """
WITH decided AS (
    INSERT INTO doubt_decisions (message_id, attempt, decision, verdict_id)
    SELECT message_id, attempt, $3, $4 FROM unnest($1::bigint[], $2::smallint[]) AS v (message_id, attempt)
    RETURNING message_id
)
UPDATE doubt_verdicts SET messages = messages + (SELECT count(*) FROM decided) WHERE id = $4
"""

MOST_LOOKED_AT = 100_000
"""Doubts of a campaign that its picture is made of; how many there are is told by the counts."""

_DOUBTS = f"""doubts AS MATERIALIZED (
    SELECT id, message_type, unknown_at, expires_at FROM messages
    WHERE campaign_id = ANY (ARRAY[$1::bigint]) AND unknown_at IS NOT NULL AND status = 'unknown'
    ORDER BY id LIMIT {MOST_LOOKED_AT}
)"""

# By the reason why they wait, which stands on the batches that settle them; NULL: nothing was said yet.
BY_REASON = f"""
WITH {_DOUBTS}, waiting AS MATERIALIZED (
    SELECT DISTINCT ON (held.id) held.id, b.doubt
    FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS held (id)
    WHERE b.campaign_id = $1 AND b.lane = 'settle' AND b.lease_until IS NULL
    ORDER BY held.id, b.unknown_since DESC
)
SELECT d.message_type, w.doubt, count(*) AS messages, min(d.unknown_at) AS since,
       max(d.unknown_at) AS newest_at,
       count(*) FILTER (WHERE d.unknown_at < now() - make_interval(secs => $2)) AS ripe,
       count(*) FILTER (WHERE d.message_type = 'message_2' AND d.expires_at <= now()) AS window_closed,
       now() AS read_at, now() - make_interval(secs => $2) AS ripe_before
FROM doubts d LEFT JOIN waiting w ON w.id = d.id
GROUP BY 1, 2 ORDER BY d.message_type, messages DESC
"""

# When they left: what lies less than ten seconds apart was one trouble.
BY_MOMENT = f"""
WITH {_DOUBTS}, steps AS (
    SELECT message_type, unknown_at,
           unknown_at - lag(unknown_at) OVER (PARTITION BY message_type ORDER BY unknown_at)
               > interval '10 seconds' AS is_new
    FROM doubts
), moments AS (
    SELECT message_type, unknown_at,
           count(*) FILTER (WHERE is_new) OVER (PARTITION BY message_type ORDER BY unknown_at) AS moment
    FROM steps
)
SELECT message_type, min(unknown_at) AS from_at, max(unknown_at) AS until_at, count(*) AS messages
FROM moments GROUP BY message_type, moment ORDER BY from_at DESC LIMIT 40
"""

# What became of the number's doubts of the last 90 days, 5,000 at most, as far as it is known: taken (the
# attempt in doubt has been heard of) or proved not taken. Those that a person sent again without a word
# of the first attempt since are neither.
KNOWN_ENDS = """
WITH ended AS MATERIALIZED (
    SELECT id, status, wamid, unknown_at, left_at FROM messages
    WHERE unknown_at > now() - interval '90 days' AND sender_id = $1 AND status <> 'unknown'
    ORDER BY unknown_at DESC LIMIT 5000
), judged AS (
    SELECT e.wamid IS NOT NULL AND e.left_at <= e.unknown_at + interval '1 second' OR s.is_heard AS is_taken,
           s.message_id IS NULL AND (e.left_at > e.unknown_at + interval '1 second' OR e.status = 'pending')
               AS is_not_taken
    FROM ended e LEFT JOIN LATERAL (
        SELECT d.message_id, EXISTS (SELECT FROM message_wamids w
            WHERE w.message_id = d.message_id AND w.attempt = d.attempt) AS is_heard
        FROM doubt_decisions d WHERE d.message_id = e.id AND d.decision = 'send_again'
        ORDER BY d.attempt DESC LIMIT 1) s ON true
)
SELECT count(*) FILTER (WHERE is_taken) AS taken,
       count(*) FILTER (WHERE is_not_taken AND is_taken IS NOT TRUE) AS not_taken
FROM judged
"""

# `heard_since`: of how many the attempt that was in doubt has been heard of after all.
VERDICTS = """
SELECT v.id, v.message_type, v.decision, v.left_before, v.decided_at, v.messages,
       CASE WHEN v.decided_by IS NOT NULL THEN 'user' WHEN v.decided_by_key IS NOT NULL THEN 'api_key'
            ELSE 'command' END AS kind,
       coalesce(v.decided_by, v.decided_by_key) AS decider_id,
       coalesce(u.username, k.name, v.decided_in) AS name, heard.n AS heard_since
FROM doubt_verdicts v LEFT JOIN users u ON u.id = v.decided_by
LEFT JOIN api_keys k ON k.id = v.decided_by_key
CROSS JOIN LATERAL (
    SELECT count(*) AS n FROM (
        SELECT d.message_id, d.attempt FROM doubt_decisions d WHERE d.verdict_id = v.id LIMIT 10000) d
    JOIN messages m ON m.id = d.message_id
    WHERE m.attempt = d.attempt AND m.wamid IS NOT NULL
       OR EXISTS (SELECT FROM message_wamids w WHERE w.message_id = d.message_id AND w.attempt = d.attempt)
) heard
WHERE v.campaign_id = $1 ORDER BY v.id DESC LIMIT 20
"""

# Every campaign with doubts, by the counts; tests of campaigns, which have negative ids, are no campaigns.
LIST_CAMPAIGNS = """
SELECT c.id, c.name, c.status, m.messages
FROM campaigns c JOIN (
    SELECT campaign_id, sum(n)::bigint AS messages FROM message_counts
    WHERE kind = 'state' AND word = 'unknown' AND campaign_id > 0
    GROUP BY campaign_id HAVING sum(n) > 0
) m ON m.campaign_id = c.id
WHERE c.deleted_at IS NULL ORDER BY c.id
"""
