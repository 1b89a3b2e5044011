"""Statements on the installation itself."""

LOCK_INSTALLATION = """
SELECT id, timezone, birthplace, (
    SELECT system_identifier || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())
    FROM pg_control_system()
) AS here
FROM installation FOR UPDATE
"""

RENEW_INSTALLATION = """
UPDATE installation SET id = left(replace(gen_random_uuid()::text, '-', ''), 12), birthplace = $1
RETURNING id
"""

SET_TIMEZONE = "UPDATE installation SET timezone = $1"

# An old backup holds campaigns that may have gone on since: nothing goes out before a person looked.
HOLD_CAMPAIGNS = """
WITH paused AS (
    UPDATE campaigns SET status = 'paused', status_reason = 'restored', updated_at = now()
    WHERE status IN ('preparing', 'sending') RETURNING id
), unscheduled AS (
    UPDATE campaigns SET status = 'draft', status_reason = 'restored', updated_at = now()
    WHERE status = 'scheduled' RETURNING id
)
SELECT (SELECT count(*) FROM paused) AS paused, (SELECT count(*) FROM unscheduled) AS unscheduled
"""

RAISE_RESTORED = """
INSERT INTO incidents (kind, subject, details) VALUES ('restored', 'installation', $1)
ON CONFLICT (kind, subject) DO UPDATE
SET n = incidents.n + 1, last_at = now(), details = excluded.details
"""
