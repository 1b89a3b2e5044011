"""Statements of lists of messages, put together from fixed pieces; values are numbered parameters.

`$1` campaign, `$2` contact, `$3` type, `$4` state, `$5` error code, `$6` sent from, `$7` sent until, `$8` and
`$9` the sort key of the last message seen (id, sent_at), `$10` how many are wanted, `$11` patterns of a
search, `$12` the contacts it finds where they are few: their messages are looked up, each contact's newest
first; else the walk goes over all messages and asks of each whether its contact is meant. No index knows the
state (docs/decisions), so a page is found by a *walk*: the narrowest index that holds all that is asked for
is walked, newest first, at most `WALK` rows at a time (`listing` says how often). A page may so be short, or
empty, and still have a `next_cursor`. The counts say what a walk cannot: that there is nothing more to find,
and which campaigns have any (`jump`).

The planner cannot know how many rows the walk leaves: `OFFSET 0` keeps it to look-ups row by row, and the
bound of the walk stands in the text.
"""

from relance.messages.filters import MessageFilter
from relance.messages.state import Milestone, State

WALK = 500
"""Messages looked at by one statement: a millisecond, or four where each lies on a page of its own."""

SHORT_QUEUE = 40
"""Batches (at most 250 messages each) up to which the queue is read instead of the messages."""

MOST_HOLDERS = 1_000
"""Campaigns that are asked for their newest message by one jump: three milliseconds."""

MOST_COUNTS = 60_000
"""Rows of counts that are worth looking through for a jump, by the planner's reckoning."""

_TYPES = (
    "$1::bigint IS NULL, $2::bigint IS NULL, $3::text IS NULL, $4::text IS NULL, $5::integer IS NULL,"
    " $6::timestamptz IS NULL, $7::timestamptz IS NULL, $8::bigint IS NULL, $9::timestamptz IS NULL,"
    " $11::text[] IS NULL, $12::bigint[] IS NULL"
)

COLUMNS = """m.id, m.campaign_id, k.name AS campaign_name, m.contact_id, p.phone, p.first_name, p.last_name,
    m.sender_id, m.message_type,
    CASE WHEN m.status = 'pending' AND m.id IN (SELECT id FROM leased) THEN 'sending' ELSE m.status END
        AS state,
    m.attempt, m.created_at, m.sent_at, m.delivered_at, m.read_at, m.interacted_at, m.no_interaction_at,
    m.failed_at, m.expires_at, m.cancel_reason, m.error_code, m.error_title,
    m.wamid IS NULL AND m.sent_at IS NOT NULL AND m.status IN ('sent', 'no_interaction') AS counted_as_sent"""

# Few: what the senders send within a second.
LEASED = """leased AS MATERIALIZED (
    SELECT unnest(message_ids) AS id FROM send_batches WHERE lease_until IS NOT NULL)"""

_MILESTONES = {milestone: f"m.{milestone}_at IS NOT NULL" for milestone in Milestone}

# Conditions that a partial index of a campaign's messages holds.
_OF_CAMPAIGN = {
    State.FAILED: "m.failed_at IS NOT NULL",
    State.NO_INTERACTION: "m.no_interaction_at IS NOT NULL",
    State.UNKNOWN: "m.unknown_at IS NOT NULL",
    State.CANCELLED: "m.cancel_reason IS NOT NULL",
}
_IS_SHOWN = "(SELECT k.deleted_at IS NULL AND k.id > 0 FROM campaigns k WHERE k.id = m.campaign_id)"
_IS_FOUND = "(SELECT s.text LIKE ALL($11) FROM contact_search s WHERE s.contact_id = m.contact_id)"
_TROUBLED = "(m.failed_at IS NOT NULL OR m.unknown_at IS NOT NULL OR m.cancel_reason IS NOT NULL)"


_IN_TIME = """m.sent_at IS NOT NULL AND (m.sent_at, m.id) < ($9, $8)
            AND m.sent_at >= coalesce($6, '-infinity')"""


def count_batches(*, of_campaign: bool) -> str:
    """How many batches wait, of campaign `$1` or of all; no more than one above `SHORT_QUEUE`."""
    campaign = "campaign_id = $1" if of_campaign else "$1::bigint IS NULL AND campaign_id > 0"
    return f"""SELECT count(*) FROM (SELECT FROM send_batches WHERE {campaign} AND lane IN ('reply', 'bulk')
        LIMIT {SHORT_QUEUE + 1}) batches"""


def jump(wanted: MessageFilter) -> str | None:
    """The newest message before id `$1` of a campaign that has any of those wanted (`$2`: their type).

    NULL: there is none. `$1 - 1` where a jump leads nowhere, or would have to look at too much. No statement
    where nobody knows.
    """
    if wanted.campaign_id is not None:
        return None
    if wanted.counted_by is not None:
        meant = f"message_counts WHERE campaign_id > 0 AND {_words(wanted.counted_by, wanted, '$2')}"
    elif wanted == MessageFilter(message_type=wanted.message_type, state=State.PENDING):
        # A row for each batch; who waits is not told by the type.
        meant = "(SELECT campaign_id, 1 AS n FROM send_batches) b WHERE campaign_id > 0"
    else:
        return None
    return f"""
    WITH types AS (SELECT $2::text IS NULL), here AS MATERIALIZED (
        SELECT m.campaign_id FROM messages m WHERE m.id < $1 ORDER BY m.id DESC LIMIT 1
    ), holders AS MATERIALIZED (
        SELECT campaign_id FROM {meant} GROUP BY campaign_id HAVING sum(n) > 0 LIMIT {MOST_HOLDERS + 1}
    )
    SELECT CASE
        WHEN (SELECT sum(n) > 0 FROM {meant} AND campaign_id = (SELECT campaign_id FROM here)) THEN $1 - 1
        WHEN (SELECT reltuples > {MOST_COUNTS} FROM pg_class WHERE oid = 'message_counts'::regclass)
            THEN $1 - 1
        WHEN (SELECT count(*) FROM holders) > {MOST_HOLDERS} THEN $1 - 1
        ELSE (SELECT max(m.id) FROM holders h CROSS JOIN LATERAL (
            SELECT m.id FROM {_of_campaign("h.campaign_id", "$1::bigint")} {_narrow_campaign(wanted)}
            ORDER BY m.campaign_id DESC, m.id DESC LIMIT 1) m) END
    """


def page(wanted: MessageFilter, *, short_queue: bool = False, few: bool = False) -> str:
    """One page: rows carry `walked`, `walked_to_id`, `walked_to_at` and `total`; one of NULLs if none fits.

    `walked` is NULL when the page is full, or has all there are, else how many rows were looked at.
    """
    key = "m.sent_at DESC, m.id DESC" if wanted.by_time else "m.id DESC"
    source = _source(wanted, short_queue=short_queue, few=few)
    walks_campaign = source.startswith(_of_campaign("$1", "$8"))
    walked = f"m.campaign_id DESC, {key}" if walks_campaign else key
    conditions = " AND ".join(_conditions(wanted))
    shown = "" if wanted.campaign_id is not None else f"AND {_IS_SHOWN}"
    return f"""
    WITH types AS (SELECT {_TYPES}), {LEASED}, counted AS MATERIALIZED (
        SELECT {_total(wanted)} AS total
    ), most AS MATERIALIZED (
        SELECT greatest(least($10, (SELECT total FROM counted)), 0) AS n
    ), walked AS MATERIALIZED (
        SELECT m.id, m.campaign_id, m.contact_id, m.message_type, m.status, m.error_code, m.sent_at,
               m.delivered_at, m.read_at, m.interacted_at, m.no_interaction_at, m.failed_at
        FROM {source} ORDER BY {walked} LIMIT {WALK}
    ), hits AS MATERIALIZED (
        SELECT m.id, m.sent_at FROM walked m WHERE {conditions} {shown} LIMIT (SELECT n FROM most)
    ), verdict AS MATERIALIZED (
        SELECT CASE WHEN (SELECT count(*) FROM hits) < (SELECT n FROM most)
            THEN (SELECT count(*) FROM walked) END AS walked
    ), last AS MATERIALIZED (
        SELECT m.id, m.sent_at FROM walked m WHERE (SELECT walked FROM verdict) IS NOT NULL
        ORDER BY {key.replace("DESC", "ASC")} LIMIT 1
    )
    SELECT v.walked, (SELECT id FROM last) AS walked_to_id, (SELECT sent_at FROM last) AS walked_to_at,
           (SELECT total FROM counted) AS total, found.*
    FROM verdict v LEFT JOIN hits h ON true LEFT JOIN LATERAL (
        SELECT {COLUMNS} FROM messages m JOIN contacts p ON p.id = m.contact_id
        JOIN campaigns k ON k.id = m.campaign_id WHERE m.id = h.id OFFSET 0) found ON true
    ORDER BY {key.replace("m.", "h.")}
    """


def _source(wanted: MessageFilter, *, short_queue: bool, few: bool) -> str:
    """Where the walk goes, and from where."""
    if wanted.state is State.SENDING:
        return "messages m WHERE m.id = ANY (ARRAY(SELECT id FROM leased WHERE id < $8))"
    if few and wanted.contact_id is None:
        return _of_few(wanted)
    if wanted.state is State.PENDING and short_queue:
        campaign = "" if wanted.campaign_id is None else "b.campaign_id = $1 AND"
        return f"""messages m WHERE m.id = ANY (ARRAY(
            SELECT held.id FROM send_batches b CROSS JOIN LATERAL unnest(b.message_ids) AS held (id)
            WHERE {campaign} b.lane IN ('reply', 'bulk') AND held.id < $8))"""
    if wanted.by_time:
        return f"messages m WHERE {_IN_TIME}"
    scope = "messages m WHERE m.id < $8"
    if wanted.contact_id is not None:
        return f"{scope} AND m.contact_id = $2"
    if wanted.campaign_id is not None:
        return f"{_of_campaign('$1', '$8')} {_narrow_campaign(wanted)}"
    in_trouble = wanted.state in (State.FAILED, State.UNKNOWN, State.CANCELLED)
    if in_trouble or wanted.error_code is not None or wanted.reached is Milestone.FAILED:
        return f"{scope} AND {_TROUBLED}"
    return scope


def _of_campaign(campaign: str, before: str) -> str:
    """A campaign's messages before an id, by the index `(campaign_id, id)` and by no other.

    With `campaign_id =` the planner walks all messages by their primary key for a big campaign, be it at the
    far end; comparing `(campaign_id, id)` it reads the whole campaign by the index on contacts and sorts it.
    """
    return f"messages m WHERE m.campaign_id = ANY (ARRAY[{campaign}::bigint]) AND m.id < {before}"


def _of_few(wanted: MessageFilter) -> str:
    """Messages of the contacts `$12`, each contact's by the index on contacts: a few tens."""
    after, key = (_IN_TIME, "m.sent_at DESC, m.id DESC") if wanted.by_time else ("m.id < $8", "m.id DESC")
    campaign = "" if wanted.campaign_id is None else "AND m.campaign_id = $1"
    return f"""unnest($12::bigint[]) AS a (id) CROSS JOIN LATERAL (
        SELECT * FROM messages m WHERE m.contact_id = a.id AND {after} {campaign}
        ORDER BY {key} LIMIT {WALK}) m"""


def _narrow_campaign(wanted: MessageFilter) -> str:
    if wanted.state in _OF_CAMPAIGN:
        return f" AND {_OF_CAMPAIGN[wanted.state]}"
    if wanted.error_code is not None:
        return f" AND {_OF_CAMPAIGN[State.FAILED]}"
    if wanted.reached in (Milestone.FAILED, Milestone.NO_INTERACTION, Milestone.INTERACTED):
        return f" AND {_MILESTONES[wanted.reached]}"
    return ""


def _conditions(wanted: MessageFilter) -> list[str]:
    conditions = ["true"]
    if wanted.search is not None:
        conditions.append(_IS_FOUND)
    if wanted.campaign_id is not None:
        conditions.append("m.campaign_id = $1")
    if wanted.contact_id is not None:
        conditions.append("m.contact_id = $2")
    if wanted.message_type is not None:
        conditions.append("m.message_type = $3")
    if wanted.state is State.SENDING:
        # Only leased ones are walked. Not `IN`: the planner would make a join of it, out of order.
        conditions.append("m.status = 'pending'")
    elif wanted.state is State.PENDING:
        conditions.append("m.status = 'pending' AND m.id NOT IN (SELECT id FROM leased)")
    elif wanted.state is not None:
        conditions.append("m.status = $4")
    if wanted.reached is not None:
        conditions.append(_MILESTONES[wanted.reached])
    if wanted.error_code is not None:
        conditions.append("m.error_code = $5 AND m.status = 'failed'")
    if wanted.sent_from is not None:
        conditions.append("m.sent_at >= $6")
    if wanted.sent_until is not None:
        conditions.append("m.sent_at < $7")
    return conditions


def _words(counted_by: tuple[str, str | None], wanted: MessageFilter, message_type: str) -> str:
    """Which rows of the counts are meant; `message_type` is the parameter."""
    kind, word = counted_by
    words = f"kind = '{kind}'" + ("" if word is None else f" AND word = '{word}'")
    return words if wanted.message_type is None else f"{words} AND message_type = {message_type}"


def _total(wanted: MessageFilter) -> str:
    """How many there are in all, where the counts know it; counts of hidden campaigns are taken off."""
    if wanted.counted_by is not None:
        return _counted(wanted.counted_by, wanted)
    if not wanted.is_queued:
        return "NULL::bigint"
    # The counts know who is pending, the queue who of them is being sent.
    ours = _IS_SHOWN if wanted.campaign_id is None else "m.campaign_id = $1"
    kind = "" if wanted.message_type is None else "AND m.message_type = $3"
    sending = f"""(SELECT count(DISTINCT m.id) FROM leased l JOIN messages m ON m.id = l.id
        WHERE m.status = 'pending' AND {ours} {kind})"""
    if wanted.state is State.SENDING:
        return sending
    return f"({_counted(('state', State.PENDING), wanted)} - {sending})"


def _counted(by: tuple[str, str | None], wanted: MessageFilter) -> str:
    words = _words(by, wanted, "$3")
    if wanted.campaign_id is not None:
        return f"(SELECT coalesce(sum(n), 0)::bigint FROM message_counts WHERE campaign_id = $1 AND {words})"
    return f"""((SELECT coalesce(sum(n), 0) FROM message_totals WHERE {words})
        - (SELECT coalesce(sum(n), 0) FROM message_counts WHERE {words} AND campaign_id = ANY (ARRAY(
            SELECT id FROM campaigns WHERE deleted_at IS NOT NULL AND id > 0))))::bigint"""


MESSAGE = f"""
WITH {LEASED}
SELECT {COLUMNS}, k.id < 0 AS is_test, coalesce(k.test_of, k.id) AS shown_campaign_id, m.retries, m.wamid,
       m.parameters, m.echoed_at, m.unknown_at, m.revived_at, m.error_details, m.fbtrace_id,
       m.pricing_category, m.pricing_type, m.billable,
       ARRAY(SELECT w.wamid FROM message_wamids w WHERE w.message_id = m.id ORDER BY w.attempt) AS old_wamids,
       ARRAY(SELECT d.decision FROM doubt_decisions d WHERE d.message_id = m.id
             ORDER BY d.verdict_id, d.attempt) AS decisions,
       ARRAY(SELECT v.decided_at FROM doubt_decisions d JOIN doubt_verdicts v ON v.id = d.verdict_id
             WHERE d.message_id = m.id ORDER BY d.verdict_id, d.attempt) AS decided_at
FROM messages m JOIN contacts p ON p.id = m.contact_id JOIN campaigns k ON k.id = m.campaign_id
WHERE m.id = $1 AND k.deleted_at IS NULL
"""

INTERACTIONS = """
SELECT id, kind, at, text, payload, in_window FROM interactions WHERE message_id = $1 ORDER BY id LIMIT 100
"""
