"""Statements on the bitmaps of contacts."""

# Kinds, keys, and how many keys there are of each kind. One look-up a key; a bucket where one of them is
# missing holds nobody. What was written since the last fold comes with it, and what is made at all: the
# buckets with the highest id behind them, and the last block.
FIND = """
WITH wanted AS (
    SELECT * FROM unnest($1::smallint[], $2::text[], $3::bigint[]) AS w (kind, key, n)
), found AS (
    SELECT w.kind, b.bucket, bit_and(b.bits) AS bits
    FROM wanted w CROSS JOIN LATERAL (
        SELECT bucket, bits FROM contact_bits b WHERE b.kind = w.kind AND b.key = w.key OFFSET 0) b
    GROUP BY w.kind, b.bucket HAVING count(*) = max(w.n)
)
SELECT kind, bucket, bits, NULL::bigint[] AS ids FROM found
UNION ALL
SELECT d.kind, NULL, NULL, d.ids FROM contact_bits_due d
WHERE (d.kind, d.key) IN (SELECT w.kind, CASE WHEN w.kind = 2 THEN w.key ELSE '' END FROM wanted w)
UNION ALL
SELECT NULL, NULL, NULL, (SELECT array_agg(bucket::bigint) FROM contact_bit_buckets)
       || (SELECT coalesce(max(contact_id), -1) FROM contact_search)
UNION ALL
SELECT 3, (SELECT max(block) FROM contact_name_blocks), NULL, NULL
"""

# What was taken and not folded: behind everything else that is due, 5,000 a row as the triggers write.
PUT_BACK = """
INSERT INTO contact_bits_due (kind, key, ids)
SELECT $1, $2, ($3::bigint[])[n:n + 4999] FROM generate_series(1, cardinality($3::bigint[]), 5000) AS n
"""

# Whole rows of about `$1` contacts together, the oldest first.
TAKE_DUE = """
WITH counted AS (
    SELECT id, sum(cardinality(ids)) OVER (ORDER BY id) - cardinality(ids) AS before FROM contact_bits_due
), taken AS (
    DELETE FROM contact_bits_due d USING counted c WHERE d.id = c.id AND c.before < $1
    RETURNING d.kind, d.key, d.ids
)
SELECT kind, key, ids FROM taken
"""

MISSING_BUCKET = """
SELECT bucket FROM generate_series(0, (SELECT (max(id) >> 14)::integer FROM contacts)) AS b (bucket)
WHERE NOT EXISTS (SELECT FROM contact_bit_buckets m WHERE m.bucket = b.bucket) LIMIT 1
"""

MERGED = "SELECT bucket, merged FROM contact_bit_buckets WHERE bucket = ANY($1::integer[])"

NOTE_MERGED = "UPDATE contact_bit_buckets SET merged = merged + $2 WHERE bucket = $1"

# A bucket made again: all that was known goes.
DROP_BUCKET = """
WITH gone AS (DELETE FROM contact_bits WHERE bucket = $1 AND kind < 3)
INSERT INTO contact_bit_buckets (bucket, merged) VALUES ($1, 0)
ON CONFLICT (bucket) DO UPDATE SET merged = 0
"""

# Texts, and own fields as pairs of name and value.
_TEXTS = """
SELECT s.contact_id, s.text, (
    SELECT array_agg(ARRAY[a.key, a.value]) FROM contacts c
    CROSS JOIN LATERAL jsonb_each_text(c.attributes) a
    WHERE c.id = s.contact_id AND c.attributes <> '{}' AND a.value <> '') AS fields
FROM contact_search s
"""
BUCKET_TEXTS = f"{_TEXTS} WHERE s.contact_id BETWEEN $1 AND $2"
BUCKET_FLAGS = "SELECT id, flags FROM contacts WHERE id BETWEEN $1 AND $2 AND deleted_at IS NULL"
BUCKET_CATEGORIES = """
SELECT contact_id, category_id FROM category_contacts WHERE contact_id BETWEEN $1 AND $2
AND category_id NOT IN (SELECT id FROM deleted_categories)
"""

SOME_TEXTS = f"{_TEXTS} WHERE s.contact_id = ANY($1::bigint[])"
SOME_FLAGS = "SELECT id, flags FROM contacts WHERE id = ANY($1::bigint[]) AND deleted_at IS NULL"
SOME_MEMBERS = """
SELECT category_id, contact_id FROM category_contacts
WHERE category_id = ANY($2::bigint[]) AND contact_id = ANY($1::bigint[])
"""

READ = """
SELECT key, bits FROM contact_bits WHERE kind = $1 AND bucket = $2 AND key = ANY($3::text[])
"""

# varbit: an array of `bit` without a length is one of single bits.
_ROWS = """
SELECT $1, k.kind, k.key, k.bits::bit(16384)
FROM unnest($2::smallint[], $3::text[], $4::varbit[]) AS k (kind, key, bits)
"""

ADD = f"""
INSERT INTO contact_bits (bucket, kind, key, bits) {_ROWS} ORDER BY 2, 3
ON CONFLICT (kind, key, bucket) DO UPDATE SET bits = contact_bits.bits | excluded.bits
"""

PUT = f"""
INSERT INTO contact_bits (bucket, kind, key, bits) {_ROWS} ORDER BY 2, 3
ON CONFLICT (kind, key, bucket) DO UPDATE SET bits = excluded.bits
"""

# The cut that is under way: for how many contacts it was begun, how many blocks it has, and behind which name
# it goes on. Else NULL, and the contacts there are, when they are twice as many as at the last cut; a small
# system needs no blocks.
CUT = """
SELECT c.next_contacts, (SELECT count(*) FROM contact_name_blocks_next) AS blocks,
       coalesce(l.last_key, '') AS last_key, coalesce(l.last_id, 0) AS last_id,
       CASE WHEN n.n > 2 * greatest($1, c.contacts) THEN n.n END AS due
FROM contact_name_cut c
CROSS JOIN (SELECT coalesce(sum(n), 0)::bigint AS n FROM contact_counts
            WHERE category_id = 0 AND word = 'total') n
LEFT JOIN LATERAL (
    SELECT last_key, last_id FROM contact_name_blocks_next ORDER BY block DESC LIMIT 1) l ON true
"""

BEGIN_CUT = "UPDATE contact_name_cut SET next_contacts = $1"

NAMES = """
SELECT name_key, contact_id, text FROM contact_search
WHERE (name_key, contact_id) > ($1, $2) ORDER BY name_key, contact_id LIMIT $3
"""

ADD_NEXT_BLOCKS = """
INSERT INTO contact_name_blocks_next (block, after_key, after_id, last_key, last_id)
SELECT * FROM unnest($1::integer[], $2::text[], $3::bigint[], $4::text[], $5::bigint[])
"""

# The last block holds whatever name comes behind all others.
CLOSE_CUT = """
UPDATE contact_name_blocks_next SET last_key = $1, last_id = $2
WHERE block = (SELECT max(block) FROM contact_name_blocks_next)
"""
FORGET_CUT = (
    "UPDATE contact_name_cut SET next_contacts = NULL",
    "DELETE FROM contact_name_blocks_next",
    "DELETE FROM contact_bits WHERE kind = 4",
)
USE_CUT = (
    "DELETE FROM contact_bits WHERE kind = 3",
    "UPDATE contact_bits SET kind = 3 WHERE kind = 4",
    "DELETE FROM contact_name_blocks",
    "INSERT INTO contact_name_blocks SELECT * FROM contact_name_blocks_next",
    "DELETE FROM contact_name_blocks_next",
    "UPDATE contact_name_cut SET contacts = next_contacts, next_contacts = NULL",
)

# The blocks in which these contacts stand by what they are called now: of those in use and of those being
# cut. A name behind the last of the latter is met when the cut gets there.
BLOCKS_OF = """
SELECT s.text, (SELECT b.block FROM contact_name_blocks b
                WHERE (b.last_key, b.last_id) >= (s.name_key, s.contact_id)
                ORDER BY b.last_key, b.last_id LIMIT 1) AS block,
       (SELECT b.block FROM contact_name_blocks_next b
        WHERE (b.last_key, b.last_id) >= (s.name_key, s.contact_id)
        ORDER BY b.last_key, b.last_id LIMIT 1) AS next_block
FROM contact_search s WHERE s.contact_id = ANY($1::bigint[])
"""

COUNT_BLOCKS = """
SELECT (SELECT count(*) FROM contact_name_blocks) AS blocks,
       (SELECT count(*) FROM contact_name_blocks_next) AS next_blocks
"""

# For the check of the bitmaps.
BUCKETS = "SELECT bucket FROM contact_bit_buckets ORDER BY 1"
DUE = "SELECT kind, key, ids FROM contact_bits_due"
BUCKET_BITS_STORED = "SELECT kind, key, bits FROM contact_bits WHERE bucket = $1 AND kind < 3"
SOME_BLOCKS = """
SELECT block, after_key, after_id, last_key, last_id FROM contact_name_blocks
WHERE block >= $1 ORDER BY block LIMIT $2
"""
SOME_BLOCK_BITS = "SELECT key, substring(bits FROM $1 + 1 FOR $2) AS bits FROM contact_bits WHERE kind = 3"
NAMES_BETWEEN = """
SELECT contact_id, text FROM contact_search
WHERE (name_key, contact_id) > ($1, $2) AND (name_key, contact_id) <= ($3, $4)
"""

# Texts made in a former way. The contacts are locked in the order of ids, so that no change of theirs is
# overwritten with what stood there before; those whose text changes are due like any.
REWRITE_FROM = "SELECT next_id FROM contact_search_rewrite FOR UPDATE"
REWRITE_ON = "UPDATE contact_search_rewrite SET next_id = $1"
REWRITE_DONE = "DELETE FROM contact_search_rewrite"
REWRITE = """
WITH chosen AS MATERIALIZED (
    SELECT id, first_name, last_name, phone, attributes FROM contacts
    WHERE id > $1 AND deleted_at IS NULL ORDER BY id LIMIT $2 FOR NO KEY UPDATE
), made AS MATERIALIZED (
    SELECT id, contact_name_key(first_name, last_name) AS name_key,
           contact_search_text(first_name, last_name, phone, attributes) AS text FROM chosen
), changed AS (
    UPDATE contact_search s SET name_key = m.name_key, text = m.text FROM made m
    WHERE s.contact_id = m.id AND (s.name_key, s.text) IS DISTINCT FROM (m.name_key, m.text)
    RETURNING s.contact_id
), noted AS (
    SELECT note_contact_bits(0, '', array_agg(contact_id ORDER BY contact_id)) FROM changed
    HAVING count(*) > 0
)
SELECT (SELECT max(id) FROM chosen) AS last_id, (SELECT count(*) FROM chosen) AS n,
       (SELECT count(*) FROM noted)
"""
