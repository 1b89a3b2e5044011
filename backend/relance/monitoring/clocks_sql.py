"""Statements on how clocks agree. Ages come from a clock that nobody sets; moments are the database's."""

NOW = "SELECT extract(epoch FROM clock_timestamp())::float8"

# A row goes on while a clock says much the same, so that a steady installation writes few of them.
NOTE_CLOCKS = """
INSERT INTO clock_observations AS c
    (holder, turn, clock, process, host, first_seen_at, last_seen_at, ahead_s, surely_s, at_most_s)
SELECT $1, v.turn, v.clock, $2, $3, clock_timestamp() - make_interval(secs => v.first_age_s),
       clock_timestamp() - make_interval(secs => v.last_age_s), v.ahead_s, v.surely_s, v.at_most_s
FROM unnest($4::bigint[], $5::text[], $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::float8[])
    AS v (turn, clock, first_age_s, last_age_s, ahead_s, surely_s, at_most_s)
ON CONFLICT (holder, turn) DO UPDATE
SET last_seen_at = excluded.last_seen_at, first_seen_at = least(c.first_seen_at, excluded.first_seen_at),
    surely_s = greatest(c.surely_s, excluded.surely_s), at_most_s = greatest(c.at_most_s, excluded.at_most_s)
"""

FORGET_CLOCKS = "DELETE FROM clock_observations WHERE last_seen_at < now() - interval '3 days'"

# What each clock said last, where that was just now and not little.
WRONG_CLOCKS = """
SELECT * FROM (
    SELECT DISTINCT ON (clock, process, host) clock, process, host, ahead_s, surely_s, first_seen_at
    FROM clock_observations
    WHERE last_seen_at BETWEEN clock_timestamp() - interval '1 minute'
                           AND clock_timestamp() + interval '1 minute'
    ORDER BY clock, process, host, last_seen_at DESC LIMIT 1000
) newest WHERE surely_s >= $1
"""
