"""Statements of settings."""

STORED = "SELECT name, value FROM settings"

LIST = """
SELECT s.name, s.value, s.version, s.changed_at, coalesce(u.username, k.name) AS changed_by
FROM settings s LEFT JOIN users u ON u.id = s.changed_by LEFT JOIN api_keys k ON k.id = s.changed_by_key
"""

# Under the lock of settings: the version is one more than any there is. Values come as texts of JSON: a list
# among them would be one more dimension of the array for the driver.
STORE = """
INSERT INTO settings AS s (name, value, version, changed_by, changed_by_key)
SELECT n.name, n.value::jsonb, (SELECT coalesce(max(version), 0) + 1 FROM settings), $3, $4
FROM unnest($1::text[], $2::text[]) AS n (name, value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = excluded.version, changed_at = now(),
    changed_by = excluded.changed_by, changed_by_key = excluded.changed_by_key
"""
