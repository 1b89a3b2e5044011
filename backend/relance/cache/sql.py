"""Statements of the versions that kept answers stand on."""

VERSIONS = "(SELECT json_object_agg(namespace, version) FROM cache_versions)"
"""All of them, as a column of the look-up of a caller: no round trip of its own."""

READ = f"SELECT {VERSIONS}"

# In the order of the names: two that move several wait for each other and never for themselves.
MOVE = """
INSERT INTO cache_versions (namespace) SELECT unnest($1::text[]) ORDER BY 1
ON CONFLICT (namespace) DO UPDATE SET version = gen_random_uuid(), moved_at = clock_timestamp()
"""

# The same, but of those that rested for a second; on a clock that was set back they count as rested.
MOVE_RESTED = f"""
{MOVE}
WHERE cache_versions.moved_at NOT BETWEEN clock_timestamp() - interval '1 second' AND clock_timestamp()
RETURNING namespace
"""
