"""Statements of taking an import back."""

FIND = """
SELECT id, filename, finished_at, undone, undone_at, finished_at + interval '24 hours' AS until,
       status IN ('completed', 'failed') AND NOT dry_run AND finished_at > now() - interval '24 hours'
           AS undoable
FROM import_jobs WHERE id = $1
"""

# One request at a time: the others wait, and find what it has left.
LOCK = f"{FIND} FOR UPDATE"

# What the import itself wrote is no use of the contact, be it in a later line of the file.
_UNUSED = """
    c.deleted_at IS NULL AND c.updated_at <= $2 AND c.interacted_at IS NULL
    AND NOT EXISTS (SELECT FROM messages m WHERE m.contact_id = c.id)
    AND NOT EXISTS (SELECT FROM interactions i WHERE i.contact_id = c.id)
    AND NOT EXISTS (SELECT FROM consents k WHERE k.contact_id = c.id AND k.how <> 'import'
        AND k.recorded_at > $2)
"""

COUNT = f"""
SELECT count(*) FILTER (WHERE {_UNUSED}) AS unused,
       count(*) FILTER (WHERE c.deleted_at IS NULL AND NOT ({_UNUSED})) AS used
FROM import_created k CROSS JOIN LATERAL unnest(k.contact_ids) AS created (id)
JOIN contacts c ON c.id = created.id WHERE k.job_id = $1
"""

TAKE_CHUNK = """
DELETE FROM import_created WHERE id = (SELECT min(id) FROM import_created WHERE job_id = $1)
RETURNING contact_ids
"""

UNUSED = f"""
SELECT c.id FROM contacts c WHERE c.id = ANY($1::bigint[]) AND {_UNUSED} ORDER BY c.id FOR NO KEY UPDATE
"""

NOTE = "UPDATE import_jobs SET undone = undone + $2 WHERE id = $1 RETURNING undone"
END = "UPDATE import_jobs SET undone_at = now() WHERE id = $1"

# Files of dry runs that nobody went on with, and what cannot be taken back any more; a few rows at a time.
FORGET = """
WITH pieces AS (
    DELETE FROM import_pieces p USING import_jobs j
    WHERE j.id = p.job_id AND j.dry_run AND j.finished_at < now() - interval '24 hours'
), created AS (
    DELETE FROM import_created WHERE id IN (
        SELECT k.id FROM import_created k JOIN import_jobs j ON j.id = k.job_id
        WHERE j.finished_at < now() - interval '25 hours' LIMIT 1000)
)
SELECT 1
"""
