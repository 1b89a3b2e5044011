"""Statements of lists of contacts, put together from fixed pieces; values are numbered parameters.

`$1` flags, `$2` category, `$3` and `$4` id and name of the last contact seen, `$5` how many are wanted, `$6`
how many may be looked at, `$7` patterns, `$8` patterns for the trigram index. Each piece uses some of them;
`contacts/listing.py` gives them in this order.

A page is found in one of three ways. *Exact*: an index holds just what is asked, in order. *Walk*: contacts
are looked at in order, a bounded number of them, which finds what is common. *Collect*: all that match are
fetched by the index and sorted, which finds what is rare.

The planner cannot know how rare a search is, and its guesses for parameters are far off. `OFFSET 0`, scalar
sub-selects and `+ 0` keep it to look-ups row by row, and away from walking an index to its end.
"""

from relance.contacts.filters import Order

ROW = """
    c.id, c.phone, c.first_name, c.last_name, c.attributes, c.whatsapp_verified, c.verified_at,
    c.opted_out_at, c.opted_out_reason, c.interacted_at, c.created_at,
    ARRAY(SELECT k.category_id FROM category_contacts k WHERE k.contact_id = c.id ORDER BY 1) AS category_ids
"""

COUNT = """
SELECT coalesce(sum(n), 0)::bigint FROM contact_counts WHERE category_id = $1 AND word = $2
"""

_ALL_PATTERNS = "s.text LIKE ALL($7::text[])"
_TYPES = (
    "$1::smallint[] IS NULL, $2::bigint IS NULL, $3::bigint IS NULL, $4::text IS NULL, $5::bigint IS NULL,"
    " $6::bigint IS NULL, $7::text[] IS NULL, $8::text[] IS NULL"
)


def _after(order: Order, column: str) -> str:
    match order:
        case Order.NEWEST:
            return f"{column} < $3::bigint"
        case Order.OLDEST:
            return f"{column} > $3::bigint"
        case Order.NAME:
            return "(s.name_key, s.contact_id) > ($4::text, $3::bigint)"


def _direction(order: Order) -> str:
    return "DESC" if order is Order.NEWEST else "ASC"


def _sort(order: Order, table: str) -> str:
    if order is Order.NAME:
        return f"{table}.name_key, {table}.id"
    return f"{table}.id {_direction(order)}"


def _page(steps: str, order: Order, complete: str) -> str:
    """`steps` end with a CTE `page (id, name_key)`; every row says whether the page is `complete`."""
    return f"""
    WITH types AS (SELECT {_TYPES}), {steps}
    SELECT {ROW}, p.name_key, {complete} AS complete
    FROM page p LEFT JOIN LATERAL (SELECT * FROM contacts c WHERE c.id = p.id OFFSET 0) c ON true
    ORDER BY {_sort(order, "p")}
    """


def _merged(order: Order, *, category: bool, most: str) -> str:
    """Ids in order from the index on flags: one short walk per value, merged."""
    if category:
        source, id_column, alive = "category_contacts k", "k.contact_id", "k.category_id = $2::bigint"
        flags = "k.flags"
    else:
        source, id_column, alive, flags = "contacts k", "k.id", "k.deleted_at IS NULL", "k.flags"
    return f"""
        SELECT m.id FROM unnest($1::smallint[]) AS f (flags) CROSS JOIN LATERAL (
            SELECT {id_column} AS id FROM {source}
            WHERE {alive} AND {flags} = f.flags AND {_after(order, id_column)}
            ORDER BY {id_column} {_direction(order)} LIMIT {most}
        ) m ORDER BY m.id {_direction(order)} LIMIT {most}
    """


def exact(order: Order, *, category: bool) -> str:
    """By id, without a search: always complete."""
    steps = (
        f"page AS (SELECT id, NULL::text AS name_key FROM ({_merged(order, category=category, most='$5')}) m)"
    )
    return _page(steps, order, "true")


def _probes(*, category: bool, narrowed: bool) -> str:
    """Conditions on a row `s` of contact_search, by one look-up each."""
    if category:
        return """AND (SELECT k.flags = ANY($1::smallint[]) FROM category_contacts k
            WHERE k.category_id = $2::bigint AND k.contact_id = s.contact_id)"""
    if narrowed:
        return "AND (SELECT k.flags = ANY($1::smallint[]) FROM contacts k WHERE k.id = s.contact_id)"
    return ""


def walk(order: Order, *, category: bool, narrowed: bool, search: bool) -> str:
    """Look at `$6` contacts in order; complete when the page is full or there were fewer."""
    match_text = f"AND {_ALL_PATTERNS}" if search else ""
    if narrowed and order is not Order.NAME:
        walked = f"""
            SELECT m.id, s.name_key, s.text FROM ({_merged(order, category=category, most="$6")}) m
            CROSS JOIN LATERAL (SELECT * FROM contact_search s WHERE s.contact_id = m.id OFFSET 0) s
            ORDER BY m.id {_direction(order)}
        """
        probes = ""
    else:
        key = "s.name_key, s.contact_id" if order is Order.NAME else f"s.contact_id {_direction(order)}"
        walked = f"""
            SELECT s.contact_id AS id, s.name_key, s.text FROM contact_search s
            WHERE {_after(order, "s.contact_id")} ORDER BY {key} LIMIT $6
        """
        probes = _probes(category=category, narrowed=narrowed).replace("s.contact_id", "s.id")
    steps = f"""
    walked AS MATERIALIZED ({walked}), hits AS MATERIALIZED (
        SELECT s.id, s.name_key FROM walked s WHERE true {match_text} {probes} LIMIT $5
    ), verdict AS MATERIALIZED (
        SELECT CASE WHEN (SELECT count(*) FROM hits) >= $5 THEN true
                    ELSE (SELECT count(*) FROM walked) < $6 END AS complete
    ), page AS (
        SELECT id, name_key FROM hits
        UNION ALL SELECT NULL, NULL WHERE NOT EXISTS (SELECT FROM hits)
    )"""
    return _page(steps, order, "(SELECT complete FROM verdict)")


def collect_by_filter(*, category: bool, search: bool) -> str:
    """By name: fetch what the filter allows, at most `$6`, and sort it; complete when there are fewer."""
    source = "category_contacts k" if category else "contacts k"
    id_column = "k.contact_id" if category else "k.id"
    alive = "k.category_id = $2::bigint" if category else "k.deleted_at IS NULL"
    match_text = f"AND {_ALL_PATTERNS}" if search else ""
    steps = f"""
    allowed AS MATERIALIZED (
        SELECT {id_column} AS id FROM {source} WHERE {alive} AND k.flags = ANY($1::smallint[]) LIMIT $6
    ), hits AS MATERIALIZED (
        SELECT s.contact_id AS id, s.name_key FROM allowed a
        CROSS JOIN LATERAL (SELECT * FROM contact_search s WHERE s.contact_id = a.id OFFSET 0) s
        WHERE {_after(Order.NAME, "")} {match_text} ORDER BY s.name_key, s.contact_id LIMIT $5
    ), page AS (
        SELECT id, name_key FROM hits
        UNION ALL SELECT NULL, NULL WHERE NOT EXISTS (SELECT FROM hits)
    )"""
    return _page(steps, Order.NAME, "((SELECT count(*) FROM allowed) < $6)")


def collect_by_text(order: Order, *, category: bool, narrowed: bool, by_bucket: bool) -> str:
    """Fetch what the trigram index finds: all of it, or bucket after bucket until the page is full."""
    probes = _probes(category=category, narrowed=narrowed)
    if order is Order.NAME:
        after, key = (
            "(s.name_key || '', s.contact_id) > ($4::text, $3::bigint)",
            "s.name_key || '', s.contact_id",
        )
    else:
        after, key = _after(order, "s.contact_id + 0"), f"s.contact_id + 0 {_direction(order)}"
    matches = f"""
        s.text LIKE ANY($8::text[]) AND {_ALL_PATTERNS} AND {after} {probes} ORDER BY {key} LIMIT $5
    """
    if not by_bucket:
        found = f"SELECT s.contact_id AS id, s.name_key FROM contact_search s WHERE {matches}"
    else:
        # The nested loop takes the buckets in their order and ends with the limit.
        buckets = (
            "generate_series(least($3::bigint, (SELECT max(contact_id) FROM contact_search)) >> 14, 0, -1)"
            if order is Order.NEWEST
            else "generate_series($3::bigint >> 14, (SELECT max(contact_id) FROM contact_search) >> 14)"
        )
        found = f"""
            SELECT m.id, m.name_key FROM {buckets} AS b (bucket) CROSS JOIN LATERAL (
                SELECT s.contact_id AS id, s.name_key FROM contact_search s
                WHERE s.bucket = b.bucket::integer AND {matches}
            ) m LIMIT $5
        """
    return _page(f"page AS MATERIALIZED ({found})", order, "true")
