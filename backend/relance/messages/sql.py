"""Statements on `messages` and `send_batches` that every flow shares.

Lock order of everybody: messages, contacts, interactions, Message 2 rows, batches, deltas.
"""

ROW_COLUMNS = """m.id, m.campaign_id, m.contact_id, m.sender_id, m.message_type, m.status, m.attempt,
    m.retries, m.wamid, m.sent_at, m.delivered_at, m.read_at, m.interacted_at, m.no_interaction_at,
    m.failed_at,
    m.expires_at, m.echoed_at, m.unknown_at, m.revived_at, m.cancel_reason, m.error_code, m.error_title,
    m.error_details, m.fbtrace_id, m.pricing_category, m.pricing_type, m.billable, m.left_at, m.answered_at,
    m.first_status_at"""

# The CTE is what fixes the order of locking: ORDER BY beside FOR UPDATE in a join would lock as rows come.
LOCK_MESSAGES = f"""
WITH locked AS MATERIALIZED (
    SELECT * FROM messages WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE
)
SELECT {ROW_COLUMNS}, c.interaction_window_s AS window_s, clock_timestamp() AS locked_at
FROM locked m JOIN campaigns c ON c.id = m.campaign_id
"""

# `attempt` is set for a wamid the message had before its present one.
RESOLVE_WAMIDS = """
SELECT wamid, id AS message_id, NULL::smallint AS attempt FROM messages WHERE wamid = ANY($1::text[])
UNION ALL
SELECT wamid, message_id, attempt FROM message_wamids WHERE wamid = ANY($1::text[])
"""

# Whether it was heard is told, not when: the moment is the database's.
WRITE_MESSAGES = """
UPDATE messages m SET
    status = v.status, wamid = v.wamid, sent_at = v.sent_at, delivered_at = v.delivered_at,
    read_at = v.read_at, interacted_at = v.interacted_at, expires_at = v.expires_at, echoed_at = v.echoed_at,
    pricing_category = v.pricing_category, pricing_type = v.pricing_type, billable = v.billable,
    left_at = v.left_at, answered_at = v.answered_at,
    first_status_at = CASE WHEN v.heard THEN statement_timestamp() ELSE v.first_status_at END
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[],
        $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::boolean[],
        $13::timestamptz[], $14::timestamptz[], $15::timestamptz[], $16::boolean[])
    AS v (id, status, wamid, sent_at, delivered_at, read_at, interacted_at, expires_at, echoed_at,
        pricing_category, pricing_type, billable, left_at, answered_at, first_status_at, heard)
WHERE m.id = v.id
"""

WRITE_MESSAGES_WIDE = """
UPDATE messages m SET
    attempt = v.attempt, retries = v.retries, failed_at = v.failed_at, unknown_at = v.unknown_at,
    revived_at = v.revived_at, cancel_reason = v.cancel_reason, error_code = v.error_code,
    error_title = v.error_title, error_details = v.error_details, fbtrace_id = v.fbtrace_id,
    status = v.status, wamid = v.wamid, sent_at = v.sent_at, delivered_at = v.delivered_at,
    read_at = v.read_at, interacted_at = v.interacted_at, expires_at = v.expires_at, echoed_at = v.echoed_at,
    pricing_category = v.pricing_category, pricing_type = v.pricing_type, billable = v.billable,
    left_at = v.left_at, answered_at = v.answered_at,
    first_status_at = CASE WHEN v.heard THEN statement_timestamp() ELSE v.first_status_at END
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[],
        $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[], $12::boolean[],
        $13::timestamptz[], $14::timestamptz[], $15::timestamptz[], $16::boolean[],
        $17::smallint[], $18::smallint[], $19::timestamptz[], $20::timestamptz[], $21::timestamptz[],
        $22::text[], $23::integer[], $24::text[], $25::text[], $26::text[])
    AS v (id, status, wamid, sent_at, delivered_at, read_at, interacted_at, expires_at, echoed_at,
        pricing_category, pricing_type, billable, left_at, answered_at, first_status_at, heard, attempt,
        retries, failed_at, unknown_at, revived_at, cancel_reason, error_code, error_title, error_details,
        fbtrace_id)
WHERE m.id = v.id
"""

# Returns those that are news: kept for the first time, or failed as it was said and yet delivered.
KEEP_OLD_WAMIDS = """
INSERT INTO message_wamids AS w (wamid, message_id, attempt, failed)
SELECT DISTINCT ON (wamid) * FROM unnest($1::text[], $2::bigint[], $3::smallint[], $4::boolean[])
    AS v (wamid, message_id, attempt, failed) ORDER BY wamid, failed
ON CONFLICT (wamid) DO UPDATE SET failed = false WHERE w.failed AND NOT excluded.failed
RETURNING wamid
"""

FORMER_WAMIDS = "SELECT message_id, wamid, failed FROM message_wamids WHERE message_id = ANY($1::bigint[])"

# When a person had these sent again while they were in doubt, the last time.
LIST_SENT_AGAIN = """
SELECT d.message_id, max(v.decided_at) AS decided_at
FROM doubt_decisions d JOIN doubt_verdicts v ON v.id = d.verdict_id
WHERE d.message_id = ANY($1::bigint[]) AND d.decision = 'send_again' GROUP BY 1
"""

# The one statement that puts messages into the queue, in the transaction that made them pending. Delays are
# handed to it, never moments: those of several clocks would be compared. `delay_s` tells how far ahead of the
# database's clock a batch was put, so that one further ahead is known for what it is: a clock that went back.
ENQUEUE = """
INSERT INTO send_batches (campaign_id, sender_id, lane, due_at, delay_s, unknown_since, message_ids)
SELECT campaign_id, sender_id, lane, statement_timestamp() + make_interval(secs => ahead_s), ahead_s,
       unknown_since, array_agg(message_id ORDER BY message_id)
FROM (
    SELECT *, CASE WHEN unknown_since IS NULL THEN delay_s ELSE least(delay_s, greatest(0,
                  delay_s - extract(epoch FROM statement_timestamp() - unknown_since))) END AS ahead_s,
           (row_number() OVER (PARTITION BY campaign_id, sender_id, lane, delay_s, unknown_since
                               ORDER BY message_id) - 1) / $7::int AS part
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::float8[], $6::timestamptz[])
        AS v (message_id, campaign_id, sender_id, lane, delay_s, unknown_since)
) parts
GROUP BY campaign_id, sender_id, lane, ahead_s, unknown_since, part
"""

RAISE_INCIDENT = """
INSERT INTO incidents (kind, subject, details) VALUES ($1, $2, $3)
ON CONFLICT (kind, subject) DO UPDATE
SET n = incidents.n + 1, last_at = now(), details = excluded.details
"""

# Whether any of these campaigns was over already when its messages moved: late statuses, late replies.
ANY_FINISHED = """
SELECT EXISTS (SELECT FROM campaigns WHERE id = ANY($1::bigint[]) AND completed_at IS NOT NULL)
"""
