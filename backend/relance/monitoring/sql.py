"""Statements of heartbeats and of the intake's health. All times are the database's clock."""

BEAT = """
INSERT INTO processes (name, host, pid, work) VALUES ($1, $2, $3, $4)
ON CONFLICT (name, host, pid) DO UPDATE SET heartbeat_at = clock_timestamp(), gap_noted_at = NULL,
    work = EXCLUDED.work
"""

# A pid may be given again, after a reboot for example: the row then speaks of another process.
BEGIN_PROCESS = """
INSERT INTO processes (name, host, pid, work) VALUES ($1, $2, $3, $4)
ON CONFLICT (name, host, pid) DO UPDATE SET started_at = clock_timestamp(), heartbeat_at = clock_timestamp(),
    gap_noted_at = NULL, work = EXCLUDED.work
"""

END_PROCESS = "DELETE FROM processes WHERE name = $1 AND host = $2 AND pid = $3"

# They beat every two seconds and sign off when they stop.
LIVING_SENDERS = """
SELECT count(*) FROM processes
WHERE name = 'sender' AND heartbeat_at > clock_timestamp() - interval '6 seconds'
"""

# Rows of processes long dead, of no use to anybody; those of the API when their gap is noted.
FORGET_DEAD = """
DELETE FROM processes
WHERE (name <> 'api' OR gap_noted_at IS NOT NULL) AND heartbeat_at < now() - interval '1 day'
"""

# When the API starts: nobody listened since the last sign of life of any API process, unless another one is
# alive. A clean stop leaves a gap of no length behind, so that its moment is known here.
NOTE_START_GAP = """
WITH last AS (
    SELECT max(at) AS at FROM (
        SELECT max(heartbeat_at) AS at FROM processes WHERE name = 'api'
        UNION ALL
        SELECT max(ended_at) FROM intake_gaps WHERE reason = 'api_stopped'
    ) signs
)
INSERT INTO intake_gaps (began_at, ended_at, reason)
SELECT last.at, clock_timestamp(), 'api_away' FROM last
WHERE last.at IS NOT NULL
  AND NOT EXISTS (SELECT FROM processes WHERE name = 'api'
                  AND heartbeat_at > clock_timestamp() - make_interval(secs => $1))
"""

NOTE_STOP = """
INSERT INTO intake_gaps (began_at, ended_at, reason)
VALUES (clock_timestamp(), clock_timestamp(), 'api_stopped')
"""

# An API process that fell silent (killed, frozen, cut off from the database) may have refused webhooks
# unseen. The gap lasts until now if no other process listened, else until it counts as gone. Noted once in a
# silence: the row stays, for the operator is to hear of a process that is silent for long.
NOTE_SILENT_INTAKE = """
WITH silent AS (
    UPDATE processes SET gap_noted_at = clock_timestamp() WHERE (name, host, pid) IN (
        SELECT name, host, pid FROM processes
        WHERE name = 'api' AND gap_noted_at IS NULL
          AND heartbeat_at < clock_timestamp() - make_interval(secs => $1)
        FOR UPDATE SKIP LOCKED)
    RETURNING heartbeat_at
)
INSERT INTO intake_gaps (began_at, ended_at, reason)
SELECT heartbeat_at,
       CASE WHEN EXISTS (SELECT FROM processes WHERE name = 'api'
                         AND heartbeat_at >= clock_timestamp() - make_interval(secs => $1))
            THEN heartbeat_at + make_interval(secs => $1) ELSE clock_timestamp() END,
       'api_silent'
FROM silent
"""

# The clock went back: a gap that ends in the future would hold up expiry and every proof until then.
PUT_BACK_GAPS = """
UPDATE intake_gaps SET began_at = least(began_at, clock_timestamp()), ended_at = clock_timestamp()
WHERE ended_at > clock_timestamp() + make_interval(secs => $1)
"""

# Likewise: a process that died while the clock was ahead would count as living until that time.
PUT_BACK_BEATS = """
UPDATE processes SET heartbeat_at = clock_timestamp()
WHERE heartbeat_at > clock_timestamp() + make_interval(secs => $1)
"""

NOTE_REFUSALS = """
INSERT INTO intake_gaps (began_at, ended_at, reason)
SELECT clock_timestamp() - make_interval(secs => began_ago),
       clock_timestamp() - make_interval(secs => ended_ago), reason
FROM unnest($1::float8[], $2::float8[], $3::text[]) AS v (began_ago, ended_ago, reason)
"""

FORGET_OLD_GAPS = "DELETE FROM intake_gaps WHERE ended_at < now() - interval '30 days'"

IS_HEALTHY = """
SELECT EXISTS (SELECT FROM processes WHERE name = 'api'
               AND heartbeat_at > clock_timestamp() - make_interval(secs => $3))
   AND NOT EXISTS (SELECT FROM intake_gaps WHERE ended_at >= $1 AND began_at <= $2)
"""
