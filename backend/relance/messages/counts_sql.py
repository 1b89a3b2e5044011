"""Statements on the counts: sums of deltas, and their folding."""

# Everything of some campaigns in one statement, so of one moment. 'leased' is what `sending` means: rows
# still pending whose batch some process holds.
COUNTS = """
SELECT campaign_id, message_type, kind, word, interacted, sum(n)::bigint AS n
FROM message_counts WHERE campaign_id = ANY($1::bigint[]) GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT b.campaign_id, m.message_type, 'leased', 'sending', false, count(DISTINCT m.id)
FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS held (id) JOIN messages m ON m.id = held.id
WHERE b.lease_until IS NOT NULL AND b.campaign_id = ANY($1::bigint[]) AND m.status = 'pending'
GROUP BY 1, 2
"""


def fold(table: str, key: str, words: str) -> str:
    """One statement that replaces up to $2 deltas of every `key` with more than $1 rows by their sums.

    A reader's snapshot holds either the old rows or the new ones, never both. Deltas that are inserted
    meanwhile are not seen by the DELETE and stay.
    """
    return f"""
    WITH crowded AS (
        SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > $1
    ), gone AS (
        DELETE FROM {table} WHERE ctid = ANY (ARRAY(
            SELECT t.ctid FROM {table} t JOIN crowded USING ({key}) LIMIT $2))
        RETURNING {key}, {words}, n
    ), folded AS (
        INSERT INTO {table} ({key}, {words}, n)
        SELECT {key}, {words}, sum(n) FROM gone GROUP BY {key}, {words} HAVING sum(n) <> 0
    )
    SELECT count(*) FROM gone
    """


FOLDS = {
    "message_counts": fold("message_counts", "campaign_id", "message_type, kind, word, interacted"),
    "daily_counts": fold("daily_counts", "day, sender_id", "message_type, word"),
    "contact_counts": fold("contact_counts", "category_id", "word"),
}

TRY_LOCK = "SELECT pg_try_advisory_xact_lock($1)"
LOCK = "SELECT pg_advisory_xact_lock($1)"
