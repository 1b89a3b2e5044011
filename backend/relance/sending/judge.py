"""Whether Meta surely never took a message: what must be seen before a doubt ends by itself.

The absence of a status proves something only where its neighbours' statuses came, promptly and every one,
and nothing kept any from coming. Everything is measured by the database's clock. docs/guarantees.md tells
what this is worth. All doubts of a round are judged together, by one statement per question.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from relance.core.db import Connection, Row
from relance.messages import doubts
from relance.monitoring.promptness import LATE, LATE_AFTER_S, PARKED, PAUSE_S, UNATTRIBUTED
from relance.sending import settle_sql as sql

NEEDED = 20
"""Neighbours on each side: of fewer, silence says little."""

AGREE_WITHIN_S = 30.0
"""Clocks that differ by more make times incomparable."""

ATTENDED_S = 5.0
"""How long after it left the statuses must go on, where nothing left after it."""

A_DAY_S = 86_400.0

_BEFORE_S = 5.0
_LONGEST_SPELL_S = 660.0
_META_SHOWS_WHOLE_SECONDS_S = 2.0

Doubt = dict[str, Any]

_MARK_CODES = {
    "gap": doubts.INTAKE_GAP,
    LATE: doubts.LATE_STATUSES,
    PARKED: doubts.PARKED_STATUS,
    UNATTRIBUTED: doubts.UNATTRIBUTED_STATUS,
}
_NO_NEIGHBOURS = {"before": 0, "before_unheard": 0, "after": 0, "after_unheard": 0}


@dataclass(slots=True)
class Facts:
    """What was seen around the doubts of a round, by batch."""

    heard_until: datetime | None = None
    stopped_at: datetime | None = None
    disturbances: dict[int, dict[str, Row]] = field(default_factory=dict)
    clocks: dict[int, Row] = field(default_factory=dict)
    neighbours: dict[int, Row] = field(default_factory=dict)
    attended: frozenset[int] = frozenset()
    held: dict[int, str] = field(default_factory=dict)


async def judge(conn: Connection, batches: Sequence[Row], *, grace_s: float) -> dict[int, Doubt | None]:
    """Why each batch still waits (`messages/doubts.py`), or None: Meta never took its messages."""
    verdicts: dict[int, Doubt | None] = {}
    open_ = []
    for batch in batches:
        early = _why_not_yet(batch, grace_s)
        if early is None:
            open_.append(batch)
        else:
            verdicts[batch["id"]] = early
    if open_:
        facts = await _look(conn, open_, grace_s)
        verdicts |= {batch["id"]: _why_it_waits(batch, facts, grace_s) for batch in open_}
    return verdicts


def _why_not_yet(batch: Row, grace_s: float) -> Doubt | None:
    """Reasons that stand in the batch itself."""
    if batch["restored"]:  # says most: it never ends by itself, however old it is
        return {"code": doubts.RESTORED}
    if batch["closed"]:
        return {"code": doubts.CAMPAIGN_CLOSED}
    if batch["age_s"] >= A_DAY_S:
        return {"code": doubts.A_DAY_OLD}
    if batch["age_s"] < grace_s:
        return {"code": doubts.GRACE, "until": _text(batch["left_at"] + timedelta(seconds=grace_s))}
    return None


async def _look(conn: Connection, batches: list[Row], grace_s: float) -> Facts:
    ids = [batch["id"] for batch in batches]
    senders = [batch["sender_id"] for batch in batches]
    left = [batch["left_at"] for batch in batches]
    facts = Facts(heard_until=await conn.fetchval(sql.HEARD_UNTIL))
    if facts.heard_until is None:
        facts.stopped_at = await conn.fetchval(sql.STOPPED_AT)
    for row in await conn.fetch(sql.DISTURBANCES, ids, senders, left, _BEFORE_S, grace_s):
        facts.disturbances.setdefault(row["id"], {})[row["kind"]] = row
    facts.clocks = await _by_id(conn, sql.CLOCKS, ids, left, _BEFORE_S, grace_s)
    apart_s = max((row["at_most_s"] or 0.0 for row in facts.clocks.values()), default=0.0)
    slack_s = min(AGREE_WITHIN_S, apart_s) + _META_SHOWS_WHOLE_SECONDS_S
    facts.neighbours = await _by_id(conn, sql.NEIGHBOURS, ids, senders, left, LATE_AFTER_S, slack_s)
    attended = await conn.fetch(sql.ATTENDED, ids, senders, left, PAUSE_S, ATTENDED_S, _LONGEST_SPELL_S)
    facts.attended = frozenset(row["id"] for row in attended)
    templates = {batch["template_id"] for batch in batches if batch["uses_template"]}
    for row in await conn.fetch(sql.HELD_TEMPLATES, list(templates)):
        facts.held[row["id"]] = f"{row['name']} ({row['language']})"
    return facts


async def _by_id(conn: Connection, statement: str, *values: object) -> dict[int, Row]:
    return {row["id"]: row for row in await conn.fetch(statement, *values)}


def _why_it_waits(batch: Row, facts: Facts, grace_s: float) -> Doubt | None:
    return (
        _of_clocks(facts.clocks[batch["id"]])
        or _of_intake(batch, facts, grace_s)
        or _of_template(batch, facts)
        or _of_neighbours(batch, facts)
    )


def _of_clocks(seen: Row) -> Doubt | None:
    if seen["at_most_s"] is not None and seen["at_most_s"] > AGREE_WITHIN_S:
        return {
            "code": doubts.CLOCKS_DISAGREE,
            "clock": seen["clock"],
            "process": seen["process"],
            "host": seen["host"],
            "seconds": round(seen["ahead_s"]),
        }
    return None if seen["seen"] else {"code": doubts.CLOCKS_UNSEEN}


def _of_intake(batch: Row, facts: Facts, grace_s: float) -> Doubt | None:
    seen = facts.disturbances.get(batch["id"], {})
    for kind, code in _MARK_CODES.items():
        if kind in seen:
            row = seen[kind]
            doubt: Doubt = {"code": code, "from": _text(row["began_at"]), "to": _text(row["ended_at"])}
            return doubt | {"reason": row["reason"]} if kind == "gap" else doubt
    until = batch["left_at"] + timedelta(seconds=grace_s)
    if facts.heard_until is None or facts.heard_until < until:
        since = facts.heard_until or facts.stopped_at or batch["left_at"]
        return {"code": doubts.INTAKE_SILENT, "since": _text(since)}
    return None


def _of_template(batch: Row, facts: Facts) -> Doubt | None:
    if batch["uses_template"] and batch["template_id"] in facts.held:
        return {"code": doubts.HELD_TEMPLATE, "template": facts.held[batch["template_id"]]}
    return None


def _of_neighbours(batch: Row, facts: Facts) -> Doubt | None:
    found = facts.neighbours.get(batch["id"], _NO_NEIGHBOURS)
    if found["before"] < NEEDED:
        return {"code": doubts.LOW_TRAFFIC, "answered": found["before"], "needed": NEEDED}
    for side in ("before", "after"):
        if unheard := found[f"{side}_unheard"]:
            return {
                "code": doubts.NEIGHBOURS_UNHEARD,
                "side": side,
                "messages": found[side],
                "unheard": unheard,
            }
    if found["after"] < NEEDED and batch["id"] not in facts.attended:
        return {"code": doubts.QUIET_AFTER, "answered": found["after"], "needed": NEEDED}
    return None


def _text(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
