"""Statements of stops."""

NOW = "SELECT now()"

# What the messages of some campaigns go out by, and since when each part is free: since it was let go, or
# since the end of its rest. NULL: it was never stopped.
PLACES = """
SELECT c.id AS campaign_id, c.sender_id, s.waba_id, c.template_id, now() AS now,
       greatest(s.unblocked_at, CASE WHEN s.blocked_until <= now() THEN s.blocked_until END) AS number,
       greatest(a.unblocked_at, CASE WHEN a.blocked_until <= now() THEN a.blocked_until END) AS account,
       greatest(t.unblocked_at, CASE WHEN t.blocked_until <= now() THEN t.blocked_until END) AS template
FROM campaigns c JOIN senders s ON s.id = c.sender_id JOIN accounts a ON a.waba_id = s.waba_id
JOIN templates t ON t.id = c.template_id
WHERE c.id = ANY($1::bigint[])
"""

# When messages left whose answer is not recorded yet: their marks stand in leases, of which there are few.
MARKS = """
SELECT marks.id, max(marks.at) AS at
FROM send_batches b CROSS JOIN LATERAL unnest(b.marked_ids, b.marked_at) AS marks (id, at)
WHERE b.lease_until IS NOT NULL AND b.marked_ids && $1::bigint[] AND marks.id = ANY($1)
GROUP BY 1
"""
