"""Statements that show parked webhooks; those that park and replay are in `sql`."""

_SHOWN = "replayed_at IS NULL OR NOT $1::boolean"

PAGE = f"""
SELECT id, reason, reason_code, reason_values, n, first_at, last_at, replayed_at,
    octet_length(body) AS size, substr(body, 1, 200) AS excerpt
FROM webhook_parked WHERE ({_SHOWN}) AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
"""

# Parking keeps at most 10,000 rows.
COUNT = f"SELECT count(*) FROM webhook_parked WHERE {_SHOWN}"

GET = """
SELECT id, reason, reason_code, reason_values, n, first_at, last_at, replayed_at,
    octet_length(body) AS size, substr(body, 1, 200) AS excerpt, body
FROM webhook_parked WHERE id = $1
"""
