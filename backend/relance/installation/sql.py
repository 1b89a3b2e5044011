"""Statements on the installation itself."""

_HERE = """(
    SELECT system_identifier || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())
    FROM pg_control_system()
) AS here
"""

LOCK_INSTALLATION = f"SELECT id, timezone, birthplace, {_HERE} FROM installation FOR UPDATE"

WHICH_INSTALLATION = f"SELECT id, {_HERE} FROM installation"

RENEW_INSTALLATION = """
UPDATE installation SET id = left(replace(gen_random_uuid()::text, '-', ''), 12), birthplace = $1
RETURNING id
"""

SET_TIMEZONE = "UPDATE installation SET timezone = $1"

INSTALLATION = "SELECT id FROM installation"

# A database without a campaign has nothing that could be sent twice.
HAS_CAMPAIGNS = "SELECT EXISTS (SELECT FROM campaigns)"

# An old backup holds campaigns that may have gone on since: nothing goes out before a person looked.
HOLD_CAMPAIGNS = """
WITH paused AS (
    UPDATE campaigns SET status = 'paused', status_reason = 'restored', status_reason_code = 'restored',
        status_reason_values = '{}', updated_at = now()
    WHERE status IN ('preparing', 'sending') RETURNING id
), unscheduled AS (
    UPDATE campaigns SET status = 'draft', status_reason = 'restored', status_reason_code = 'restored',
        status_reason_values = '{}', updated_at = now()
    WHERE status = 'scheduled' RETURNING id
)
SELECT (SELECT count(*) FROM paused)::int AS paused, (SELECT count(*) FROM unscheduled)::int AS unscheduled
"""

# Whoever holds a lease of before can neither mark nor end it any more; those who look after lapsed leases
# take it up at once.
TAKE_LEASES = """
UPDATE send_batches SET leased_by = 'halted', lease_until = clock_timestamp() WHERE lease_until IS NOT NULL
"""

KNOWN_CLAIMS = """
SELECT coalesce(max(batch_id), 0) AS claim, coalesce(sum(claims), 0)::bigint AS claims, max(at) AS at
FROM last_claims
"""

# Read before the sequences are moved.
KEEP_FORMER = """
INSERT INTO former_installations (id, reason, seen_claim, paused, unscheduled, known_claim, known_claims,
    known_at, highest_message_id)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN is_called THEN last_value ELSE 0 END FROM messages_id_seq
ON CONFLICT (id) DO NOTHING
"""

# What stands in echoes, sent logs and exported files: ids given out after the backup must not be given to
# others. Not undone by a rollback, which does no harm.
MOVE_SEQUENCES = """
SELECT setval(name::regclass, coalesce(pg_sequence_last_value(name::regclass), 0) + $1)
FROM unnest(ARRAY['messages_id_seq', 'interactions_id_seq', 'send_batches_id_seq', 'campaigns_id_seq',
                  'contacts_id_seq']) AS moved (name)
"""

# The span of which this database heard nothing: no message that left in it is ever proved unsent by silence.
NOTE_LOST_TIME = """
INSERT INTO intake_gaps (began_at, ended_at, reason)
VALUES (clock_timestamp() - make_interval(days => $1), clock_timestamp(), 'restored')
"""

RAISE_RESTORED = """
INSERT INTO incidents (kind, subject, details) VALUES ('restored', 'installation', $1)
ON CONFLICT (kind, subject) DO UPDATE
SET n = incidents.n + 1, last_at = now(), details = excluded.details
"""

OPEN_QUESTION = """
SELECT bool_and(answer IS NOT NULL) AS answered FROM former_installations WHERE settled_at IS NULL
"""
