"""Statements of lists of contacts, put together from fixed pieces; values are numbered parameters.

`$1` flags, `$2` category, `$3` and `$4` id and name of the last contact seen, `$5` how many are wanted, `$6`
how many may be looked at, `$7` patterns, `$8` candidates or blocks, `$9` candidates as one row of bits, `$10`
and `$11` names of own fields and their values. Each piece uses some of them; `contacts/lists/listing.py`
gives them in this order.

The planner cannot know how many rows a parameter means, and its guesses are far off. `OFFSET 0`, `LATERAL`
and scalar sub-selects keep it to look-ups row by row.
"""

from relance.contacts.filters import Order
from relance.contacts.own_columns import OWN_COLUMNS_OF_C

ROW = f"""
    c.id, {OWN_COLUMNS_OF_C}, c.attributes, c.whatsapp_verified, c.verified_at,
    c.opted_out_at, c.opted_out_reason, c.consented_at, c.interacted_at, c.created_at,
    (SELECT u.username FROM contact_usernames u WHERE u.contact_id = c.id) AS username,
    ARRAY(SELECT k.category_id FROM category_contacts k WHERE k.contact_id = c.id
          AND k.category_id NOT IN (SELECT id FROM deleted_categories) ORDER BY 1) AS category_ids
"""

# Memberships and their count outlive a deleted category for a while (`categories/purge.py`).
# Asked once a statement; the comparison itself stays with a value that the planner knows.
_CATEGORY = "k.category_id = $2::bigint AND EXISTS (SELECT FROM categories WHERE id = $2::bigint)"

COUNT = """
SELECT coalesce(sum(n), 0)::bigint FROM contact_counts
WHERE category_id = $1 AND word = $2 AND ($1 = 0 OR EXISTS (SELECT FROM categories WHERE id = $1))
"""

_TYPES = (
    "$1::smallint[] IS NULL, $2::bigint IS NULL, $3::bigint IS NULL, $4::text IS NULL, $5::bigint IS NULL,"
    " $6::bigint IS NULL, $7::text[] IS NULL, $8::bigint[] IS NULL, $9::varbit IS NULL,"
    " $10::text[] IS NULL, $11::text[] IS NULL"
)


def _page(found: str, order: str) -> str:
    """The contacts of `found (id, name_key)`, whose rows `p` are sorted by `order`."""
    return f"""
    WITH types AS (SELECT {_TYPES}), found AS MATERIALIZED ({found})
    SELECT {ROW}, p.name_key
    FROM found p CROSS JOIN LATERAL (SELECT * FROM contacts c WHERE c.id = p.id OFFSET 0) c
    ORDER BY {order}
    """


def exact(order: Order, *, category: bool) -> str:
    """By id, without a search, from the index on flags: one short walk per value, merged."""
    if category:
        source, id_column, alive = "category_contacts k", "k.contact_id", _CATEGORY
    else:
        source, id_column, alive = "contacts k", "k.id", "k.deleted_at IS NULL"
    direction, beyond = ("DESC", "<") if order is Order.NEWEST else ("ASC", ">")
    return _page(
        f"""
        SELECT m.id, NULL::text AS name_key FROM unnest($1::smallint[]) AS f (flags) CROSS JOIN LATERAL (
            SELECT {id_column} AS id FROM {source}
            WHERE {alive} AND k.flags = f.flags AND {id_column} {beyond} $3::bigint
            ORDER BY {id_column} {direction} LIMIT $5
        ) m ORDER BY m.id {direction} LIMIT $5
        """,
        f"p.id {direction}",
    )


# Values as `fold_value` of `contacts/search.py` has them.
_FIELDS = """ AND NOT EXISTS (SELECT FROM unnest($10::text[], $11::text[]) AS f (name, value)
    WHERE btrim(fold_text((SELECT c.attributes FROM contacts c WHERE c.id = s.contact_id) ->> f.name))
          IS DISTINCT FROM f.value)"""


def _conditions(*, category: bool, narrowed: bool, search: bool, fields: bool) -> str:
    """The filter on a row `s` of contact_search, by two look-ups at most."""
    conditions = " AND s.text LIKE ALL($7::text[])" if search else ""
    conditions += _FIELDS if fields else ""
    if category:
        return f"""{conditions} AND (SELECT k.flags = ANY($1::smallint[]) FROM category_contacts k
            WHERE {_CATEGORY} AND k.contact_id = s.contact_id)"""
    if narrowed:
        return f"""{conditions} AND (SELECT k.flags = ANY($1::smallint[]) FROM contacts k
            WHERE k.id = s.contact_id)"""
    return conditions


_CANDIDATES = """unnest($8::bigint[]) AS a (id)
    CROSS JOIN LATERAL (SELECT * FROM contact_search s WHERE s.contact_id = a.id OFFSET 0) s"""

_AFTER_NAME = "(s.name_key, s.contact_id) > ($4::text, $3::bigint)"


def some_by_id(order: Order, *, category: bool, narrowed: bool, search: bool, fields: bool) -> str:
    """Those of the candidates who are meant, by id."""
    conditions = _conditions(category=category, narrowed=narrowed, search=search, fields=fields)
    direction = "DESC" if order is Order.NEWEST else "ASC"
    return _page(
        f"""
        SELECT s.contact_id AS id, NULL::text AS name_key FROM {_CANDIDATES}
        WHERE true {conditions} ORDER BY s.contact_id {direction} LIMIT $5
        """,
        f"p.id {direction}",
    )


def some_by_name(*, category: bool, narrowed: bool, search: bool, fields: bool) -> str:
    """Those of the candidates who are meant and stand behind the last one seen, by name.

    All names are read and sorted; the rest is looked up for those that fill the page.
    """
    conditions = _conditions(category=category, narrowed=narrowed, search=False, fields=fields)
    text = _conditions(category=False, narrowed=False, search=search, fields=False)
    return _page(
        f"""
        SELECT s.contact_id AS id, s.name_key FROM (
            SELECT s.* FROM {_CANDIDATES}
            WHERE {_AFTER_NAME} {text} ORDER BY s.name_key, s.contact_id OFFSET 0
        ) s WHERE true {conditions} LIMIT $5
        """,
        "p.name_key, p.id",
    )


def all_by_name() -> str:
    """Everybody by name, straight from the index."""
    return _page(
        f"""
        SELECT s.contact_id AS id, s.name_key FROM contact_search s
        WHERE {_AFTER_NAME} ORDER BY s.name_key, s.contact_id LIMIT $5
        """,
        "p.name_key, p.id",
    )


def walk_by_name(*, category: bool, narrowed: bool, search: bool, fields: bool) -> str:
    """Candidates of the next `$6` of the blocks `$8` of names, as far as the page has room for them.

    Who is newer than the row of bits is looked at as a candidate.
    """
    conditions = _conditions(category=category, narrowed=narrowed, search=search, fields=fields)
    return _page(
        f"""
        SELECT s.contact_id AS id, s.name_key FROM (
            SELECT CASE WHEN b.is_begun THEN $4 ELSE b.after_key END AS after_key,
                   CASE WHEN b.is_begun THEN $3 ELSE b.after_id END AS after_id, b.last_key, b.last_id
            FROM (SELECT *, ($4::text, $3::bigint) > (after_key, after_id) AS is_begun
                  FROM contact_name_blocks) b
            WHERE b.block = ANY($8::bigint[]) AND (b.last_key, b.last_id) > ($4::text, $3::bigint)
            ORDER BY b.block LIMIT $6
        ) b CROSS JOIN LATERAL (
            SELECT s.contact_id, s.name_key, s.text FROM contact_search s
            WHERE (s.name_key, s.contact_id) > (b.after_key, b.after_id)
              AND (s.name_key, s.contact_id) <= (b.last_key, b.last_id)
            ORDER BY s.name_key, s.contact_id OFFSET 0
        ) s
        WHERE CASE WHEN s.contact_id < length($9::varbit)
                   THEN get_bit($9::varbit, s.contact_id::integer) = 1 ELSE true END {conditions}
        LIMIT $5
        """,
        "p.name_key, p.id",
    )


def count_exactly(*, category: bool) -> str:
    """How many have one of the flags `$1`, of category `$2` or of all: index entries alone are read."""
    if category:
        return f"""SELECT count(*) FROM category_contacts k
            WHERE {_CATEGORY} AND k.flags = ANY($1::smallint[])"""
    return """SELECT count(*) FROM contacts k WHERE $2::bigint IS NULL AND k.deleted_at IS NULL
        AND k.flags = ANY($1::smallint[])"""


def count_some(*, category: bool, narrowed: bool, search: bool, fields: bool) -> str:
    """How many of the candidates `$8` are meant."""
    conditions = _conditions(category=category, narrowed=narrowed, search=search, fields=fields)
    return f"""WITH types AS (SELECT {_TYPES}) SELECT count(*) FROM {_CANDIDATES} WHERE true {conditions}"""


THOSE_FOUND = """
SELECT s.contact_id FROM unnest($2::bigint[]) AS a (id)
CROSS JOIN LATERAL (SELECT * FROM contact_search s WHERE s.contact_id = a.id OFFSET 0) s
WHERE s.text LIKE ALL($1::text[])
"""
"""Those of the candidates `$2` whose text has all the patterns `$1`."""
