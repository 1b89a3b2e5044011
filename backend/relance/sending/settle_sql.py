"""Statements of settling: the doubts that are due, what was seen around the moment each one left, their end.

Each takes all doubts of a round at once. The moment a doubt left is the database's, like all it is compared
with; the one exception is `messages.sent_at`, Meta's time, which only narrows down where to look.
"""

# `doubts`: messages of the batch that are still unknown. A later attempt of one of them may be unknown too:
# that one has a batch of its own. `restored`: it left in a time that this database has lost.
DUE = """
SELECT b.id, b.campaign_id, b.sender_id, b.message_ids, b.unknown_since AS left_at, b.doubt,
       extract(epoch FROM clock_timestamp() - b.unknown_since)::float8 AS age_s,
       c.completed_at IS NOT NULL AS closed, c.template_id, m.doubts, m.uses_template,
       EXISTS (SELECT FROM intake_gaps g WHERE g.reason = 'restored'
               AND b.unknown_since BETWEEN g.began_at AND g.ended_at) AS restored
FROM (SELECT * FROM send_batches WHERE lane = 'settle' AND due_at <= now() ORDER BY due_at LIMIT $1) b
JOIN campaigns c ON c.id = b.campaign_id
CROSS JOIN LATERAL (
    SELECT count(*)::int AS doubts, coalesce(bool_or(message_type = 'message_1'), false) AS uses_template
    FROM messages
    WHERE id = ANY(b.message_ids) AND status = 'unknown' AND unknown_at <= b.unknown_since
) m
ORDER BY b.due_at
"""

# Nothing is known beyond the last sign of life of an API process whose silence is not noted as a gap yet.
HEARD_UNTIL = "SELECT min(heartbeat_at) FROM processes WHERE name = 'api' AND gap_noted_at IS NULL"

# When the last API process said goodbye: it had listened until then.
STOPPED_AT = "SELECT max(ended_at) FROM intake_gaps WHERE reason = 'api_stopped'"

# The longest gap and the longest mark of each kind in [5 s before it left, end of the grace].
DISTURBANCES = """
SELECT DISTINCT ON (d.id, seen.kind) d.id, seen.*
FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) AS d (id, sender_id, left_at)
CROSS JOIN LATERAL (
    SELECT 'gap' AS kind, began_at, ended_at, reason FROM intake_gaps
    WHERE ended_at >= d.left_at - make_interval(secs => $4)
      AND began_at <= d.left_at + make_interval(secs => $5)
    UNION ALL
    SELECT kind, began_at, ended_at, NULL FROM intake_marks
    WHERE ended_at >= d.left_at - make_interval(secs => $4)
      AND began_at <= d.left_at + make_interval(secs => $5)
      AND (sender_id IS NULL OR sender_id = d.sender_id)
) seen
ORDER BY d.id, seen.kind, seen.ended_at - seen.began_at DESC
"""

# The largest difference seen from 5 s before it left until now, and whether Meta's clock and a sender's were
# looked at in its time. Other processes' clocks are no evidence.
CLOCKS = """
SELECT d.id, worst.*, EXISTS (
    SELECT FROM clock_observations
    WHERE last_seen_at >= d.left_at - make_interval(secs => $3) AND clock = 'meta'
      AND first_seen_at <= d.left_at + make_interval(secs => $4)
) AND EXISTS (
    SELECT FROM clock_observations
    WHERE last_seen_at >= d.left_at - make_interval(secs => $3) AND clock = 'own' AND process = 'sender'
      AND first_seen_at <= d.left_at + make_interval(secs => $4)
) AS seen
FROM unnest($1::bigint[], $2::timestamptz[]) AS d (id, left_at)
LEFT JOIN LATERAL (
    SELECT clock, process, host, ahead_s, at_most_s FROM clock_observations
    WHERE last_seen_at >= d.left_at - make_interval(secs => $3) AND first_seen_at <= clock_timestamp()
      AND (clock <> 'own' OR process IN ('api', 'sender'))
    ORDER BY at_most_s DESC LIMIT 1
) worst ON true
"""

# What left and was answered around each doubt, and whether it was heard of soon. Found by Meta's time, which
# is within $5 seconds of the database's. Doubts of a number that left close together share one walk of the
# index, and the moving sums over it take as long for many as for one. A neighbour that was settled by its
# status counts as well: it was heard of. One that a person counted as sent says nothing.
NEIGHBOURS = """
WITH doubts AS (
    SELECT *, floor(extract(epoch FROM left_at) / 10) AS part
    FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) AS d (id, sender_id, left_at)
), parts AS (
    SELECT sender_id, part, min(left_at) - interval '1 second' AS began_at,
           max(left_at) + interval '1 second' AS ended_at
    FROM doubts GROUP BY 1, 2
), near AS MATERIALIZED (
    SELECT p.sender_id, p.part, m.left_at, m.answered_at,
           coalesce(m.first_status_at <= coalesce(m.answered_at, m.left_at) + make_interval(secs => $4),
                    false) AS heard
    FROM parts p JOIN messages m
      ON m.sent_at BETWEEN p.began_at - make_interval(secs => $5) AND p.ended_at + make_interval(secs => $5)
     AND m.sender_id = p.sender_id
    WHERE m.wamid IS NOT NULL
      AND (m.answered_at BETWEEN p.began_at AND p.ended_at OR m.left_at BETWEEN p.began_at AND p.ended_at)
), before AS (
    SELECT id, count(hit) OVER around AS n, count(hit) FILTER (WHERE NOT heard) OVER around AS unheard
    FROM (SELECT sender_id, part, answered_at AS at, NULL::bigint AS id, 1 AS hit, heard
          FROM near WHERE answered_at IS NOT NULL
          UNION ALL SELECT sender_id, part, left_at, id, NULL, NULL FROM doubts) events
    WINDOW around AS (PARTITION BY sender_id, part ORDER BY at
                      RANGE BETWEEN interval '1 second' PRECEDING AND interval '1 microsecond' PRECEDING)
), after AS (
    SELECT id, count(hit) OVER around AS n, count(hit) FILTER (WHERE NOT heard) OVER around AS unheard
    FROM (SELECT sender_id, part, left_at AS at, NULL::bigint AS id, 1 AS hit, heard
          FROM near WHERE left_at IS NOT NULL
          UNION ALL SELECT sender_id, part, left_at, id, NULL, NULL FROM doubts) events
    WINDOW around AS (PARTITION BY sender_id, part ORDER BY at
                      RANGE BETWEEN interval '1 microsecond' FOLLOWING AND interval '1 second' FOLLOWING)
)
SELECT b.id, b.n AS before, b.unheard AS before_unheard, a.n AS after, a.unheard AS after_unheard
FROM before b JOIN after a ON a.id = b.id
"""

# Those whose number had statuses without a pause of more than $4 seconds until $5 seconds after they left.
ATTENDED = """
SELECT d.id FROM unnest($1::bigint[], $2::bigint[], $3::timestamptz[]) AS d (id, sender_id, left_at)
WHERE (SELECT range_agg(tstzrange(began_at, ended_at + make_interval(secs => $4), '[]')) FROM prompt_spells
       WHERE sender_id = d.sender_id AND began_at <= d.left_at + make_interval(secs => $5)
         AND began_at >= d.left_at - make_interval(secs => $6))
      @> tstzrange(d.left_at, d.left_at + make_interval(secs => $5), '[]')
"""

# Templates some message of which Meta holds. The totals, which are short, mostly know of none.
HELD_TEMPLATES = """
SELECT t.id, t.name, t.language FROM templates t
WHERE t.id = ANY($1::bigint[])
  AND (SELECT sum(n) FROM message_totals WHERE kind = 'state' AND word = 'held') > 0
  AND EXISTS (SELECT FROM campaigns c WHERE c.template_id = t.id
              AND (SELECT sum(n) FROM message_counts WHERE campaign_id = c.id AND kind = 'state'
                   AND word = 'held') > 0)
"""

# Several processes settle: what another one has in hand is its own.
_LOCKED = """
WITH locked AS MATERIALIZED (
    SELECT id FROM send_batches WHERE id = ANY($1::bigint[]) AND lane = 'settle' ORDER BY id
    FOR UPDATE SKIP LOCKED
)
"""

REMOVE = f"""
{_LOCKED}
DELETE FROM send_batches WHERE id IN (SELECT id FROM locked) RETURNING id
"""

WAIT = f"""
{_LOCKED}
UPDATE send_batches b SET doubt = v.doubt, delay_s = v.delay_s,
    due_at = statement_timestamp() + make_interval(secs => v.delay_s)
FROM unnest($1::bigint[], $2::jsonb[], $3::float8[]) AS v (id, doubt, delay_s)
WHERE b.id = v.id AND b.id IN (SELECT id FROM locked)
"""
