"""Statements of import jobs."""

from relance.contacts.own_columns import each_text

COLUMNS = """
    j.id, j.status, j.filename, j.size_bytes, j.category_id, j.category_name, j.default_country,
    j.update_existing, j.lines, j.created, j.updated, j.unchanged, j.duplicates_in_file, j.rejected,
    j.warnings, j.fraction, j.error_code, j.error_message, j.error_values, j.created_at, j.started_at,
    j.finished_at, j.reading, j.country_doubt, j.dry_run, j.undone, j.undone_at, j.erased
"""

CREATE = """
INSERT INTO import_jobs (filename, size_bytes, category_id, category_name, default_country, update_existing,
    mapping, created_by, reading, country_doubt)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id
"""

ADD_PIECE = "INSERT INTO import_pieces (job_id, place, data) VALUES ($1, $2, $3)"
READ_PIECE = "SELECT data FROM import_pieces WHERE job_id = $1 AND place = $2"
DROP_PIECES = "DELETE FROM import_pieces WHERE job_id = $1"

ADD_SEEN = "INSERT INTO import_seen (job_id, place, lines, numbers) VALUES ($1, $2, $3, $4)"
READ_SEEN = "SELECT lines, numbers FROM import_seen WHERE job_id = $1 AND place = $2"
DROP_SEEN = "DELETE FROM import_seen WHERE job_id = $1"

GET = f"SELECT {COLUMNS} FROM import_jobs j WHERE j.id = $1"
LIST = f"SELECT {COLUMNS} FROM import_jobs j WHERE j.id < $1 ORDER BY j.id DESC LIMIT $2"

# Another run may go on: it is over, or ends later than any lease can, since the clock went back.
_LEASE_IS_OVER = "NOT lease_until BETWEEN now() AND now() + interval '2 minutes'"

# One worker at a time; one that died is followed by another when its lease is over.
CLAIM = f"""
UPDATE import_jobs SET status = 'running', started_at = coalesce(started_at, now()), attempts = attempts + 1,
    lease_until = now() + $2::interval
WHERE id = $1 AND (status = 'queued' OR status = 'running' AND {_LEASE_IS_OVER})
RETURNING id, filename, category_id, category_name, default_country, update_existing, mapping, created_by,
    lines, attempts, reading, dry_run
"""

# In the transaction that stores the lines: after a crash nothing is counted twice or forgotten. Returns how
# many warnings there are now.
RECORD = """
UPDATE import_jobs SET lines = lines + $2, created = created + $3, updated = updated + $4,
    unchanged = unchanged + $5, duplicates_in_file = duplicates_in_file + $6, rejected = rejected + $7,
    warnings = warnings + $8, fraction = $9, lease_until = now() + $10::interval, erased = erased + $12
WHERE id = $1 AND status = 'running' AND lines = $11 RETURNING warnings
"""

ADD_LINES = """
INSERT INTO import_lines (job_id, rejected, line, raw, reason, reason_code, reason_values, cells)
SELECT $1, $2, l.line, l.raw, l.reason, l.code, l.reason_values, l.cells::jsonb
FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::text[])
    AS l (line, raw, reason, code, reason_values, cells)
"""

NOTE_CREATED = "INSERT INTO import_created (job_id, contact_ids) VALUES ($1, $2)"
NOTE_HEADER = "UPDATE import_jobs SET header = $2 WHERE id = $1 AND header IS NULL"
HEADER = "SELECT header FROM import_jobs WHERE id = $1"
MARK_DRY_RUN = "UPDATE import_jobs SET dry_run = true WHERE id = $1"

KNOWN_PHONES = "SELECT phone FROM contacts WHERE phone = ANY($1::text[])"

FORESEE = f"""
SELECT r.phone, c.id IS NULL AS is_new,
       c.id IS NOT NULL AND (NOT c.attributes @> r.attributes
           OR {each_text("coalesce(r.NAME, c.NAME) IS DISTINCT FROM c.NAME", by=" OR ")}) AS changes
FROM unnest($1::text[], $2::jsonb[], {each_text("$N::text[]", first=3)})
    AS r (phone, attributes, {each_text("NAME")})
LEFT JOIN contacts c ON c.phone = r.phone
"""

RUN_FOR_REAL = """
UPDATE import_jobs j SET dry_run = false, status = 'queued', category_id = $2, lines = 0, created = 0,
    updated = 0, unchanged = 0, duplicates_in_file = 0, rejected = 0, warnings = 0, fraction = 0,
    attempts = 0, started_at = NULL, finished_at = NULL, lease_until = NULL
WHERE id = $1 AND dry_run AND status = 'completed'
    AND EXISTS (SELECT FROM import_pieces p WHERE p.job_id = j.id) RETURNING id
"""
DROP_LINES = "DELETE FROM import_lines WHERE job_id = $1"

# While its run lives, also between chunks: reading a large workbook again takes its time. Each run is an
# attempt.
KEEP = """
UPDATE import_jobs SET lease_until = now() + $3::interval
WHERE id = $1 AND status = 'running' AND attempts = $2 RETURNING id
"""

YIELD = "UPDATE import_jobs SET status = 'queued', lease_until = NULL WHERE id = $1 AND status = 'running'"

COMPLETE = """
UPDATE import_jobs SET status = 'completed', fraction = 1, lease_until = NULL, finished_at = now()
WHERE id = $1 AND status = 'running' RETURNING category_id, lines AS rows, created, updated, rejected, dry_run
"""

FAIL = """
UPDATE import_jobs SET status = 'failed', error_code = $2, error_message = $3, error_values = $4,
    lease_until = NULL, finished_at = now()
WHERE id = $1 AND status IN ('queued', 'running')
"""

WAITING = f"""
SELECT id FROM import_jobs
WHERE status = 'queued' AND created_at < now() - interval '30 seconds'
   OR status = 'running' AND {_LEASE_IS_OVER} ORDER BY id LIMIT 20
"""

LINES = """
SELECT id, line, raw, reason, reason_code, reason_values, cells FROM import_lines
WHERE job_id = $1 AND rejected = $2 AND id > $3 AND ($5::text IS NULL OR reason_code = $5)
ORDER BY id LIMIT $4
"""

# Looks at the first so many lines.
KINDS = """
SELECT reason_code AS code, count(*) AS lines FROM (
    SELECT reason_code FROM import_lines WHERE job_id = $1 AND rejected = $2 ORDER BY id LIMIT 100000
) AS looked_at WHERE reason_code IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
"""

# Of each kind of reason (numbers apart) the first few lines, with how many there are of it: enough to show
# what is wrong with a file. Looks at the first so many lines.
EXAMPLES = r"""
SELECT line, raw, reason, reason_code, reason_values, kind, of_kind FROM (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY id) AS place,
        count(*) OVER (PARTITION BY kind) AS of_kind, min(id) OVER (PARTITION BY kind) AS first_id
    FROM (
        SELECT id, line, raw, reason, reason_code, reason_values,
            regexp_replace(reason, '\+?\d+', '', 'g') AS kind
        FROM import_lines
        WHERE job_id = $1 AND rejected = $2 ORDER BY id LIMIT 100000
    ) AS looked_at
) AS l WHERE place <= $3 ORDER BY first_id, id LIMIT 1000
"""

SENDERS_PHONES = """
SELECT display_phone_number AS phone FROM senders WHERE display_phone_number IS NOT NULL ORDER BY id LIMIT 100
"""

# They stand for all: a count over all contacts would read the whole table.
NEWEST_PHONES = "SELECT phone FROM contacts ORDER BY id DESC LIMIT 1000"
