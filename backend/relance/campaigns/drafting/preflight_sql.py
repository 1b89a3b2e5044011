"""Statements of the preflight, over everybody in the chosen categories.

`$1` categories. Fields of contacts are numbered parameters too; only their number goes into the text.
"""

from relance.contacts.own_columns import OWN_COLUMNS
from relance.contacts.own_fields import sql_value

CATEGORY_SIZE = """
SELECT coalesce(sum(n), 0)::bigint FROM contact_counts
WHERE category_id = ANY($1::bigint[]) AND word = 'total'
"""

PLACE_OF_ID = 40
"""`longest` is the length of a message above this bit and the contact below it: one number to compare."""


_AUDIENCE = "SELECT contact_id FROM category_contacts WHERE category_id = ANY($1::bigint[])"
"""Some may stand there several times: to be asked whether somebody is among them, which costs no sorting."""


def _value(field: str, place: int) -> str:
    """The text of a contact's field, NULL when blank; `$2` is what counts as white space.

    Most do not begin with a blank, and finding that out costs a tenth of the trimming.
    """
    text = sql_value(field, otherwise=f"c.attributes ->> ${place}")
    return f"""CASE WHEN strpos($2, left({text}, 1)) = 0 THEN {text}
                     WHEN btrim({text}, $2) <> '' THEN {text} END"""


def _missing(fields: list[str], places: dict[str, int]) -> str:
    """Which of `fields` a contact has not, as bits: the first is 1."""
    bits = [
        f"CASE WHEN v{places[field]} IS NULL THEN {1 << bit} ELSE 0 END" for bit, field in enumerate(fields)
    ]
    return f"({' + '.join(['0', *bits])})::bigint"


def audience(*, fields: list[str], needed: list[str], needed_2: list[str], consent_only: bool) -> str:
    """Everybody once, grouped by what stands against them; with the longest message, first and last id.

    `$3`… are `fields`; Message 1 cannot do without `needed`, Message 2 not without `needed_2`. Numbers to
    group by, not arrays, and nothing that keeps PostgreSQL from grouping in each of its processes before it
    brings the groups together: 0.4 s instead of 0.8 for 600,000.
    """
    places = {field: place for place, field in enumerate(fields, start=3)}
    types = ", ".join(f"${place}::text IS NULL" for place in (2, *places.values()))
    values = "".join(f", {_value(field, place)} AS v{place}" for field, place in places.items())
    length = " + ".join(["0", *(f"coalesce(length(v{place}), 0)" for place in places.values())])
    return f"""
    WITH types AS (SELECT {types})
    SELECT opted_out, no_address, unreachable, no_consent, {_missing(needed, places)} AS missing,
           {_missing(needed_2, places)} AS missing_2, count(*) AS n, min(id) AS first_id, max(id) AS last_id,
           max((({length})::bigint << {PLACE_OF_ID}) + id) AS longest
    FROM (
        SELECT c.id, c.opted_out_at IS NOT NULL AS opted_out,
               c.phone IS NULL AND c.bsuid IS NULL AS no_address,
               c.whatsapp_verified IS FALSE AS unreachable,
               {"c.consented_at IS NULL" if consent_only else "false"} AS no_consent{values}
        FROM contacts c WHERE c.id IN ({_AUDIENCE}) AND c.deleted_at IS NULL
    ) v GROUP BY 1, 2, 3, 4, 5, 6
    """


def too_long(
    *,
    fields: list[str],
    needed: list[str],
    texts: list[tuple[int, int, tuple[tuple[str, int | None], ...], bool]],
) -> str:
    """Of the recipients those with a text beyond its limit: how many (`n_0`), and the longest (`longest_0`).

    `$3` leaves out who is known not to be on WhatsApp, `$4` who gave no consent; `$5`… are `fields`. A text
    is its limit, its own characters, its fields with the length of what replaces each, and whether values are
    cleaned as for a template.
    """
    places = {field: place for place, field in enumerate(fields, start=5)}
    types = ", ".join(f"${place}::text IS NULL" for place in places.values())
    values = "".join(f", {_value(field, place)} AS v{place}" for field, place in places.items())
    lengths, found = [], []
    for number, (most, characters, inside, cleaned) in enumerate(texts):
        each = [_length(places[field], other, cleaned=cleaned) for field, other in inside]
        lengths.append(f"({' + '.join([str(characters), *each])})::bigint AS length_{number}")
        beyond = f"FILTER (WHERE length_{number} > {most})"
        found.append(f"count(*) {beyond} AS n_{number}")
        found.append(f"max((length_{number} << {PLACE_OF_ID}) + id) {beyond} AS longest_{number}")
    complete = " AND ".join(["true", *(f"v{places[field]} IS NOT NULL" for field in needed)])
    return f"""
    WITH types AS (SELECT $2::text IS NULL{", " + types if types else ""})
    SELECT {", ".join(found)} FROM (
        SELECT id, {", ".join(lengths)} FROM (
            SELECT c.id{values} FROM contacts c
            WHERE c.id IN ({_AUDIENCE}) AND c.deleted_at IS NULL AND c.opted_out_at IS NULL
              AND (c.phone IS NOT NULL OR c.bsuid IS NOT NULL)
              AND NOT ($3::boolean AND c.whatsapp_verified IS FALSE)
              AND NOT ($4::boolean AND c.consented_at IS NULL)
        ) v WHERE {complete}
    ) l
    """


def _length(place: int, other: int | None, *, cleaned: bool) -> str:
    """Characters of a value as it is sent (`whatsapp/placeholders.py`); NULL without any."""
    text = f"btrim(v{place}, $2)"
    if cleaned:
        breaks = r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+"
        text = f"regexp_replace(regexp_replace({text}, '{breaks}', ' ', 'g'), ' {{4,}}', ' ', 'g')"
    return f"coalesce(length({text}), {'NULL' if other is None else other})"


# As `audience`, for one category, when no message needs to know anything of the contact: from the memberships
# alone, which carry the flags of their contacts. Who has no address is found in an index of its own.
AUDIENCE_WITHOUT_FIELDS = """
SELECT k.flags & 2 <> 0 AS opted_out, w.id IS NOT NULL AS no_address, k.flags & 8 <> 0 AS unreachable,
       false AS no_consent,
       0::bigint AS missing, 0::bigint AS missing_2, count(*) AS n, min(k.contact_id) AS first_id,
       max(k.contact_id) AS last_id, max(k.contact_id) AS longest
FROM category_contacts k
LEFT JOIN contacts w ON w.id = k.contact_id AND w.phone IS NULL AND w.bsuid IS NULL AND w.deleted_at IS NULL
WHERE k.category_id = $1 GROUP BY 1, 2, 3
"""


RECENT = """
SELECT id, name, started_at FROM campaigns
WHERE started_at > $1 AND id <> $2 AND deleted_at IS NULL AND test_of IS NULL ORDER BY id DESC LIMIT 1000
"""

BITS = 62
"""Campaigns that one number tells apart."""


def overlap(campaigns: int) -> str:
    """How many of the audience (`n`) got a Message 1 of which of the campaigns `$2`, so many.

    `campaigns` are their bits, in as many numbers as there must be. Whose message was cancelled is found by
    an index of their own: the state stands in the row, and to read half a million rows takes three times as
    long as the entries of one index.
    """
    places = range(0, campaigns, BITS)
    names = ", ".join(f"bits_{first}" for first in places)
    gathered = ", ".join(f"bit_or(r.bits_{first}) AS bits_{first}" for first in places)
    bits = ", ".join(
        f"CASE WHEN place - 1 - {first} BETWEEN 0 AND {BITS - 1}"
        f" THEN 1::bigint << (place - 1 - {first})::integer ELSE 0 END AS bits_{first}"
        for first in places
    )
    return f"""
SELECT ARRAY[{names}] AS campaigns, count(*) AS n FROM (
    SELECT m.contact_id, {gathered}
    FROM (SELECT id, {bits}
          FROM unnest($2::bigint[]) WITH ORDINALITY AS u (id, place)) r
    JOIN messages m ON m.campaign_id = r.id
    WHERE m.message_type = 'message_1' AND NOT EXISTS (
        SELECT FROM messages x
        WHERE x.campaign_id = m.campaign_id AND x.contact_id = m.contact_id
          AND x.campaign_id = ANY($2::bigint[]) AND x.message_type = 'message_1'
          AND x.cancel_reason IS NOT NULL AND x.status = 'cancelled')
    GROUP BY 1
) got WHERE got.contact_id IN ({_AUDIENCE}) GROUP BY {names}
"""


ACCOUNT_BLOCK = """
SELECT blocked_code, blocked_reason FROM accounts
WHERE waba_id = $1 AND blocked_at IS NOT NULL AND (blocked_until IS NULL OR blocked_until > $2)
"""

SAMPLES = f"""
SELECT id, {OWN_COLUMNS}, attributes FROM contacts WHERE id = ANY($1::bigint[])
"""
