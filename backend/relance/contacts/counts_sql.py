"""Statement of the counts of contacts."""

COUNTS = "SELECT word, sum(n)::bigint AS n FROM contact_counts WHERE category_id = 0 GROUP BY word"
