"""Statements that replace deltas by their sums. Each answers how many rows it took away.

A reader's snapshot holds either the old rows or the new ones, never both. Deltas that are inserted meanwhile
are not seen by the DELETE and stay.
"""


def compact(table: str, key: str, words: str) -> str:
    """One statement that replaces up to $2 deltas of every `key` with more than $1 rows by their sums."""
    return f"""
    WITH crowded AS (
        SELECT {key} FROM {table} GROUP BY {key} HAVING count(*) > $1
    ), gone AS (
        DELETE FROM {table} WHERE ctid = ANY (ARRAY(
            SELECT t.ctid FROM {table} t JOIN crowded USING ({key}) LIMIT $2))
        RETURNING {key}, {words}, n
    ), summed AS (
        INSERT INTO {table} ({key}, {words}, n)
        SELECT {key}, {words}, sum(n) FROM gone GROUP BY {key}, {words} HAVING sum(n) <> 0
    )
    SELECT count(*) FROM gone
    """


CAMPAIGNS = compact("message_counts", "campaign_id", "message_type, kind, word, interacted")
DAYS = compact("daily_counts", "day, sender_id", "message_type, word")
CONTACTS = compact("contact_counts", "category_id", "word")

TOTALS = """
WITH gone AS (
    DELETE FROM message_totals WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM message_totals WHERE (SELECT count(*) FROM message_totals) > $1 LIMIT $2))
    RETURNING message_type, kind, word, interacted, n
), summed AS (
    INSERT INTO message_totals (message_type, kind, word, interacted, n)
    SELECT message_type, kind, word, interacted, sum(n) FROM gone GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
)
SELECT count(*) FROM gone
"""

ERRORS = """
WITH crowded AS (
    SELECT day, sender_id FROM error_counts GROUP BY 1, 2 HAVING count(*) > $1
), gone AS (
    DELETE FROM error_counts WHERE ctid = ANY (ARRAY(
        SELECT e.ctid FROM error_counts e JOIN crowded USING (day, sender_id) LIMIT $2))
    RETURNING day, sender_id, code, n, last_at, message_id
), summed AS (
    INSERT INTO error_counts (day, sender_id, code, n, last_at, message_id)
    SELECT day, sender_id, code, sum(n), max(last_at),
           (array_agg(message_id ORDER BY last_at DESC, message_id DESC))[1]
    FROM gone GROUP BY 1, 2, 3
)
SELECT count(*) FROM gone
"""

# Into a table of sums, up to $1 deltas. Those that are being written by others are left for the next time,
# never waited for.
MINUTES = """
WITH taken AS (
    DELETE FROM campaign_course_new WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM campaign_course_new LIMIT $1 FOR UPDATE SKIP LOCKED))
    RETURNING campaign_id, at, word, n
), added AS (
    INSERT INTO campaign_course (campaign_id, at, word, n)
    SELECT campaign_id, at, word, sum(n) FROM taken GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, at, word) DO UPDATE SET n = campaign_course.n + excluded.n
)
SELECT count(*) FROM taken
"""
