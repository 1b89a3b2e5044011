"""Statements of users and API keys. Those of sessions: `sessions_sql`."""

from relance.cache.sql import VERSIONS

INSERT_USER = """
INSERT INTO users (username, password_hash, role) VALUES ($1, $2, $3)
ON CONFLICT (lower(username)) WHERE deleted_at IS NULL DO NOTHING RETURNING id
"""

REPLACE_HASH = """
UPDATE users SET password_hash = $2 WHERE lower(username) = lower($1) AND deleted_at IS NULL RETURNING id
"""

# One row in any case. `alike`: a hash of somebody, always the same one for the same name, whose costs a login
# of nobody takes on (NULL before the first user).
FIND_LOGIN = """
SELECT u.id, u.username, u.role, u.password_hash,
       (SELECT password_hash FROM users WHERE deleted_at IS NULL
        ORDER BY md5(lower($1::text) || id::text) LIMIT 1) AS alike
FROM (SELECT) one LEFT JOIN users u
    ON lower(u.username) = lower($1) AND u.disabled_at IS NULL AND u.deleted_at IS NULL
"""

READ_HASH = "SELECT username, password_hash FROM users WHERE id = $1 AND deleted_at IS NULL"

# Only over the hash that was proved: a password that was changed meanwhile stays changed.
CHANGE_HASH = """
UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2 AND deleted_at IS NULL
RETURNING username
"""


ANY_USER = "SELECT EXISTS (SELECT FROM users WHERE deleted_at IS NULL)"

# The first user is made once, whoever asks at the same time. Any number that nobody else uses.
INSTALLATION = "SELECT id FROM installation"

USER_COLUMNS = "id, username, role, created_at, last_login_at, disabled_at"

LIST_USERS = f"SELECT {USER_COLUMNS} FROM users WHERE deleted_at IS NULL ORDER BY lower(username)"

GET_USER = f"SELECT {USER_COLUMNS} FROM users WHERE id = $1 AND deleted_at IS NULL"

# Whoever takes a super admin away locks them all first, in order. The second of two at once waits here, and
# then sees what the first has left.
LOCK_SUPER_ADMINS = """
SELECT id FROM users WHERE role = 'super_admin' AND disabled_at IS NULL AND deleted_at IS NULL
ORDER BY id FOR NO KEY UPDATE
"""

# NULL leaves a field as it is; $4 is whether the user is disabled.
UPDATE_USER = f"""
WITH was AS (
    SELECT id AS was_id, username AS was_username, role AS was_role, disabled_at IS NOT NULL AS was_disabled
    FROM users WHERE id = $1 FOR NO KEY UPDATE
)
UPDATE users SET username = coalesce($2, username), role = coalesce($3, role),
    disabled_at = CASE WHEN $4::boolean IS NULL THEN disabled_at
        WHEN $4 THEN coalesce(disabled_at, $5) END,
    password_hash = coalesce($6, password_hash)
FROM was WHERE id = was_id AND deleted_at IS NULL
RETURNING {USER_COLUMNS}, was_username, was_role, was_disabled
"""

# No hash is left: the empty one fits no password.
DELETE_USER = """
UPDATE users SET deleted_at = $2, password_hash = '' WHERE id = $1 AND deleted_at IS NULL
RETURNING username, role
"""

INSERT_KEY = """
INSERT INTO api_keys (name, key_hash, created_by, expires_at) VALUES ($1, $2, $3, $4) RETURNING id
"""

KEY_COLUMNS = """
    k.id, k.name, k.created_at, k.last_used_at, k.expires_at, k.revoked_at, u.username AS created_by
"""

LIST_KEYS = f"""
SELECT {KEY_COLUMNS} FROM api_keys k LEFT JOIN users u ON u.id = k.created_by ORDER BY k.id DESC
"""

GET_KEY = f"SELECT {KEY_COLUMNS} FROM api_keys k LEFT JOIN users u ON u.id = k.created_by WHERE k.id = $1"

# One statement for all who ask at once and, at most once a minute, one write per key: a key used 1,000 times
# a second is not 1,000 updates. A row that another process is noting is left to it.
FIND_KEYS = f"""
WITH found AS (
    SELECT id, name, key_hash, last_used_at FROM api_keys
    WHERE key_hash = ANY($1::bytea[]) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
), due AS MATERIALIZED (
    SELECT id FROM api_keys
    WHERE id IN (SELECT id FROM found WHERE last_used_at IS NULL OR last_used_at <= $2 - interval '1 minute')
    ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
), used AS (
    UPDATE api_keys k SET last_used_at = $2 FROM due d WHERE k.id = d.id
)
SELECT key_hash, id, name, {VERSIONS} AS versions FROM found
"""

REVOKE_KEY = """
UPDATE api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1
RETURNING name, revoked_at = $2 AS is_new
"""
