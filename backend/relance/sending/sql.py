"""Statements of the sender process."""

# What can be sent now, one row per campaign and lane. Blocked senders, accounts and templates and paused
# campaigns are left out before the queue is looked at, so a large paused campaign costs nothing.
# `waiting` looks at a few batches only: it says how many slots to ask for, not how long the queue is.
# A template that Meta paused stops Message 1 only: Message 2 does not use it. What was stopped begins with a
# few messages (`ramp`): since when it is free again, be it let go or rested long enough.
DUE = """
SELECT c.id AS campaign_id, c.sender_id, q.lane, q.waiting, q.has_more, s.phone_number_id,
       c.rate_per_s AS campaign_rate_per_s, s.rate_per_s, s.throttled_rate_per_s,
       extract(epoch FROM now() - s.throttled_at)::float8 AS throttled_for_s,
       extract(epoch FROM now() - greatest(s.unblocked_at, a.unblocked_at,
           CASE WHEN s.blocked_until <= now() AND s.blocked_until - s.blocked_at > interval '10 seconds'
                THEN s.blocked_until END,
           CASE WHEN a.blocked_until <= now() AND a.blocked_until - a.blocked_at > interval '10 seconds'
                THEN a.blocked_until END))::float8 AS number_free_for_s,
       extract(epoch FROM now() - CASE WHEN q.lane = 'bulk' THEN greatest(t.unblocked_at,
           CASE WHEN t.blocked_until <= now() THEN t.blocked_until END) END)::float8 AS template_free_for_s
FROM campaigns c
JOIN senders s ON s.id = c.sender_id
JOIN accounts a ON a.waba_id = s.waba_id
JOIN templates t ON t.id = c.template_id
CROSS JOIN LATERAL (
    SELECT 'reply' AS lane, sum(cardinality(message_ids))::int AS waiting, count(*) = 20 AS has_more FROM (
        SELECT message_ids FROM send_batches WHERE campaign_id = c.id AND lane = 'reply'
          AND lease_until IS NULL AND due_at <= now() ORDER BY due_at, id LIMIT 20) replies
    UNION ALL
    SELECT 'bulk', sum(cardinality(message_ids))::int, count(*) = 8 FROM (
        SELECT message_ids FROM send_batches WHERE campaign_id = c.id AND lane = 'bulk'
          AND lease_until IS NULL AND due_at <= now() AND t.status = 'APPROVED'
          AND (t.blocked_at IS NULL OR t.blocked_until <= now()) ORDER BY due_at, id LIMIT 8) bulk
) q
WHERE q.waiting > 0 AND c.status IN ('preparing', 'sending')
  AND (s.blocked_at IS NULL OR s.blocked_until <= now())
  AND (a.blocked_at IS NULL OR a.blocked_until <= now())
"""

# Takes up to $3 messages of one campaign and lane out of the queue into one leased batch. The last batch
# is split where it holds more. The state of the campaign and the blocks are tested again: it may have been
# paused since, or Meta may have stopped something with a status that put messages back; and nothing leaves a
# database that went back until a person answered. The claim is noted under its process ($6)
# and lane, where only the newest counts: one whose answer was lost may still be under way and come in after
# the next. The last three columns are what the database knew of claims before this one.
CLAIM = """
WITH candidate AS (
    SELECT id, sender_id, message_ids, due_at FROM send_batches
    WHERE campaign_id = $1 AND lane = $2 AND lease_until IS NULL AND due_at <= now()
      AND EXISTS (
          SELECT FROM campaigns c JOIN senders s ON s.id = c.sender_id
          JOIN accounts a ON a.waba_id = s.waba_id JOIN templates t ON t.id = c.template_id
          WHERE c.id = $1 AND c.status IN ('preparing', 'sending')
            AND (s.blocked_at IS NULL OR s.blocked_until <= now())
            AND (a.blocked_at IS NULL OR a.blocked_until <= now())
            AND ($2 = 'reply' OR t.status = 'APPROVED'
                 AND (t.blocked_at IS NULL OR t.blocked_until <= now())))
      AND NOT EXISTS (SELECT FROM former_installations WHERE settled_at IS NULL)
    ORDER BY due_at, id LIMIT 40 FOR UPDATE SKIP LOCKED
), measured AS (
    SELECT id, sender_id, message_ids, cardinality(message_ids) AS size,
           sum(cardinality(message_ids)) OVER (ORDER BY due_at, id) - cardinality(message_ids) AS before
    FROM candidate
), taken AS (
    SELECT * FROM measured WHERE before < $3
), shortened AS (
    UPDATE send_batches b SET message_ids = t.message_ids[$3 - t.before + 1:]
    FROM taken t WHERE b.id = t.id AND t.before + t.size > $3
), removed AS (
    DELETE FROM send_batches b USING taken t WHERE b.id = t.id AND t.before + t.size <= $3
), leased AS (
INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids, leased_by, lease_until, marked_ids,
    marked_at)
SELECT $1, max(t.sender_id), $2, array_agg(m.id ORDER BY t.before, m.part), $4,
       clock_timestamp() + make_interval(secs => $5), '{}', '{}'
FROM taken t CROSS JOIN LATERAL unnest(t.message_ids[:$3 - t.before]) WITH ORDINALITY AS m (id, part)
HAVING count(*) > 0
RETURNING id, sender_id, message_ids
), noted AS (
    INSERT INTO last_claims AS l (process, sender_id, lane, batch_id, claims, at)
    SELECT $6, sender_id, $2, id, 1, clock_timestamp() FROM leased
    ON CONFLICT (process, sender_id, lane) DO UPDATE
    SET batch_id = greatest(l.batch_id, excluded.batch_id), claims = l.claims + 1, at = excluded.at
    RETURNING claims, at
)
SELECT leased.id, leased.message_ids, i.id AS installation, noted.at, noted.claims AS nth,
       known.claim AS known_claim, known.claims AS known_claims, known.at AS known_at
FROM leased CROSS JOIN noted CROSS JOIN installation i CROSS JOIN (
    SELECT coalesce(max(batch_id), 0) AS claim, coalesce(sum(claims), 0)::bigint AS claims, max(at) AS at
    FROM last_claims) known
"""

# `left_before`: it may have left before the database was restored, by a log or because no log tells.
# `taken_by`: who else answers this chat since its Message 1.
READ_CLAIMED = """
SELECT m.id, m.contact_id, m.attempt, m.message_type, m.parameters, m.retries,
       m.message_type <> 'message_1' AND m.expires_at <= clock_timestamp() AS too_late, c.phone,
       c.bsuid, c.opted_out_at IS NOT NULL AS opted_out, c.deleted_at IS NOT NULL AS deleted, m.contact_id,
       l.verdict IS NOT NULL OR u.campaign_id IS NOT NULL AS left_before,
       CASE WHEN m.message_type = 'message_2' THEN (
           SELECT t.taken_by FROM taken_chats t
           JOIN messages f ON f.campaign_id = m.campaign_id AND f.contact_id = m.contact_id
               AND f.message_type = 'message_1' AND f.sent_at <= t.at
           WHERE t.contact_id = m.contact_id AND t.sender_id = m.sender_id) END AS taken_by
FROM messages m LEFT JOIN contacts c ON c.id = m.contact_id
LEFT JOIN left_before l ON l.campaign_id = m.campaign_id AND l.contact_id = m.contact_id
                       AND l.message_type = m.message_type
LEFT JOIN uncovered_campaigns u ON u.campaign_id = m.campaign_id AND m.attempt = 1
    AND (m.message_type = 'message_1' OR EXISTS (
        SELECT FROM messages f WHERE f.campaign_id = m.campaign_id AND f.contact_id = m.contact_id
          AND f.message_type = 'message_1' AND f.sent_at < u.halted_at))
WHERE m.id = ANY($1::bigint[]) AND m.status = 'pending'
ORDER BY m.id
"""

READ_CAMPAIGN = """
SELECT c.sender_id, c.header, c.message_2, t.name, t.language, t.parameter_format, t.components,
       t.id AS template_id, s.waba_id
FROM campaigns c JOIN templates t ON t.id = c.template_id JOIN senders s ON s.id = c.sender_id
WHERE c.id = $1
"""

# Messages of leases of one process may leave from now on: (batch, holder, message) in parallel arrays. The
# leases in $4 are prolonged to $5 seconds. Whoever lost a lease gets no row for it. Only added to, so that a
# record that takes messages out at the same time loses no mark.
MARK = """
UPDATE send_batches b
SET marked_ids = b.marked_ids || w.ids,
    marked_at = b.marked_at || array_fill(clock_timestamp(), ARRAY[cardinality(w.ids)]),
    lease_until = CASE WHEN b.id = ANY($4::bigint[]) THEN clock_timestamp() + make_interval(secs => $5)
                       ELSE b.lease_until END
FROM (SELECT id, holder, array_agg(message_id) AS ids
      FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS v (id, holder, message_id) GROUP BY 1, 2) w
WHERE b.id = w.id AND b.leased_by = w.holder AND b.lease_until > clock_timestamp()
RETURNING b.id, b.marked_at[cardinality(b.marked_at)] AS at
"""

# The same for one lease, as most are: cheaper to plan and to run.
MARK_ONE = """
UPDATE send_batches
SET marked_ids = marked_ids || $3::bigint[],
    marked_at = marked_at || array_fill(clock_timestamp(), ARRAY[cardinality($3::bigint[])]),
    lease_until = CASE WHEN $4::float8 IS NULL THEN lease_until
                       ELSE clock_timestamp() + make_interval(secs => $4) END
WHERE id = $1 AND leased_by = $2 AND lease_until > clock_timestamp()
RETURNING marked_at[cardinality(marked_at)] AS at
"""

DATABASE_NOW = "SELECT clock_timestamp()"

# The end of a lease in three forms. Each touches nothing when the lease is not its holder's any more: what it
# says of messages that did not leave counts only then.
FINISH_LEASE = "DELETE FROM send_batches WHERE id = $1 AND leased_by = $2"

# Answered messages leave the lease, the others stay in it: marks made meanwhile are kept.
SHORTEN_LEASE = """
UPDATE send_batches SET
    message_ids = ARRAY(SELECT m.id FROM unnest(message_ids) WITH ORDINALITY AS m (id, place)
                        WHERE NOT m.id = ANY($3::bigint[]) ORDER BY m.place),
    lease_until = CASE WHEN $4 THEN clock_timestamp() + make_interval(secs => $5) ELSE lease_until END
WHERE id = $1 AND leased_by = $2
RETURNING id
"""

RELEASE_LEASE = """
UPDATE send_batches SET message_ids = $3::bigint[], leased_by = NULL, lease_until = NULL, marked_ids = NULL,
    marked_at = NULL, due_at = clock_timestamp(), delay_s = 0
WHERE id = $1 AND leased_by = $2
"""

# What Meta's answers tell of whom they went to: wa_ids that differ from the phone (Brazil, Mexico, renumbered
# countries), and BSUIDs. An id that another contact has is not taken; a BSUID only changes by Meta's word
# (webhooks/learn/identity_changes.py). Contacts are locked in id order, like everywhere.
LEARN_IDS = """
WITH told AS (
    SELECT DISTINCT ON (m.contact_id) m.contact_id,
           CASE WHEN NOT EXISTS (SELECT FROM contacts o WHERE o.wa_id = n.wa_id) THEN n.wa_id END AS wa_id,
           CASE WHEN NOT EXISTS (SELECT FROM contacts o WHERE o.bsuid = n.bsuid) THEN n.bsuid END AS bsuid
    FROM unnest($1::bigint[], $2::text[], $3::text[]) AS n (message_id, wa_id, bsuid)
    JOIN messages m ON m.id = n.message_id
    ORDER BY m.contact_id, m.id DESC
), locked AS MATERIALIZED (
    SELECT c.id, coalesce(t.wa_id, c.wa_id) AS wa_id, coalesce(c.bsuid, t.bsuid) AS bsuid
    FROM contacts c JOIN told t ON t.contact_id = c.id
    WHERE c.deleted_at IS NULL AND (t.wa_id IS NOT NULL OR t.bsuid IS NOT NULL AND c.bsuid IS NULL)
    ORDER BY c.id FOR NO KEY UPDATE OF c
)
UPDATE contacts c SET wa_id = l.wa_id, bsuid = l.bsuid, updated_at = now() FROM locked l
WHERE c.id = l.id AND (c.wa_id, c.bsuid) IS DISTINCT FROM (l.wa_id, l.bsuid)
RETURNING c.id, c.wa_id, c.bsuid
"""

# Accepted today, plus what may still be: leased, or sent with no answer. Read under the sender's lock.
USED_TODAY = """
SELECT (SELECT coalesce(sum(n), 0) FROM daily_counts
        WHERE day = (now() AT TIME ZONE (SELECT timezone FROM installation))::date
          AND sender_id = $1 AND word = 'sent' AND message_type IN ('message_1', 'message_2'))
     + (SELECT coalesce(sum(cardinality(message_ids)), 0) FROM send_batches
        WHERE sender_id = $1 AND lease_until IS NOT NULL)
     + (SELECT coalesce(sum(cardinality(message_ids)), 0) FROM send_batches
        WHERE sender_id = $1 AND lane = 'settle' AND (unknown_since AT TIME ZONE (
            SELECT timezone FROM installation))::date >= (now() AT TIME ZONE (
            SELECT timezone FROM installation))::date) AS used
"""

# A claim whose answer was lost: nothing of it was started, so it goes back at once.
RELEASE_CLAIMS = """
UPDATE send_batches SET leased_by = NULL, lease_until = NULL, marked_ids = NULL, marked_at = NULL
WHERE leased_by = ANY($1::text[])
"""

# Whether a second's round has anything to do, and what the database's clock shows.
LOOK = """
SELECT extract(epoch FROM clock_timestamp())::float8 AS clock_s,
       EXISTS (SELECT FROM send_batches
               WHERE lease_until < clock_timestamp() - make_interval(secs => $1)) AS lapsed,
       EXISTS (SELECT FROM send_batches WHERE lane = 'settle' AND due_at <= now()) AS due
"""

LAPSED_LEASES = """
SELECT id, campaign_id, message_ids, marked_ids, marked_at, lease_until FROM send_batches
WHERE lease_until < clock_timestamp() - make_interval(secs => $1) ORDER BY lease_until LIMIT 20
"""

# What never left goes back as it came; the marked rest is the caller's, who has locked its rows. No row: its
# holder, or somebody quicker, has moved it.
GIVE_BACK_LAPSED = """
UPDATE send_batches SET message_ids = $4::bigint[], leased_by = NULL, lease_until = NULL, marked_ids = NULL,
    marked_at = NULL, due_at = clock_timestamp(), delay_s = 0
WHERE id = $1 AND lease_until = $2 AND marked_ids IS NOT DISTINCT FROM $3::bigint[] RETURNING id
"""

REMOVE_LAPSED = """
DELETE FROM send_batches
WHERE id = $1 AND lease_until = $2 AND marked_ids IS NOT DISTINCT FROM $3::bigint[] RETURNING id
"""

# Batches made after this one that hold some of its messages.
QUEUED_AGAIN = """
SELECT DISTINCT held.id FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS held (id)
WHERE b.campaign_id = $1 AND b.id > $2 AND b.lane IN ('reply', 'bulk')
  AND b.message_ids && $3::bigint[] AND held.id = ANY($3)
"""

# What is known of these messages from before: by a log, or because no log tells.
FIND_LEFT = """
SELECT m.id, l.verdict, l.at, l.wamid, u.halted_at
FROM messages m
LEFT JOIN left_before l ON l.campaign_id = m.campaign_id AND l.contact_id = m.contact_id
                       AND l.message_type = m.message_type
LEFT JOIN uncovered_campaigns u ON u.campaign_id = m.campaign_id
WHERE m.id = ANY($1::bigint[]) AND (l.verdict IS NOT NULL OR u.campaign_id IS NOT NULL)
"""

CONSUME_LEFT = """
DELETE FROM left_before l USING messages m
WHERE m.id = ANY($1::bigint[]) AND l.campaign_id = m.campaign_id AND l.contact_id = m.contact_id
  AND l.message_type = m.message_type
"""

# Rows of processes that are long gone are summed up in one: the sums stay, and so does the newest claim.
COMPACT_LAST_CLAIMS = """
WITH gone AS (
    DELETE FROM last_claims WHERE process <> '' AND at < clock_timestamp() - make_interval(days => $1)
    RETURNING batch_id, claims, at
)
INSERT INTO last_claims AS l (process, sender_id, lane, batch_id, claims, at)
SELECT '', 0, '', max(batch_id), sum(claims), max(at) FROM gone HAVING count(*) > 0
ON CONFLICT (process, sender_id, lane) DO UPDATE
SET batch_id = greatest(l.batch_id, excluded.batch_id), claims = l.claims + excluded.claims,
    at = greatest(l.at, excluded.at)
"""
