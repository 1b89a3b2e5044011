"""Statements of the answers to STOP."""

# Mostly there are none.
ANY_OPEN = "SELECT EXISTS (SELECT FROM opt_out_answers WHERE ended_at IS NULL)"

# What must not go any more: the person came back, is gone, is answered by another app or the window is over;
# and whatever a database that went back had noted may have left before. What was begun and never ended was
# under way in a process that died.
SETTLE = """
UPDATE opt_out_answers a SET ended_at = clock_timestamp(),
    outcome = CASE WHEN a.begun_at IS NULL THEN 'withheld' ELSE 'unknown' END
FROM contacts c
WHERE a.ended_at IS NULL AND c.id = a.contact_id AND CASE WHEN a.begun_at IS NULL
    THEN c.opted_out_at IS NULL OR c.deleted_at IS NOT NULL OR c.phone IS NULL AND c.bsuid IS NULL
         OR a.expires_at <= clock_timestamp()
         OR EXISTS (SELECT FROM former_installations f WHERE f.halted_at > a.noted_at)
         OR EXISTS (SELECT FROM taken_chats t WHERE t.contact_id = a.contact_id
                      AND t.sender_id = a.sender_id AND t.taken_by = 'another_app')
    ELSE a.begun_at < clock_timestamp() - interval '2 minutes' END
"""

DUE = """
SELECT a.id, a.sender_id, a.text, s.phone_number_id, s.rate_per_s, s.throttled_rate_per_s,
       extract(epoch FROM now() - s.throttled_at)::float8 AS throttled_for_s
FROM opt_out_answers a
JOIN senders s ON s.id = a.sender_id JOIN accounts w ON w.waba_id = s.waba_id
WHERE a.ended_at IS NULL AND a.begun_at IS NULL AND a.due_at <= now()
  AND (s.blocked_at IS NULL OR s.blocked_until <= now())
  AND (w.blocked_at IS NULL OR w.blocked_until <= now())
  AND NOT EXISTS (SELECT FROM former_installations WHERE settled_at IS NULL)
ORDER BY a.due_at, a.id LIMIT 20
"""

# Committed before the request leaves. No row: another process has it, or the person came back just now.
BEGIN = """
UPDATE opt_out_answers a SET begun_at = clock_timestamp(), attempts = a.attempts + 1
FROM contacts c
WHERE a.id = $1 AND a.ended_at IS NULL AND a.begun_at IS NULL AND c.id = a.contact_id
  AND c.opted_out_at IS NOT NULL AND c.deleted_at IS NULL AND (c.phone IS NOT NULL OR c.bsuid IS NOT NULL)
RETURNING a.attempts, c.phone, c.bsuid
"""

# It surely did not leave, or Meta refused it for now.
PUT_BACK = """
UPDATE opt_out_answers SET begun_at = NULL, due_at = clock_timestamp() + make_interval(secs => $2),
    attempts = attempts - $3, error_code = $4
WHERE id = $1 AND ended_at IS NULL
"""

END = """
UPDATE opt_out_answers SET ended_at = clock_timestamp(), outcome = $2, answer_wamid = $3, error_code = $4
WHERE id = $1 AND ended_at IS NULL
"""
