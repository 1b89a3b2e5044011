"""Statements on how the installation is: processes, queue, intake, incidents.

Ages are measured by the database's clock, which writes the heartbeats and the due times.
"""

# A dead process whose place another one of the same name and host has taken since is no news.
PROCESSES = """
SELECT p.name, p.host, p.pid, p.started_at, p.heartbeat_at,
       greatest(extract(epoch FROM clock_timestamp() - p.heartbeat_at), 0)::float8 AS silent_s,
       p.work,
       EXISTS (SELECT FROM processes o WHERE o.name = p.name AND o.host = p.host AND o.pid <> p.pid
               AND o.started_at > p.heartbeat_at) AS replaced
FROM processes p ORDER BY p.name, p.host, p.pid LIMIT 1000
"""

# The oldest batch of each open campaign and lane that nothing known here keeps from leaving.
_DUE_NOW = """
FROM (
    SELECT c.id,
           t.status = 'APPROVED' AND (t.blocked_at IS NULL OR t.blocked_until <= now()) AS template_works
    FROM campaigns c JOIN senders s ON s.id = c.sender_id JOIN accounts a ON a.waba_id = s.waba_id
    JOIN templates t ON t.id = c.template_id
    WHERE c.status IN ('preparing', 'sending') AND (s.blocked_at IS NULL OR s.blocked_until <= now())
      AND (a.blocked_at IS NULL OR a.blocked_until <= now())
) open CROSS JOIN LATERAL (
    (SELECT 'reply' AS lane, due_at FROM send_batches
     WHERE campaign_id = open.id AND lane = 'reply' AND lease_until IS NULL AND due_at <= now()
     ORDER BY due_at, id LIMIT 1)
    UNION ALL
    (SELECT 'bulk', due_at FROM send_batches
     WHERE campaign_id = open.id AND open.template_works AND lane = 'bulk' AND lease_until IS NULL
       AND due_at <= now() AND delay_s >= 0
     ORDER BY due_at, id LIMIT 1)
) q
"""

OLDEST_DUE = (
    """
SELECT extract(epoch FROM now() - min(q.due_at) FILTER (WHERE q.lane = 'bulk'))::float8 AS bulk_age_s,
       extract(epoch FROM now() - min(q.due_at) FILTER (WHERE q.lane = 'reply'))::float8 AS reply_age_s
"""
    + _DUE_NOW
)

# Depth from the counts, ages from one index probe per open campaign and lane. Batches of campaigns, numbers,
# accounts and (Message 1) templates that may not send now are not late; what waits again goes first, and its
# due time says that (`delay_s` below 0), not how late it is.
QUEUE = (
    """
SELECT (SELECT coalesce(sum(n), 0)::bigint FROM message_totals
        WHERE kind = 'state' AND word = 'pending' AND message_type = 'message_1') AS pending_message_1,
       (SELECT coalesce(sum(n), 0)::bigint FROM message_totals
        WHERE kind = 'state' AND word = 'pending' AND message_type = 'message_2') AS pending_message_2,
       (SELECT coalesce(sum(cardinality(message_ids)), 0)::bigint FROM send_batches
        WHERE lease_until IS NOT NULL) AS leased,
       (SELECT coalesce(sum(cardinality(message_ids)), 0)::bigint FROM send_batches
        WHERE lane = 'settle') AS settling,
       min(q.due_at) FILTER (WHERE q.lane = 'bulk') AS oldest_bulk,
       min(q.due_at) FILTER (WHERE q.lane = 'reply') AS oldest_reply,
       extract(epoch FROM now() - min(q.due_at) FILTER (WHERE q.lane = 'bulk'))::float8 AS bulk_age_s,
       extract(epoch FROM now() - min(q.due_at) FILTER (WHERE q.lane = 'reply'))::float8 AS reply_age_s
"""
    + _DUE_NOW
)

PARKED = """
SELECT count(*) AS waiting, min(first_at) AS oldest_at FROM webhook_parked WHERE replayed_at IS NULL
"""

# A refusal is a moment; the end of a clean stop is one too, but nobody was turned away in it. The time that a
# restored database has lost is another question.
GAPS = """
SELECT began_at, ended_at, reason FROM intake_gaps
WHERE ended_at > now() - interval '7 days' AND reason NOT IN ('api_stopped', 'restored')
ORDER BY ended_at DESC LIMIT 20
"""

DROPS = "SELECT reason, n, last_at FROM webhook_drops ORDER BY reason LIMIT 100"

# At most 100,000 are kept.
KEPT_REPLIES = "SELECT count(*) FROM kept_replies"

DATABASE = "SELECT current_setting('server_version') AS version"

BLOCKED_TEMPLATES = """
SELECT t.id, t.name, t.language, t.status, t.blocked_at, t.blocked_until, t.blocked_code, t.blocked_reason
FROM templates t
WHERE (t.blocked_at IS NOT NULL AND (t.blocked_until IS NULL OR t.blocked_until > $1))
   OR (t.status <> 'APPROVED' AND EXISTS (SELECT FROM campaigns c WHERE c.template_id = t.id
       AND c.status IN ('scheduled', 'preparing', 'sending', 'paused')))
ORDER BY t.id LIMIT 50
"""

# The newest messages that had time to echo, without those that a person counted as sent. A sample: where
# webhooks do not arrive, none of it echoed.
UNECHOED = """
SELECT sender_id, count(*) AS n, count(*) FILTER (WHERE echoed_at IS NULL) AS silent,
       min(sent_at) FILTER (WHERE echoed_at IS NULL) AS since
FROM (SELECT sender_id, echoed_at, sent_at FROM messages
      WHERE sent_at > $1::timestamptz - interval '1 day' AND sent_at < $1 - make_interval(secs => $2)
        AND wamid IS NOT NULL
      ORDER BY sent_at DESC LIMIT $3) newest
GROUP BY sender_id ORDER BY sender_id
"""

# `unknown_at` stays when a message is settled: walked only while the totals know of unknown ones.
LONG_UNKNOWN = """
SELECT count(*) AS n, min(unknown_at) AS since FROM (
    SELECT unknown_at FROM messages
    WHERE unknown_at < $1::timestamptz - interval '1 day' AND status = 'unknown'
      AND (SELECT sum(n) FROM message_totals WHERE kind = 'state' AND word = 'unknown') > 0
    ORDER BY unknown_at LIMIT 10000) found
"""

INCIDENTS = """
SELECT kind, subject, details, n, first_at, last_at FROM incidents
WHERE last_at > $1::timestamptz - interval '30 days' ORDER BY last_at DESC LIMIT 200
"""

# Of the newest lines of failed sign-ins: each process writes some fifty in a quarter of an hour at most,
# whatever comes (auth/failures.py). One row.
FAILED_SIGN_INS = """
SELECT coalesce(sum((details->>'failures')::int), 0)::int AS n, min(at) AS since
FROM (
    SELECT at, details FROM activity WHERE what = 'sign_in_failed' ORDER BY at DESC, id DESC LIMIT 2000
) newest
WHERE at > $1::timestamptz - make_interval(secs => $2)
"""

# Since when a restored or copied database waits for a person, or for what follows from the answer; one row.
RESTORED = """
SELECT min(halted_at) AS since, coalesce(bool_and(answer IS NOT NULL), false) AS answered,
       extract(epoch FROM now() - min(halted_at))::float8 AS for_s
FROM former_installations WHERE settled_at IS NULL
"""

CAMPAIGNS_TO_SEE_TO = """
SELECT id, name, status, status_reason, status_reason_code, status_reason_values, scheduled_at, updated_at
FROM campaigns
WHERE status IN ('scheduled', 'preparing', 'sending', 'paused', 'stopped') AND deleted_at IS NULL AND id > 0
  AND (status = 'scheduled' AND scheduled_at < $1::timestamptz - interval '1 minute'
       OR status = 'paused' AND (status_reason = 'restored' OR status_reason LIKE 'failing: %'))
ORDER BY id LIMIT 50
"""
