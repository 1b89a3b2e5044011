"""Statements that put back what lies further ahead than it can be: the database's clock went back."""

# What waits further ahead than it was ever put there waits as long as it was
# to wait. One look per open campaign and lane at the far end of its queue; mostly nothing is there.
PUT_BACK_DUE = """
WITH ahead AS (
    SELECT b.id FROM campaigns c CROSS JOIN (VALUES ('reply'), ('bulk')) lanes (lane) CROSS JOIN LATERAL (
        SELECT id FROM send_batches
        WHERE campaign_id = c.id AND lane = lanes.lane AND lease_until IS NULL
          AND due_at > now() + make_interval(secs => $1)
          AND due_at > now() + make_interval(secs => delay_s + $1)
        LIMIT 2000) b
    WHERE c.status IN ('preparing', 'sending')
    UNION ALL
    (SELECT id FROM send_batches
     WHERE lane = 'settle' AND due_at > now() + make_interval(secs => $1)
       AND due_at > now() + make_interval(secs => delay_s + $1) LIMIT 2000)
), locked AS MATERIALIZED (
    SELECT id FROM send_batches WHERE id IN (SELECT id FROM ahead) AND lease_until IS NULL ORDER BY id
    FOR UPDATE SKIP LOCKED
)
UPDATE send_batches SET due_at = now() + make_interval(secs => delay_s)
WHERE id IN (SELECT id FROM locked) RETURNING id
"""

# A lease that ends later than any lease can: its holder, if it lives, prolongs it; else it lapses soon.
PUT_BACK_LEASES = """
WITH locked AS MATERIALIZED (
    SELECT id FROM send_batches WHERE lease_until > now() + make_interval(secs => $1) ORDER BY id
    LIMIT 2000 FOR UPDATE SKIP LOCKED
)
UPDATE send_batches SET lease_until = now() + make_interval(secs => $2)
WHERE id IN (SELECT id FROM locked) RETURNING id
"""

# A block that began in the future begins now, and ends as much earlier.
PUT_BACK_BLOCKS = tuple(
    f"""
UPDATE {table} SET blocked_until = blocked_until - greatest(blocked_at - now(), interval '0'),
    {", ".join(f"{column} = CASE WHEN {column} > now() THEN now() ELSE {column} END" for column in columns)}
WHERE greatest({", ".join(columns)}) > now() + make_interval(secs => $1) RETURNING {key}
"""
    for table, key, columns in (
        ("senders", "id", ("blocked_at", "unblocked_at", "probed_at", "throttled_at")),
        ("accounts", "waba_id", ("blocked_at", "unblocked_at", "probed_at")),
        ("templates", "id", ("blocked_at", "unblocked_at", "synced_at")),
    )
)
