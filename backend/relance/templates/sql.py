"""Statements of templates.

`synced_at` is the time of the newest news of a row. A list read before a webhook came in, or a webhook that
Meta delivers days late, does not turn it back.
"""

from relance.contacts.own_columns import OWN_COLUMNS
from relance.senders.sql import block

TEMPLATE_COLUMNS = """
    id, waba_id, meta_id, name, language, category, status, parameter_format, components, quality,
    rejected_reason, blocked_at, blocked_until, blocked_code, blocked_reason, synced_at
"""

FIND = f"SELECT {TEMPLATE_COLUMNS} FROM templates WHERE waba_id = $1 AND name = $2 AND language = $3"

GET = f"SELECT {TEMPLATE_COLUMNS} FROM templates WHERE id = $1"

LIST = f"SELECT {TEMPLATE_COLUMNS} FROM templates ORDER BY name, language, id"

# A few thousand rows at most. ($3, $4, $5) is the sort key of the last row seen, NULL for the first page.
PAGE = f"""
SELECT {TEMPLATE_COLUMNS} FROM templates
WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR language = $2)
AND ($3::text IS NULL OR (name, language, id) > ($3, $4::text, $5::bigint))
ORDER BY name, language, id LIMIT $6
"""

COUNT = """
SELECT count(*) FROM templates
WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR language = $2)
"""

CONTACT_FIELDS = f"""
SELECT {OWN_COLUMNS}, attributes FROM contacts WHERE id = $1 AND deleted_at IS NULL
"""

ENSURE_ACCOUNT = "INSERT INTO accounts (waba_id) VALUES ($1) ON CONFLICT DO NOTHING"

# Components come as text: asyncpg takes lists in a jsonb[] for further dimensions of the array.
UPSERT = """
INSERT INTO templates AS t (waba_id, meta_id, name, language, category, status, parameter_format, components,
    quality, rejected_reason, synced_at)
SELECT $1, r.meta_id, r.name, r.language, r.category, r.status, r.parameter_format, r.components::jsonb,
    r.quality, r.rejected_reason, $11
FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
    $10::text[]) AS r (meta_id, name, language, category, status, parameter_format, components, quality,
    rejected_reason)
ORDER BY r.name, r.language
ON CONFLICT (waba_id, name, language) DO UPDATE SET
    meta_id = excluded.meta_id, category = excluded.category, status = excluded.status, parameter_format =
    excluded.parameter_format, components = excluded.components, quality = excluded.quality, rejected_reason
    = excluded.rejected_reason, synced_at = excluded.synced_at, unblocked_at =
    CASE WHEN excluded.status = 'APPROVED' AND t.status <> 'APPROVED' THEN now() ELSE t.unblocked_at END
WHERE t.synced_at IS NULL OR t.synced_at <= excluded.synced_at
"""

MARK_DELETED = """
UPDATE templates SET status = 'DELETED', synced_at = $4
WHERE waba_id = $1 AND status <> 'DELETED' AND (synced_at IS NULL OR synced_at <= $4)
AND (name, language) NOT IN (SELECT * FROM unnest($2::text[], $3::text[]))
"""

# Approval by Meta lifts a block: when it is news, when the block came from an error that the status explains
# ($6), or when a person asks for it ($5). Runs before UPSERT, which overwrites the status before.
LIFT_BY_APPROVAL = """
UPDATE templates t SET blocked_at = NULL, blocked_until = NULL, blocked_code = NULL, blocked_reason = NULL,
    unblocked_at = now()
FROM unnest($2::text[], $3::text[]) AS approved (name, language)
WHERE t.waba_id = $1 AND t.name = approved.name AND t.language = approved.language
AND t.blocked_at IS NOT NULL AND (t.synced_at IS NULL OR t.synced_at <= $4)
AND ($5 OR t.status <> 'APPROVED' OR t.blocked_code = ANY($6::integer[]))
"""

# Matched by Meta's id, else by name and language. An event older than what we know is left out: Meta delivers
# some days late. A minute of slack, since its clock and ours differ.
APPLY_EVENTS = """
WITH news AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
        $8::text[], $9::timestamptz[])
        AS n (waba_id, meta_id, name, language, status, reason, category, quality, at)
), matched AS (
    SELECT DISTINCT ON (t.id) t.id AS template_id, n.*, n.status = 'APPROVED' AS approved
    FROM news n JOIN templates t ON (n.waba_id IS NULL OR t.waba_id = n.waba_id)
        AND (t.meta_id = n.meta_id OR (t.name = n.name AND t.language = n.language))
    ORDER BY t.id, n.at DESC NULLS LAST
), applied AS (
    UPDATE templates t SET
        status = coalesce(m.status, t.status), category = coalesce(m.category, t.category),
        quality = coalesce(m.quality, t.quality),
        rejected_reason = CASE WHEN m.status IS NULL THEN t.rejected_reason ELSE m.reason END,
        blocked_at = CASE WHEN m.approved THEN NULL ELSE t.blocked_at END,
        blocked_until = CASE WHEN m.approved THEN NULL ELSE t.blocked_until END,
        blocked_code = CASE WHEN m.approved THEN NULL ELSE t.blocked_code END,
        blocked_reason = CASE WHEN m.approved THEN NULL ELSE t.blocked_reason END,
        unblocked_at = CASE WHEN m.approved AND (t.blocked_at IS NOT NULL OR t.status <> 'APPROVED')
                            THEN now() ELSE t.unblocked_at END,
        synced_at = greatest(t.synced_at, m.at)
    FROM matched m WHERE t.id = m.template_id
    AND (m.at IS NULL OR t.synced_at IS NULL OR m.at >= t.synced_at - interval '60 seconds')
    RETURNING t.id
)
SELECT array(SELECT id FROM applied ORDER BY id) AS changed, (SELECT count(*) FROM matched) AS matched
"""

BLOCK = block("templates", "id")
