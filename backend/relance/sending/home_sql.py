"""Statements about the Redis that the pace belongs to."""

CONFIRM = """
UPDATE pace_home SET confirmed_at = clock_timestamp() WHERE redis_id = $1 RETURNING confirmed_at
"""

READ = """
SELECT redis_id, confirmed_at, extract(epoch FROM clock_timestamp() - confirmed_at)::float8 AS age_s
FROM pace_home
"""

REGISTER_FIRST = """
INSERT INTO pace_home (redis_id, confirmed_at) VALUES ($1, clock_timestamp())
ON CONFLICT DO NOTHING RETURNING confirmed_at
"""

# Only if nobody has confirmed it since it was looked at.
TAKE_OVER = """
UPDATE pace_home SET redis_id = $1, confirmed_at = clock_timestamp()
WHERE redis_id = $2 AND confirmed_at = $3 RETURNING confirmed_at
"""
