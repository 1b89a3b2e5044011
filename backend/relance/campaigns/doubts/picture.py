"""The doubts of a campaign as a person sees them who decides: how many, since when, why, at what risk."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Literal

from relance.campaigns.doubts import sql
from relance.campaigns.running.close import doubt_holds_for
from relance.campaigns.service import Campaign, get_campaign
from relance.core.db import Connection, Row
from relance.counts.totals import Totals, read_campaigns
from relance.messages.doubts import DOUBT_WORDS, word_doubt
from relance.messages.state import MESSAGE_1, MESSAGE_2, UNKNOWN

NOT_LOOKED_AT: Literal["not_looked_at"] = "not_looked_at"
"""The code of doubts of which nothing has been said yet."""

_NOT_LOOKED_AT = "Nobody has looked for its reason yet."

MOST_MOMENTS = 20
"""Of a message type, the newest."""


@dataclass(slots=True)
class ReasonOfDoubts:
    """Why some doubts wait; `values` are those of the largest group with this code."""

    code: str
    text: str
    values: dict[str, Any]
    messages: int
    since: datetime


@dataclass(slots=True)
class DoubtsOfType:
    """The doubts of one message type; field by field what `doubts_schemas` says."""

    message_type: str
    messages: int
    ripe: int
    window_closed: int
    since: datetime
    newest_at: datetime
    held_open_until: datetime | None
    reasons: list[ReasonOfDoubts] = field(default_factory=list)
    moments: list[dict[str, Any]] = field(default_factory=list)

    @property
    def twice_if_sent_again(self) -> int:
        """How many people may get it twice, at most."""
        return self.messages - self.window_closed

    @property
    def nothing_if_counted(self) -> int:
        """How many people may get nothing, at most."""
        return self.messages


@dataclass(slots=True)
class DoubtsPicture:
    """`taken` and `not_taken`: how earlier doubts of the number ended.

    `read_at` by the database's clock; what left before `ripe_before` has had its grace. None without doubts.
    """

    campaign: Campaign
    types: list[DoubtsOfType]
    read_at: datetime | None
    ripe_before: datetime | None
    taken: int
    not_taken: int
    verdicts: list[Row]


async def read_doubts(
    conn: Connection, *, campaign_id: int, unknown_grace_s: float, zone: tzinfo
) -> DoubtsPicture:
    """Read it, in a fixed number of statements; reasons tell times of day in `zone`.

    Raises AppError `campaign_not_found`.
    """
    campaign = await get_campaign(conn, campaign_id=campaign_id)
    totals = (await read_campaigns(conn, campaign_ids=[campaign_id]))[campaign_id]
    reasons = await conn.fetch(sql.BY_REASON, campaign_id, unknown_grace_s)
    moments = await conn.fetch(sql.BY_MOMENT, campaign_id)
    known = await conn.fetchrow(sql.KNOWN_ENDS, campaign.sender_id)
    assert known is not None  # an aggregate is one row
    return DoubtsPicture(
        campaign,
        _by_type(campaign, totals, reasons, moments, unknown_grace_s=unknown_grace_s, zone=zone),
        reasons[0]["read_at"] if reasons else None,
        reasons[0]["ripe_before"] if reasons else None,
        known["taken"],
        known["not_taken"],
        await conn.fetch(sql.VERDICTS, campaign_id),
    )


def _by_type(
    campaign: Campaign,
    totals: Totals,
    reasons: list[Row],
    moments: list[Row],
    *,
    unknown_grace_s: float,
    zone: tzinfo,
) -> list[DoubtsOfType]:
    held_for = doubt_holds_for(campaign.interaction_window_s, unknown_grace_s)
    sum_of_all = sum(row["messages"] for row in reasons)
    found = []
    for message_type in (MESSAGE_1, MESSAGE_2):
        rows = [row for row in reasons if row["message_type"] == message_type]
        if not rows:
            continue
        looked_at = sum(row["messages"] for row in rows)
        newest_at = max(row["newest_at"] for row in rows)
        # The counts know of those beyond what was looked at: the newest by id, and taken for ripe.
        counted = totals.states[message_type, UNKNOWN]
        beyond = max(0, counted - looked_at) if sum_of_all >= sql.MOST_LOOKED_AT else 0
        found.append(
            DoubtsOfType(
                message_type,
                messages=looked_at + beyond,
                ripe=sum(row["ripe"] for row in rows) + beyond,
                window_closed=sum(row["window_closed"] for row in rows),
                since=min(row["since"] for row in rows),
                newest_at=newest_at,
                held_open_until=None if campaign.completed_at is not None else newest_at + held_for,
                reasons=_merge(rows, zone),
                moments=[
                    {name: row[name] for name in ("from_at", "until_at", "messages")}
                    for row in moments
                    if row["message_type"] == message_type
                ][:MOST_MOMENTS],
            )
        )
    return found


def _merge(rows: list[Row], zone: tzinfo) -> list[ReasonOfDoubts]:
    """One reason a code; the rows come the largest first."""
    groups: dict[str, list[tuple[Row, str, dict[str, Any]]]] = defaultdict(list)
    for row in rows:
        code, text, values = _describe_doubt(row["doubt"], zone=zone)
        groups[code].append((row, text, values))
    merged = [
        ReasonOfDoubts(
            code,
            group[0][1],
            group[0][2],
            sum(row["messages"] for row, _, _ in group),
            min(row["since"] for row, _, _ in group),
        )
        for code, group in groups.items()
    ]
    return sorted(merged, key=lambda reason: -reason.messages)


def _describe_doubt(doubt: Mapping[str, Any] | None, *, zone: tzinfo) -> tuple[str, str, dict[str, Any]]:
    """Code, sentence and values of why a doubt waits, as its batch says it; times of day in `zone`."""
    if doubt is None or doubt["code"] not in DOUBT_WORDS:
        return NOT_LOOKED_AT, _NOT_LOOKED_AT, {}
    values = {name: value for name, value in doubt.items() if name != "code"}
    return str(doubt["code"]), word_doubt(doubt, zone=zone), values
