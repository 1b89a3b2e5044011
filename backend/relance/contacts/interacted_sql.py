"""Statements on contacts whose first interaction met their row locked."""

ANY_LATE = "SELECT EXISTS (SELECT FROM late_interacted)"

MARK_LATE = """
WITH late AS (
    DELETE FROM late_interacted WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM late_interacted LIMIT $1 FOR UPDATE SKIP LOCKED)) RETURNING contact_id, at
), first AS MATERIALIZED (
    SELECT contact_id, min(at) AS at FROM late GROUP BY 1
), locked AS MATERIALIZED (
    SELECT c.id, f.at FROM contacts c JOIN first f ON f.contact_id = c.id
    WHERE c.interacted_at IS NULL AND c.deleted_at IS NULL ORDER BY c.id FOR NO KEY UPDATE OF c
), marked AS (
    UPDATE contacts c SET interacted_at = l.at FROM locked l WHERE c.id = l.id RETURNING c.id
)
SELECT count(*) FROM marked
"""
