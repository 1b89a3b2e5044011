"""Statements of the activity log."""

from relance.activity.filters import ActivityFilter

RECORD = """
INSERT INTO activity (actor_kind, actor_id, actor_name, address, user_agent, what, subject_kind, subject_id,
    subject_name, before, after, details)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""

_COLUMNS = """
    id, at, actor_kind, actor_id, actor_name, address, user_agent, what, subject_kind, subject_id,
    subject_name, before, after, details
"""

# Each filter is a condition of its own, said only when it is asked for: one that is always there and says
# "or nothing was asked" would keep the planner from the index that fits.
_CONDITIONS = {
    "actor_kind": "actor_kind = ${}",
    "actor_id": "actor_id = ${}",
    "what": "what = ${}",
    "subject_kind": "subject_kind = ${}",
    "subject_id": "subject_id = ${}",
    "at_from": "at >= ${}",
    "at_until": "at < ${}",
}


def page(wanted: ActivityFilter) -> tuple[str, list[object]]:
    """The statement of a page and the values after its first three: place (at, id) and number of lines."""
    asked = wanted.asked()
    conditions = [_CONDITIONS[name].format(place) for place, name in enumerate(asked, start=4)]
    where = " AND ".join(["(at, id) < ($1::timestamptz, $2::bigint)", *conditions])
    statement = f"SELECT {_COLUMNS} FROM activity WHERE {where} ORDER BY at DESC, id DESC LIMIT $3"
    return statement, list(asked.values())


FORGET = "SELECT forget_activity($1, $2)"
