"""Statements of senders and accounts."""

ENSURE_ACCOUNT = "INSERT INTO accounts (waba_id) VALUES ($1) ON CONFLICT DO NOTHING"

ENSURE_SENDER = """
INSERT INTO senders AS s (phone_number_id, waba_id) VALUES ($1, $2)
ON CONFLICT (phone_number_id) DO UPDATE SET waba_id = excluded.waba_id
WHERE s.waba_id IS DISTINCT FROM excluded.waba_id
"""

SENDER_COLUMNS = """
    id, phone_number_id, waba_id, display_phone_number, verified_name, quality_rating, messaging_limit,
    status, rate_per_s, throttled_rate_per_s, throttled_at, blocked_at, blocked_until, blocked_code,
    blocked_reason, synced_at
"""


GET = f"SELECT {SENDER_COLUMNS} FROM senders WHERE id = $1"

FIND_BY_PHONE_NUMBER_ID = f"SELECT {SENDER_COLUMNS} FROM senders WHERE phone_number_id = $1"

LIST_OF_ACCOUNT = "SELECT id, phone_number_id FROM senders WHERE waba_id = $1 ORDER BY id"

# Only blocks that stand now: one whose time is over blocks nothing any more, and stays in the row.
STATES = """
SELECT s.id, s.phone_number_id, s.waba_id, s.display_phone_number, s.verified_name, s.quality_rating,
    s.messaging_limit, s.status, s.rate_per_s, s.throttled_rate_per_s, s.throttled_at, s.synced_at,
    CASE WHEN s.blocked_at IS NOT NULL AND (s.blocked_until IS NULL OR s.blocked_until > now()) THEN
        jsonb_build_object('since', s.blocked_at, 'until', s.blocked_until, 'code', s.blocked_code,
            'reason', s.blocked_reason) END AS blocked,
    CASE WHEN a.blocked_at IS NOT NULL AND (a.blocked_until IS NULL OR a.blocked_until > now()) THEN
        jsonb_build_object('since', a.blocked_at, 'until', a.blocked_until, 'code', a.blocked_code,
            'reason', a.blocked_reason) END AS account_blocked
FROM senders s JOIN accounts a ON a.waba_id = s.waba_id
WHERE $1::bigint IS NULL OR s.id = $1 ORDER BY s.id
"""

SET_RATE = """
UPDATE senders s SET rate_per_s = $2
FROM (SELECT id, rate_per_s FROM senders WHERE id = $1 FOR NO KEY UPDATE) was
WHERE s.id = was.id RETURNING was.rate_per_s
"""

STORE_PHONE_NUMBER = """
UPDATE senders SET display_phone_number = coalesce($2, display_phone_number),
    verified_name = coalesce($3, verified_name), quality_rating = coalesce($4, quality_rating),
    messaging_limit = coalesce($5, messaging_limit), status = coalesce($6, status), synced_at = $7
WHERE id = $1
"""


def block(table: str, key: str) -> str:
    """Block one row until $2 (NULL: until a person lifts it). Returns whether it was free before.

    A block that lasts longer is never shortened: several sends report the same trouble in any order.
    Stopped again within the hour after it was let go, it relapsed.
    """
    return f"""
    WITH before AS (
        SELECT {key}, blocked_at IS NOT NULL AND (blocked_until IS NULL OR blocked_until > now()) AS blocked
        FROM {table} WHERE {key} = $1 FOR NO KEY UPDATE
    ), written AS (
        UPDATE {table} t SET blocked_at = CASE WHEN b.blocked THEN t.blocked_at ELSE now() END,
            blocked_until = CASE WHEN NOT b.blocked OR $2::timestamptz IS NULL THEN $2::timestamptz
                ELSE greatest(t.blocked_until, $2::timestamptz) END,
            blocked_code = $3, blocked_reason = $4,
            relapses = CASE WHEN b.blocked THEN t.relapses
                            WHEN t.unblocked_at > now() - interval '1 hour' THEN least(t.relapses + 1, 10)
                            ELSE 0 END
        FROM before b WHERE t.{key} = b.{key}
        AND (NOT b.blocked OR t.blocked_until IS NOT NULL OR $2::timestamptz IS NULL)
    )
    SELECT NOT blocked FROM before
    """


def unblock(table: str, key: str) -> str:
    """Lift the block of one row."""
    return f"""
    UPDATE {table}
    SET blocked_at = NULL, blocked_until = NULL, blocked_code = NULL, blocked_reason = NULL,
        unblocked_at = now()
    WHERE {key} = $1 AND blocked_at IS NOT NULL RETURNING {key}
    """


BLOCK_SENDER = block("senders", "id")
BLOCK_ACCOUNT = block("accounts", "waba_id")
UNBLOCK_SENDER = unblock("senders", "id")
UNBLOCK_ACCOUNT = unblock("accounts", "waba_id")

THROTTLE = "UPDATE senders SET throttled_rate_per_s = $2, throttled_at = now() WHERE id = $1"
UNTHROTTLE = "UPDATE senders SET throttled_rate_per_s = NULL, throttled_at = NULL WHERE id = $1"
