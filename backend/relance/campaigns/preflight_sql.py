"""Statements of the preflight, over everybody in the chosen categories.

`$1` categories. Fields of contacts are numbered parameters too; only their number goes into the text.
"""

_OWN = {"first_name": "c.first_name", "last_name": "c.last_name", "phone": "c.phone"}

CATEGORY_SIZE = """
SELECT coalesce(sum(n), 0)::bigint FROM contact_counts
WHERE category_id = ANY($1::bigint[]) AND word = 'total'
"""

_AUDIENCE = """audience AS MATERIALIZED (
    SELECT DISTINCT contact_id AS id FROM category_contacts WHERE category_id = ANY($1::bigint[])
)"""


def _value(field: str, place: int) -> str:
    """The text of a contact's field, NULL when blank; `$2` is what counts as white space."""
    text = _OWN.get(field, f"c.attributes ->> ${place}")
    return f"CASE WHEN btrim({text}, $2) <> '' THEN {text} END"


def _missing(fields: list[str], places: dict[str, int]) -> str:
    """The fields of `fields` that a contact has not, as an array."""
    if not fields:
        return "'{}'::text[]"
    cases = ", ".join(
        f"CASE WHEN ({_value(field, places[field])}) IS NULL THEN ${places[field]}::text END"
        for field in fields
    )
    return f"array_remove(ARRAY[{cases}], NULL)"


def audience(*, fields: list[str], needed: list[str], needed_2: list[str]) -> str:
    """Everybody once, grouped by what stands against them; with the longest message, first and last id.

    `$3`… are `fields`; Message 1 cannot do without `needed`, Message 2 not without `needed_2`.
    """
    places = {field: place for place, field in enumerate(fields, start=3)}
    types = ", ".join(f"${place}::text IS NULL" for place in (2, *places.values()))
    length = " + ".join(["0", *(f"coalesce(length({_value(field, places[field])}), 0)" for field in fields)])
    return f"""
    WITH types AS (SELECT {types}), {_AUDIENCE}
    SELECT c.opted_out_at IS NOT NULL AS opted_out, c.phone IS NULL AND c.bsuid IS NULL AS no_address,
           c.whatsapp_verified IS FALSE AS unreachable, {_missing(needed, places)} AS missing,
           {_missing(needed_2, places)} AS missing_2, count(*) AS n, min(c.id) AS first_id,
           max(c.id) AS last_id,
           max(ARRAY[({length})::bigint, c.id]) AS longest
    FROM audience a JOIN contacts c ON c.id = a.id
    WHERE c.deleted_at IS NULL GROUP BY 1, 2, 3, 4, 5
    """


# The grand total is the row without a campaign: people who got several count once there.
OVERLAP = f"""
WITH {_AUDIENCE}, recent AS (
    SELECT id, name, started_at FROM campaigns
    WHERE started_at > $2 AND id <> $3 AND deleted_at IS NULL AND test_of IS NULL ORDER BY id DESC LIMIT 20
)
SELECT r.id, r.name, r.started_at, count(DISTINCT m.contact_id) AS contacts
FROM recent r JOIN messages m ON m.campaign_id = r.id JOIN audience a ON a.id = m.contact_id
WHERE m.message_type = 'message_1' AND m.status <> 'cancelled'
GROUP BY GROUPING SETS ((r.id, r.name, r.started_at), ()) ORDER BY r.id DESC NULLS FIRST
"""

SAMPLES = """
SELECT id, phone, first_name, last_name, attributes FROM contacts WHERE id = ANY($1::bigint[])
"""
