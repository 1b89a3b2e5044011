"""Statements on former installations: the question, the logs taken in, and what follows from the answer."""

# Formers whose question is open or whose answer is being carried out, the latest first.
LIST_OPEN = """
SELECT * FROM former_installations WHERE settled_at IS NULL ORDER BY halted_at DESC, id
"""

LAST = "SELECT * FROM former_installations ORDER BY halted_at DESC, id LIMIT 1"

# Of campaigns that are not over.
COUNT_WAITING = """
SELECT (SELECT count(*) FROM campaigns WHERE status = 'paused' AND status_reason = 'restored'
          AND deleted_at IS NULL)::int AS campaigns,
       (SELECT coalesce(sum(cardinality(message_ids)), 0) FROM send_batches
        WHERE lane IN ('bulk', 'reply'))::bigint AS messages
"""

# Whoever gets a row has the work to do: read the logs once what was under way at the halt has ended ($2
# seconds), or carry the answer out. Who died over it is followed after $1 seconds.
BEGIN_WORK = """
UPDATE former_installations SET working_since = clock_timestamp()
WHERE settled_at IS NULL AND (read_at IS NULL OR answer = 'restored')
  AND (reason = 'moved' OR halted_at < clock_timestamp() - make_interval(secs => $2))
  AND (working_since IS NULL OR working_since < clock_timestamp() - make_interval(secs => $1))
RETURNING id
"""

# A command takes its time, and may be killed over it: what it holds lapses after $2 seconds, and it holds it
# again and again. A job's own claim lapses after $1.
HOLD_BY_HAND = """
UPDATE former_installations
SET working_since = clock_timestamp() - make_interval(secs => $1::float8 - $2::float8)
WHERE settled_at IS NULL
"""

END_BY_HAND = "UPDATE former_installations SET working_since = NULL WHERE settled_at IS NULL"

# Of a job. What a command holds looks older than any job can be, and stays.
END_WORK = """
UPDATE former_installations SET working_since = NULL
WHERE settled_at IS NULL
  AND working_since > clock_timestamp() - make_interval(secs => $1::float8 - $2::float8)
"""

SECONDS_TO_WAIT = """
SELECT coalesce(max(extract(epoch FROM halted_at - clock_timestamp()) + $1), 0)::float8
FROM former_installations WHERE settled_at IS NULL AND reason <> 'moved'
"""

LOCK_OPEN = "SELECT id, answer FROM former_installations WHERE settled_at IS NULL ORDER BY id FOR UPDATE"

FORGET_LEFT = "DELETE FROM left_before WHERE former_id = ANY($1::text[])"

# What the database knows to have been taken, to have failed or to be past is no news; a later attempt of what
# has failed here is. `accepted` beats `left`, then the later one.
TAKE_IN = """
INSERT INTO left_before (campaign_id, contact_id, message_type, former_id, message_id, verdict, at, wamid)
SELECT DISTINCT ON (v.campaign_id, v.contact_id, v.message_type)
       v.campaign_id, v.contact_id, v.message_type, v.former_id, v.message_id, v.verdict, v.at, v.wamid
FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::timestamptz[],
            $8::text[], $9::int[])
    AS v (campaign_id, contact_id, message_type, former_id, message_id, verdict, at, wamid, attempt)
LEFT JOIN messages m ON m.campaign_id = v.campaign_id AND m.contact_id = v.contact_id
                    AND m.message_type = v.message_type
WHERE m.id IS NULL
   OR (v.verdict = 'accepted' AND m.wamid IS NULL
       AND NOT EXISTS (SELECT FROM message_wamids w WHERE w.wamid = v.wamid))
   OR (v.verdict = 'left' AND m.wamid IS NULL AND m.attempt <= v.attempt
       AND (m.status IN ('pending', 'cancelled') OR m.status = 'failed' AND m.attempt < v.attempt))
ORDER BY v.campaign_id, v.contact_id, v.message_type, v.verdict, v.at DESC
ON CONFLICT (campaign_id, contact_id, message_type) DO UPDATE
SET former_id = excluded.former_id, message_id = excluded.message_id, verdict = excluded.verdict,
    at = excluded.at, wamid = excluded.wamid
WHERE excluded.verdict < left_before.verdict
   OR (excluded.verdict = left_before.verdict AND excluded.at > left_before.at)
"""

COUNT_LEFT = "SELECT count(*) FROM left_before WHERE former_id = ANY($1::text[])"

LAST_CLAIMS = "SELECT process, sender_id, lane, claims, at FROM last_claims"

LOGGED_SINCE = "SELECT logged_since FROM installation"

NOTE_READ = """
UPDATE former_installations SET read_at = clock_timestamp(), covered = $2 OR coalesce(covered, false),
    left_unknown = $3
WHERE id = $1
"""

ANSWER = """
UPDATE former_installations SET answer = $1, answered_at = clock_timestamp(), answered_by = $2
WHERE settled_at IS NULL AND answer IS NULL RETURNING id
"""

NOTE_SETTLED = """
UPDATE former_installations SET settled_at = clock_timestamp()
WHERE id = ANY($1::text[]) AND settled_at IS NULL
"""

COUNT_IN_DOUBT = "UPDATE former_installations SET in_doubt = in_doubt + $2 WHERE id = $1"

# All that could have gone on after the backup; a reply opens one again that was over.
UNCOVER_CAMPAIGNS = """
INSERT INTO uncovered_campaigns (campaign_id, halted_at)
SELECT id, $1 FROM campaigns
WHERE deleted_at IS NULL AND created_at < $1 AND status <> 'stopped'
  AND (completed_at IS NULL OR completed_at > $1::timestamptz - interval '8 days')
ON CONFLICT (campaign_id) DO UPDATE SET halted_at = excluded.halted_at
"""

# The queue from batch $1 on: every message that waits stands in it.
LIST_BATCHES = """
SELECT id, message_ids FROM send_batches
WHERE id > $1 AND lane IN ('bulk', 'reply') AND lease_until IS NULL ORDER BY id LIMIT $2
"""

LOCK_BATCHES = """
SELECT id, message_ids FROM send_batches
WHERE id = ANY($1::bigint[]) AND lane IN ('bulk', 'reply') AND lease_until IS NULL ORDER BY id FOR UPDATE
"""

TAKE_OUT = """
UPDATE send_batches SET message_ids = ARRAY(
    SELECT m.id FROM unnest(message_ids) WITH ORDINALITY AS m (id, place)
    WHERE NOT m.id = ANY($2::bigint[]) ORDER BY m.place)
WHERE id = ANY($1::bigint[])
"""

# A sender that ran on may have recorded its answers of before: what waited here is in doubt then, or queued
# again. Each message that waits stays in its first batch only, or two claims would hold it one day.
KEEP_ONCE = """
WITH strayed AS (
    SELECT q.id, min(b.id) FILTER (WHERE m.status = 'pending') AS kept
    FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS q (id)
    LEFT JOIN messages m ON m.id = q.id
    WHERE b.lane IN ('bulk', 'reply') AND b.lease_until IS NULL
    GROUP BY q.id HAVING count(*) > 1 OR bool_or(m.status IS DISTINCT FROM 'pending')
)
UPDATE send_batches b SET message_ids = ARRAY(
    SELECT q.id FROM unnest(b.message_ids) WITH ORDINALITY AS q (id, place)
    WHERE NOT EXISTS (SELECT FROM strayed s WHERE s.id = q.id AND s.kept IS DISTINCT FROM b.id)
    ORDER BY q.place)
WHERE b.lane IN ('bulk', 'reply') AND b.lease_until IS NULL
  AND EXISTS (SELECT FROM strayed s WHERE s.id = ANY(b.message_ids) AND s.kept IS DISTINCT FROM b.id)
RETURNING b.id
"""

DROP_EMPTY = "DELETE FROM send_batches WHERE id = ANY($1::bigint[]) AND cardinality(message_ids) = 0"

# In doubt, or withdrawn, in this database, and answered by the log.
LIST_ANSWERED = """
SELECT m.id FROM left_before l
JOIN messages m ON m.campaign_id = l.campaign_id AND m.contact_id = l.contact_id
               AND m.message_type = l.message_type
WHERE l.verdict = 'accepted' AND m.status <> 'pending' AND m.id > $1
ORDER BY m.id LIMIT $2
"""

# Leases of before, taken at the halt, that nobody has taken up yet.
HAS_HALTED_LEASES = "SELECT EXISTS (SELECT FROM send_batches WHERE lease_until IS NOT NULL)"

# Only once everything is settled: until then nobody knows whose they are.
LIST_KEPT = """
SELECT id, status FROM kept_statuses
WHERE NOT EXISTS (SELECT FROM former_installations WHERE settled_at IS NULL) ORDER BY id LIMIT $1
"""

FORGET_THESE = "DELETE FROM kept_statuses WHERE id = ANY($1::bigint[])"

FORGET_KEPT = "DELETE FROM kept_statuses WHERE former_id = ANY($1::text[])"
