"""Statements on how promptly statuses come. Ages come from a clock that nobody sets."""

# Statuses of numbers that are not ours are dropped where they are attributed.
NOTE_SPELLS = """
INSERT INTO prompt_spells AS p (holder, turn, sender_id, began_at, ended_at)
SELECT $1, v.turn, s.id, clock_timestamp() - make_interval(secs => v.began_ago),
       clock_timestamp() - make_interval(secs => v.ended_ago)
FROM unnest($2::bigint[], $3::float8[], $4::float8[], $5::text[]) AS v (turn, began_ago, ended_ago, number)
JOIN senders s ON s.phone_number_id = v.number
ON CONFLICT (holder, turn) DO UPDATE SET ended_at = greatest(p.ended_at, excluded.ended_at)
"""

NOTE_MARKS = """
INSERT INTO intake_marks AS k (holder, turn, kind, sender_id, began_at, ended_at, n)
SELECT $1, v.turn, v.kind, s.id, clock_timestamp() - make_interval(secs => v.began_ago),
       clock_timestamp() - make_interval(secs => v.ended_ago), v.n
FROM unnest($2::bigint[], $3::float8[], $4::float8[], $5::text[], $6::text[], $7::bigint[])
    AS v (turn, began_ago, ended_ago, number, kind, n)
LEFT JOIN senders s ON s.phone_number_id = v.number
ON CONFLICT (holder, turn) DO UPDATE
SET began_at = least(k.began_at, excluded.began_at), ended_at = greatest(k.ended_at, excluded.ended_at),
    n = excluded.n
"""

# By the end: Meta brings back what is a week old.
FORGET_MARKS = "DELETE FROM intake_marks WHERE ended_at < now() - interval '30 days'"

FORGET_SPELLS = "DELETE FROM prompt_spells WHERE began_at < now() - interval '3 days'"
"""Doubts older than a day stay for a person."""
