"""Statements of the cache's debts: invalidations that could not be delivered to Redis.

A row says: values of `namespace` in Redis may be older than the database. While any row stands, no process
trusts the cache.
"""

# $1 the debtor's earlier rows, $2 all it owes now. In one statement, so that every snapshot sees either;
# `replaced` counts the earlier rows that still stood.
OWE = """
WITH replaced AS (DELETE FROM cache_debts WHERE id = ANY($1::bigint[]) RETURNING id),
     recorded AS (INSERT INTO cache_debts (namespace) SELECT unnest($2::text[]) RETURNING id)
SELECT (SELECT count(*) FROM replaced) AS replaced, (SELECT array_agg(id) FROM recorded) AS ids
"""

LIST_DEBTS = "SELECT id, namespace FROM cache_debts ORDER BY id LIMIT 1000"

# SKIP LOCKED: another process is paying the same rows, or their debtor replaces them. Both are looked at
# again before anybody trusts.
FORGIVE = """
DELETE FROM cache_debts
WHERE id IN (SELECT id FROM cache_debts WHERE id = ANY($1::bigint[]) FOR UPDATE SKIP LOCKED)
"""
