"""What `relance doctor` and `relance migrate` ask a database of any version."""

SERVER_VERSION = "SELECT current_setting('server_version_num')"
ENCODING = "SELECT current_setting('server_encoding')"
HAS_SCHEMA = "SELECT to_regclass('alembic_version') IS NOT NULL"
REVISION = "SELECT version_num FROM alembic_version"
HAS_SUPER_ADMIN = "SELECT EXISTS (SELECT FROM users WHERE role = 'super_admin')"
TEMPLATES = "SELECT count(*) AS known, count(*) FILTER (WHERE status = 'APPROVED') AS approved FROM templates"
PARKED = "SELECT count(*) FROM webhook_parked WHERE replayed_at IS NULL"

PROCESSES = """
SELECT name, count(*) FILTER (WHERE heartbeat_at > now() - make_interval(secs => $1)) AS alive,
       extract(epoch FROM now() - max(heartbeat_at))::float8 AS silent_s
FROM processes GROUP BY name
"""
