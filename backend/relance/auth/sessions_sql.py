"""Statements of sessions."""

from relance.cache.sql import VERSIONS

FORGET_EXPIRED = """
DELETE FROM sessions WHERE id IN (
    SELECT id FROM sessions WHERE expires_at <= $1 ORDER BY id LIMIT 1000 FOR UPDATE SKIP LOCKED)
"""

# FOR NO KEY UPDATE, and the hash again: a password changed or a user disabled since the proof makes no
# session, and whoever changes it after us finds this session and ends it.
OPEN = """
WITH proved AS (
    SELECT id FROM users WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL AND deleted_at IS NULL
    FOR NO KEY UPDATE
), noted AS (
    UPDATE users u SET last_login_at = $4, password_hash = coalesce($8, u.password_hash)
    FROM proved p WHERE u.id = p.id
)
INSERT INTO sessions (user_id, token_hash, created_at, last_used_at, expires_at, address, user_agent)
SELECT id, $3, $4, $4, $5, $6, $7 FROM proved RETURNING id
"""

# One statement for all who ask at once and, at most once a minute, one write per session. The expiry slides
# to `idle` from now ($3), and never beyond `longest` from the login ($4). A row that another process is
# noting is left to it.
FIND = f"""
WITH found AS (
    SELECT s.token_hash, s.id, s.user_id, s.last_used_at, u.username, u.role,
           coalesce(s.confirmed_at, s.created_at) AS proved_at
    FROM sessions s JOIN users u ON u.id = s.user_id
    WHERE s.token_hash = ANY($1::bytea[]) AND s.expires_at > $2 AND u.disabled_at IS NULL
      AND u.deleted_at IS NULL
), due AS MATERIALIZED (
    SELECT id FROM sessions
    WHERE id IN (SELECT id FROM found WHERE last_used_at <= $2 - interval '1 minute')
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
), used AS (
    UPDATE sessions s
    SET last_used_at = $2, expires_at = least($2 + $3::interval, s.created_at + $4::interval)
    FROM due d WHERE s.id = d.id
)
SELECT token_hash, id, user_id, username, role, proved_at, {VERSIONS} AS versions FROM found
"""

RENEW = "UPDATE sessions SET token_hash = $2 WHERE id = $1"

CONFIRM = "UPDATE sessions SET confirmed_at = $2 WHERE id = $1"

END_BY_COOKIE = """
DELETE FROM sessions s USING users u WHERE s.token_hash = $1 AND u.id = s.user_id
RETURNING s.id, s.user_id, u.username
"""

END_ONE = "DELETE FROM sessions WHERE id = $1 AND user_id = $2 RETURNING id"

END_OF_USER = "DELETE FROM sessions WHERE user_id = $1 AND id <> coalesce($2, 0)"

LIST_OF_USER = """
SELECT id, created_at, last_used_at, expires_at, address, user_agent, id = coalesce($3, 0) AS current
FROM sessions WHERE user_id = $1 AND expires_at > $2 ORDER BY last_used_at DESC, id DESC LIMIT 200
"""
