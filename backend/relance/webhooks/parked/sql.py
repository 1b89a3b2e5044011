"""Statements of parked webhooks."""

_SHOWN = "replayed_at IS NULL OR NOT $1::boolean"
_ROW = """id, reason, reason_code, reason_values, n, first_at, last_at, replayed_at,
    octet_length(body) AS size, substr(body, 1, 200) AS excerpt"""

# The same list from either end, on from the id $2.
OLDEST_FIRST = f"SELECT {_ROW} FROM webhook_parked WHERE ({_SHOWN}) AND id > $2 ORDER BY id LIMIT $3"
NEWEST_FIRST = f"SELECT {_ROW} FROM webhook_parked WHERE ({_SHOWN}) AND id < $2 ORDER BY id DESC LIMIT $3"

# Parking keeps at most 10,000 rows.
COUNT = f"SELECT count(*) FROM webhook_parked WHERE {_SHOWN}"

GET = f"SELECT {_ROW}, body FROM webhook_parked WHERE id = $1"

PARK = """
INSERT INTO webhook_parked (digest, reason, body, n, reason_code, reason_values)
SELECT * FROM unnest($1::bytea[], $2::text[], $3::bytea[], $4::bigint[], $5::text[], $6::jsonb[])
ON CONFLICT (digest) DO UPDATE SET n = webhook_parked.n + excluded.n, last_at = now(), replayed_at = NULL,
    reason = excluded.reason, reason_code = excluded.reason_code, reason_values = excluded.reason_values
"""

# What was replayed goes first, then the oldest.
TRIM = """
DELETE FROM webhook_parked WHERE id IN (
    SELECT id FROM (
        SELECT id, row_number() OVER newest_first AS place, sum(octet_length(body)) OVER newest_first AS bytes
        FROM webhook_parked
        WINDOW newest_first AS (ORDER BY replayed_at IS NOT NULL, id DESC ROWS UNBOUNDED PRECEDING)
    ) ranked
    WHERE place > $1 OR bytes > $2)
"""

READ = "SELECT body FROM webhook_parked WHERE id = $1"

NEXT = """
SELECT id FROM webhook_parked WHERE id > $1 AND replayed_at IS NULL ORDER BY id LIMIT 1
"""

MARK_REPLAYED = "UPDATE webhook_parked SET replayed_at = now() WHERE id = $1"

KEEP = """
UPDATE webhook_parked SET reason = $2, reason_code = $3, reason_values = $4 WHERE id = $1
"""
