"""Statements of lists and charts of campaigns; values are numbered parameters."""

from relance.counts.sql import CAMPAIGNS
from relance.messages import state

_STATES = (state.PENDING, state.HELD, state.FAILED, state.UNKNOWN, state.CANCELLED, state.NO_INTERACTION)
SUMS = {
    **{word: (state.MESSAGE_1, "state", word) for word in _STATES},
    **{word: (state.MESSAGE_1, "milestone", word) for word in ("sent", "delivered", "read", "interacted")},
    "message_2_sent": (state.MESSAGE_2, "milestone", "sent"),
}
"""The numbers of a campaign in a list, by the type, kind and word of their counts."""


def _sum(name: str, message_type: str, kind: str, word: str | None) -> str:
    meant = f"message_type = '{message_type}' AND kind = '{kind}'" + (f" AND word = '{word}'" if word else "")
    return f"coalesce(sum(n) FILTER (WHERE {meant}), 0)::bigint AS {name}"


# The numbers of a campaign in one row instead of ten: a page of fifty is put together in a third of the time.
_SUMS = f"""SELECT {_sum("recipients", state.MESSAGE_1, "state", None)},
    {", ".join(_sum(f"n_{name}", *of) for name, of in SUMS.items())}
    FROM message_counts WHERE campaign_id = c.id"""

LIVE_FIELDS = (
    "status", "status_reason", "status_reason_code", "status_reason_values", "scheduled_at", "started_at",
    "launched_at", "completed_at", "waiting_until",
)  # fmt: skip
"""What may change by itself, besides the numbers."""

_COLUMNS = """c.id, c.name, c.status, c.status_reason, c.status_reason_code, c.status_reason_values,
    c.sender_id, t.name AS template_name, t.language AS template_language,
    c.message_2 IS NOT NULL AS has_message_2, c.scheduled_at, c.created_at, c.started_at, c.launched_at,
    c.completed_at, c.waiting_until,
    ARRAY(SELECT k.category_id FROM campaign_categories k WHERE k.campaign_id = c.id ORDER BY 1)
        AS category_ids"""

_SHOWN = "c.deleted_at IS NULL AND c.test_of IS NULL"


def page(*, status: bool, search: bool) -> str:
    """A page before campaign `$1`, newest first, at most `$2`; `$3` status, `$4` LIKE patterns of the name.

    There are thousands of campaigns, not millions: names are compared one by one.
    """
    conditions = _SHOWN
    if status:
        conditions += " AND c.status = $3"
    if search:
        conditions += " AND c.name_folded LIKE ALL($4)"
    return f"""
    WITH types AS (SELECT $3::text IS NULL, $4::text[] IS NULL),
    total AS MATERIALIZED (SELECT count(*) AS total FROM campaigns c WHERE {conditions})
    SELECT total.total, c.*, sums.* FROM total LEFT JOIN (
        SELECT {_COLUMNS} FROM campaigns c JOIN templates t ON t.id = c.template_id
        WHERE {conditions} AND c.id < $1 ORDER BY c.id DESC LIMIT $2) c ON true
    LEFT JOIN LATERAL ({_SUMS}) sums ON true
    ORDER BY c.id DESC
    """


# What may have changed of campaigns of a kept page.
REFRESH = f"""
SELECT c.id, {", ".join(f"c.{name}" for name in LIVE_FIELDS)}, sums.*
FROM campaigns c LEFT JOIN LATERAL ({_SUMS}) sums ON true
WHERE c.id = ANY($1::bigint[]) AND c.id > 0 AND c.deleted_at IS NULL
"""


# Some campaigns as they are at this moment: status and counts in one statement. One row with NULLs for the
# counts when nothing is counted yet.
MOMENTS = f"""
SELECT c.id, c.status, c.status_reason, c.status_reason_code, c.status_reason_values, c.scheduled_at,
       c.started_at, c.launched_at, c.completed_at, c.waiting_until,
       counts.message_type, counts.kind, counts.word, counts.interacted, counts.n
FROM campaigns c LEFT JOIN LATERAL (
{CAMPAIGNS.replace("ANY($1::bigint[])", "c.id")}
) counts ON true
WHERE c.id = ANY($1::bigint[]) AND c.id > 0 AND c.deleted_at IS NULL
"""

WHETHER_OVER = """
SELECT completed_at IS NOT NULL AS over, started_at, completed_at FROM campaigns
WHERE id = $1 AND id > 0 AND deleted_at IS NULL
"""

INTERACTIONS = """
SELECT i.id, i.kind, i.at, i.text, i.payload, i.in_window, i.message_id, i.contact_id, p.phone, p.first_name,
       p.last_name
FROM (SELECT * FROM interactions WHERE campaign_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3) i
JOIN contacts p ON p.id = i.contact_id
ORDER BY i.id DESC
"""

ERRORS = """
SELECT error_code AS code, error_title AS title, max(error_details) AS details, count(*) AS n,
       count(*) FILTER (WHERE wamid IS NULL AND sent_at IS NULL) AS never_accepted,
       max(failed_at) AS last_at, max(id) AS message_id
FROM messages WHERE campaign_id = $1 AND failed_at IS NOT NULL AND status = 'failed'
GROUP BY 1, 2 ORDER BY n DESC, code LIMIT 100
"""

CANCELLED = """
SELECT cancel_reason AS reason, message_type, count(*) AS n
FROM messages WHERE campaign_id = $1 AND cancel_reason IS NOT NULL AND status = 'cancelled'
GROUP BY 1, 2 ORDER BY n DESC, reason LIMIT 100
"""
