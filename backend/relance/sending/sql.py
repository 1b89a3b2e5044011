"""Statements of the sender process."""

# What can be sent now, one row per campaign and lane. Blocked senders, accounts and templates and paused
# campaigns are left out before the queue is looked at, so a large paused campaign costs nothing.
# `waiting` looks at a few batches only: it says how many slots to ask for, not how long the queue is.
# A template that Meta paused stops Message 1 only: Message 2 does not use it.
DUE = """
SELECT c.id AS campaign_id, c.sender_id, q.lane, q.waiting, s.phone_number_id,
       c.rate_per_s AS campaign_rate_per_s, s.rate_per_s, s.throttled_rate_per_s,
       extract(epoch FROM now() - s.throttled_at)::float8 AS throttled_for_s
FROM campaigns c
JOIN senders s ON s.id = c.sender_id
JOIN accounts a ON a.waba_id = s.waba_id
JOIN templates t ON t.id = c.template_id
CROSS JOIN LATERAL (
    SELECT 'reply' AS lane, sum(cardinality(message_ids))::int AS waiting FROM (
        SELECT message_ids FROM send_batches WHERE campaign_id = c.id AND lane = 'reply'
          AND lease_until IS NULL AND due_at <= now() ORDER BY due_at, id LIMIT 20) replies
    UNION ALL
    SELECT 'bulk', sum(cardinality(message_ids))::int FROM (
        SELECT message_ids FROM send_batches WHERE campaign_id = c.id AND lane = 'bulk'
          AND lease_until IS NULL AND due_at <= now() AND t.status = 'APPROVED'
          AND (t.blocked_at IS NULL OR t.blocked_until <= now()) ORDER BY due_at, id LIMIT 8) bulk
) q
WHERE q.waiting > 0 AND c.status IN ('preparing', 'sending')
  AND (s.blocked_at IS NULL OR s.blocked_until <= now())
  AND (a.blocked_at IS NULL OR a.blocked_until <= now())
"""

# Takes up to $3 messages of one campaign and lane out of the queue into one leased batch. The last batch
# is split where it holds more. The state of the campaign is tested again: it may have been paused since.
CLAIM = """
WITH candidate AS (
    SELECT id, sender_id, message_ids FROM send_batches
    WHERE campaign_id = $1 AND lane = $2 AND lease_until IS NULL AND due_at <= now()
      AND EXISTS (SELECT FROM campaigns WHERE id = $1 AND status IN ('preparing', 'sending'))
    ORDER BY due_at, id LIMIT 40 FOR UPDATE SKIP LOCKED
), measured AS (
    SELECT id, sender_id, message_ids, cardinality(message_ids) AS size,
           sum(cardinality(message_ids)) OVER (ORDER BY id) - cardinality(message_ids) AS before
    FROM candidate
), taken AS (
    SELECT * FROM measured WHERE before < $3
), shortened AS (
    UPDATE send_batches b SET message_ids = t.message_ids[$3 - t.before + 1:]
    FROM taken t WHERE b.id = t.id AND t.before + t.size > $3
), removed AS (
    DELETE FROM send_batches b USING taken t WHERE b.id = t.id AND t.before + t.size <= $3
)
INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids, leased_by, lease_until)
SELECT $1, max(t.sender_id), $2, array_agg(m.id ORDER BY t.before, m.part), $4,
       clock_timestamp() + make_interval(secs => $5)
FROM taken t CROSS JOIN LATERAL unnest(t.message_ids[:$3 - t.before]) WITH ORDINALITY AS m (id, part)
HAVING count(*) > 0
RETURNING id, message_ids
"""

READ_CLAIMED = """
SELECT m.id, m.attempt, m.message_type, m.parameters, m.expires_at, m.retries,
       c.phone, c.bsuid, c.opted_out_at IS NOT NULL AS opted_out, c.deleted_at IS NOT NULL AS deleted
FROM messages m LEFT JOIN contacts c ON c.id = m.contact_id
WHERE m.id = ANY($1::bigint[]) AND m.status = 'pending'
ORDER BY m.id
"""

READ_CAMPAIGN = """
SELECT c.sender_id, c.header, c.message_2, t.name, t.language, t.parameter_format, t.components,
       t.id AS template_id, s.waba_id
FROM campaigns c JOIN templates t ON t.id = c.template_id JOIN senders s ON s.id = c.sender_id
WHERE c.id = $1
"""

FINISH_LEASE = "DELETE FROM send_batches WHERE id = $1 AND leased_by = $2"

SHORTEN_LEASE = "UPDATE send_batches SET message_ids = $3::bigint[] WHERE id = $1 AND leased_by = $2"

RELEASE_LEASE = """
UPDATE send_batches SET message_ids = $3::bigint[], leased_by = NULL, lease_until = NULL, due_at = now()
WHERE id = $1 AND leased_by = $2
"""

# wa_ids that differ from the phone (Brazil, Mexico, renumbered countries), learnt from Meta's answers.
# Contacts are locked in id order, like everywhere.
LEARN_WA_IDS = """
WITH learnt AS (
    SELECT DISTINCT ON (n.wa_id) n.wa_id, m.contact_id
    FROM unnest($1::bigint[], $2::text[]) AS n (message_id, wa_id) JOIN messages m ON m.id = n.message_id
    WHERE NOT EXISTS (SELECT FROM contacts o WHERE o.wa_id = n.wa_id)
    ORDER BY n.wa_id, m.contact_id
), locked AS MATERIALIZED (
    SELECT c.id, l.wa_id FROM contacts c JOIN learnt l ON l.contact_id = c.id
    WHERE c.deleted_at IS NULL ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE contacts c SET wa_id = l.wa_id, updated_at = now() FROM locked l WHERE c.id = l.id
"""

# Accepted today, plus what may still be: leased, or sent with no answer. Read under the sender's lock.
USED_TODAY = """
SELECT (SELECT coalesce(sum(n), 0) FROM daily_counts
        WHERE day = (now() AT TIME ZONE (SELECT timezone FROM installation))::date
          AND sender_id = $1 AND word = 'sent' AND message_type IN ('message_1', 'message_2'))
     + (SELECT coalesce(sum(cardinality(message_ids)), 0) FROM send_batches
        WHERE sender_id = $1 AND lease_until IS NOT NULL)
     + (SELECT coalesce(sum(cardinality(message_ids)), 0) FROM send_batches
        WHERE sender_id = $1 AND lane = 'settle') AS used
"""

# A claim whose answer was lost: nothing of it was started, so it goes back at once.
RELEASE_CLAIMS = """
UPDATE send_batches SET leased_by = NULL, lease_until = NULL WHERE leased_by = ANY($1::text[])
"""

LOCK_SENDER_DAY = "SELECT pg_advisory_xact_lock(7311906, $1::int)"

LAPSED_LEASES = """
SELECT id, message_ids, lease_until FROM send_batches
WHERE lease_until < clock_timestamp() - interval '1 second' ORDER BY lease_until LIMIT 20
"""

REMOVE_LAPSED = "DELETE FROM send_batches WHERE id = $1 AND lease_until = $2 RETURNING id"

SETTLE_DUE = """
SELECT id, sender_id, message_ids, unknown_since FROM send_batches
WHERE lane = 'settle' AND due_at <= now() ORDER BY due_at LIMIT 50
"""

REMOVE_SETTLED = "DELETE FROM send_batches WHERE id = $1 AND lane = 'settle' RETURNING id"

POSTPONE_SETTLING = """
UPDATE send_batches SET due_at = now() + make_interval(secs => $2) WHERE id = $1 AND lane = 'settle'
"""

COUNT_UNKNOWN = "SELECT count(*) FROM messages WHERE id = ANY($1::bigint[]) AND status = 'unknown'"

# A later message of the number has echoed: the way from Meta to us worked after that moment.
LATER_ECHO = """
SELECT EXISTS (SELECT FROM messages WHERE sent_at > $2 AND sender_id = $1 AND echoed_at IS NOT NULL)
"""

# A quiet number: everything Meta accepted in the ten minutes before has echoed, and there was something.
ALL_BEFORE_ECHOED = """
SELECT count(*) > 0 AND bool_and(echoed_at IS NOT NULL) FROM messages
WHERE sent_at BETWEEN $2::timestamptz - interval '10 minutes' AND $2 AND sender_id = $1
"""
