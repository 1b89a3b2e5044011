"""Statements of the tick: what is due, what stalled, what is left over."""

LIST_DUE = """
SELECT id FROM campaigns
WHERE status = 'scheduled' AND deleted_at IS NULL
  AND scheduled_at <= $1 AND scheduled_at > $1::timestamptz - make_interval(secs => $2)
ORDER BY scheduled_at, id LIMIT 50
"""

MARK_OVERDUE = """
UPDATE campaigns SET status_reason = $3, status_reason_code = $4, status_reason_values = '{}',
    updated_at = now()
WHERE status = 'scheduled' AND scheduled_at <= $1::timestamptz - make_interval(secs => $2)
  AND status_reason IS DISTINCT FROM $3
RETURNING id
"""

# Told once a tick while it lasts, written once.
NOTE_REASON = """
UPDATE campaigns SET status_reason = $2, status_reason_code = $3, status_reason_values = $4,
    updated_at = now()
WHERE id = $1 AND status = 'scheduled' AND status_reason IS DISTINCT FROM $2
RETURNING id
"""

# Each chunk of a launch touches `updated_at`; so does this, or every tick would enqueue one more launch. In
# the future: the clock went back, which says nothing of the launch.
CLAIM_STALLED = """
UPDATE campaigns SET updated_at = now()
WHERE status = 'preparing' AND NOT updated_at BETWEEN now() - make_interval(secs => $1)
                                                  AND now() + make_interval(secs => $1) RETURNING id
"""

LIST_LEFTOVER_BATCHES = """
SELECT id, message_ids FROM (
    SELECT id, message_ids, sum(cardinality(message_ids)) OVER (ORDER BY id) AS upto
    FROM (SELECT b.id, b.message_ids FROM send_batches b JOIN campaigns c ON c.id = b.campaign_id
          WHERE c.status = 'stopped' AND b.lane IN ('reply', 'bulk') AND b.lease_until IS NULL
          ORDER BY b.id LIMIT 500) oldest
) counted WHERE upto - cardinality(message_ids) < $1
"""

# The order of everybody: messages first, by id, then batches; and those that a sender takes meanwhile are
# left to it.
LOCK_MESSAGES = """
SELECT count(*) FROM (
    SELECT id FROM messages WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE) locked
"""

REMOVE_BATCHES = """
WITH free AS MATERIALIZED (
    SELECT id FROM send_batches WHERE id = ANY($1::bigint[]) AND lease_until IS NULL FOR UPDATE SKIP LOCKED
)
DELETE FROM send_batches b USING free f WHERE b.id = f.id RETURNING b.message_ids, b.campaign_id
"""

CANCEL = """
UPDATE messages SET status = 'cancelled', cancel_reason = 'stopped'
WHERE id = ANY($1::bigint[]) AND status = 'pending'
"""

# Open campaigns whose counts know of more pending messages than stand in the queue; of one snapshot.
LIST_SHORT = """
SELECT c.id FROM campaigns c
CROSS JOIN LATERAL (SELECT coalesce(sum(n), 0) AS n FROM message_counts
    WHERE campaign_id = c.id AND kind = 'state' AND word = 'pending') pending
WHERE c.status IN ('preparing', 'sending', 'paused', 'stopped') AND pending.n > (
    SELECT coalesce(sum(cardinality(message_ids)), 0) FROM send_batches
    WHERE campaign_id = c.id AND lane IN ('reply', 'bulk'))
ORDER BY c.id
"""

LIST_UNQUEUED = """
WITH queued AS MATERIALIZED (
    SELECT unnest(message_ids) AS id FROM send_batches WHERE campaign_id = $1 AND lane IN ('reply', 'bulk')
)
SELECT m.id FROM messages m
WHERE m.campaign_id = $1 AND m.status = 'pending' AND NOT EXISTS (SELECT FROM queued q WHERE q.id = m.id)
ORDER BY m.id LIMIT $2
"""

LIST_QUEUED = """
SELECT DISTINCT held.id FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS held (id)
WHERE b.campaign_id = $1 AND b.lane IN ('reply', 'bulk') AND held.id = ANY($2::bigint[])
"""

# Blocks without an end whose turn it is to be probed, taken so that nobody else probes them now. In the first
# minutes often, later once a minute; where sending failed again after a probe had let it go (`relapses`),
# twice as late each time: the number answers, and only asking people shows that nothing is mended.
PROBES = """
WITH numbers AS (
    UPDATE senders s SET probed_at = now() WHERE {due} RETURNING id, waba_id
), accounts_due AS (
    UPDATE accounts s SET probed_at = now() WHERE {due} RETURNING waba_id
)
SELECT s.id, s.phone_number_id, s.waba_id, n.id IS NOT NULL AS sender_blocked,
       a.waba_id IS NOT NULL AS account_blocked
FROM senders s LEFT JOIN numbers n ON n.id = s.id
LEFT JOIN accounts_due a ON a.waba_id = s.waba_id
WHERE n.id IS NOT NULL OR a.waba_id IS NOT NULL
ORDER BY s.id
""".format(
    due="""blocked_at IS NOT NULL AND blocked_until IS NULL
        AND now() - greatest(blocked_at, probed_at) >= greatest(
            least(interval '1 minute', greatest(interval '5 seconds', (now() - blocked_at) / 10)),
            CASE WHEN relapses > 0 THEN least(interval '15 minutes', interval '5 seconds' * 2 ^ relapses) END)
    """
)

# Business accounts of paused templates that a campaign waits for. Meta ends a pause by itself and tells so by
# a webhook, which may be lost. A pause that was just met is asked for every few seconds, an old one once a
# minute, however many workers ask.
PAUSED = """
SELECT DISTINCT t.waba_id FROM templates t
WHERE (t.status = 'PAUSED' OR t.blocked_code = $1 AND t.blocked_until IS NULL)
  AND now() - greatest(t.blocked_at, t.synced_at) >= CASE WHEN t.blocked_at IS NULL THEN interval '1 minute'
      ELSE least(interval '1 minute', greatest(interval '4 seconds', (now() - t.blocked_at) / 30)) END
  AND EXISTS (SELECT FROM campaigns c WHERE c.template_id = t.id AND c.status IN ('preparing', 'sending'))
ORDER BY t.waba_id
"""

LIST_WAITING = """
SELECT id, waiting_until FROM campaigns
WHERE status = 'sending' AND launched_at IS NOT NULL AND message_2 IS NOT NULL ORDER BY id
"""

NOTE_WAITING = """
UPDATE campaigns SET waiting_until = (
    SELECT max(expires_at) FROM messages WHERE campaign_id = $1 AND message_type = 'message_1'
      AND interacted_at IS NULL AND no_interaction_at IS NULL)
WHERE id = $1 AND status = 'sending'
"""

FORGET_WAITING = "UPDATE campaigns SET waiting_until = NULL WHERE id = $1"
