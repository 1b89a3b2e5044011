"""Statements of kept replies."""

# In the order of the wamids: two processes may keep the same ones. What is kept already, or was answered
# meanwhile by whoever looked again, is not kept again.
KEEP = """
INSERT INTO kept_replies (wamid, sender_id, bsuid, wa_id, from_phone, context_wamid, at, message, look_at,
    ends_at)
SELECT v.wamid, v.sender_id, v.bsuid, v.wa_id, v.from_phone, v.context_wamid, v.at, v.message,
       now() + $9::interval, greatest(v.at + v.lasts, now() + $10::interval)
FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
    $8::jsonb[], $11::interval[])
    AS v (wamid, sender_id, bsuid, wa_id, from_phone, context_wamid, at, message, lasts)
WHERE NOT EXISTS (SELECT FROM kept_replies k WHERE k.wamid = v.wamid)
  AND NOT EXISTS (SELECT FROM interactions i WHERE i.wamid = v.wamid)
ORDER BY v.wamid
ON CONFLICT (wamid) DO NOTHING
"""

# The newest so many: ids grow, so all that are kept lie within that distance of the highest. The oldest had
# the longest time to be claimed by somebody.
TRIM = """
DELETE FROM kept_replies WHERE id IN (
    SELECT id FROM kept_replies WHERE id <= (SELECT max(id) FROM kept_replies) - $1
    ORDER BY id FOR UPDATE SKIP LOCKED)
RETURNING id
"""

# Locked before the messages, against the order of everybody: nobody else waits for a row of this table
# (they pass over locked ones), so nobody can wait in a circle.
TAKE_DUE = """
SELECT id, message, looks FROM kept_replies WHERE look_at <= now() ORDER BY look_at, at, id LIMIT $1
FOR UPDATE SKIP LOCKED
"""

# The looks by time only cover what was being learnt at the moment a reply was kept, and neither saw the
# other; after a minute everything learnt later finds the reply.
LOOK_LATER = """
UPDATE kept_replies SET looks = looks + 1,
    look_at = CASE looks WHEN 0 THEN now() + interval '5 seconds' WHEN 1 THEN now() + interval '1 minute' END
WHERE id = ANY($1::bigint[])
"""

LOOK_NO_MORE = "UPDATE kept_replies SET look_at = NULL WHERE id = $1"

FORGET = "DELETE FROM kept_replies WHERE id = ANY($1::bigint[])"

END = """
DELETE FROM kept_replies WHERE id IN (
    SELECT id FROM kept_replies WHERE ends_at <= now() ORDER BY ends_at LIMIT $1 FOR UPDATE SKIP LOCKED)
"""
