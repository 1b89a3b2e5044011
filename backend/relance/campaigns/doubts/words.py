"""Doubts in words (English; the app words them by their codes)."""

from datetime import datetime, tzinfo

from relance.campaigns.doubts.decide import Decided
from relance.campaigns.doubts.picture import NOT_LOOKED_AT, DoubtsOfType, DoubtsPicture, ReasonOfDoubts
from relance.core.db import Row

_TYPES = {"message_1": "Message 1", "message_2": "Message 2"}
DECISIONS = {"wait": "to wait", "count_as_sent": "to count as sent", "send_again": "to send again"}
_DONE = {
    "wait": "{n} stay in doubt: a status may still settle them",
    "count_as_sent": "{n} count as sent: a late status fills them in",
    "send_again": "{n} go out again",
}
_LEFT_OUT = {
    "settled": "no longer in doubt",
    "decided_before": "decided before",
    "window_closed": "cannot go out any more, their window is closed",
    "campaign_stopped": "cannot go out, the campaign is stopped",
}


def render_picture(picture: DoubtsPicture, *, zone: tzinfo) -> str:
    """The doubts of a campaign as the command line shows them; times in `zone`."""
    campaign = picture.campaign
    lines = [f"Campaign {campaign.id}, {campaign.name} ({campaign.status})"]
    if not picture.types:
        lines.append("  Nothing of it is in doubt.")
    for found in picture.types:
        lines += _render_type(found, zone)
    known = picture.taken + picture.not_taken
    if picture.types:
        lines.append(
            f"  Of {known} earlier doubts of this number whose end is known, Meta had taken {picture.taken}."
            if known
            else "  How earlier doubts of this number ended is not known."
        )
    lines += [_render_verdict(row, zone) for row in picture.verdicts]
    return "\n".join(lines)


def _render_type(found: DoubtsOfType, zone: tzinfo) -> list[str]:
    young = found.messages - found.ripe
    lines = [
        f"  {_TYPES[found.message_type]}: {found.messages} in doubt since {_say(found.since, zone)}"
        + (f", {young} of them so young that they may still settle by themselves" if young else "")
    ]
    lines += [f"    {_render_reason(reason)}" for reason in found.reasons]
    lines += [
        f"    {moment['messages']} were on the wire from {moment['from_at'].astimezone(zone):%H:%M:%S}"
        f" to {moment['until_at'].astimezone(zone):%H:%M:%S}"
        for moment in found.moments[:5]
    ]
    if found.held_open_until is not None:
        lines.append(f"    They hold the campaign open until {_say(found.held_open_until, zone)}.")
    return [*lines, *(f"    {line}" for line in render_risk(found))]


def _render_reason(reason: ReasonOfDoubts) -> str:
    if reason.code == NOT_LOOKED_AT:
        return f"{reason.messages}: nobody has looked for the reason yet."
    return f"{reason.messages} because: {reason.text}"


def render_risk(found: DoubtsOfType) -> list[str]:
    """What each decision risks, in numbers."""
    closed = f" ({found.window_closed} cannot: their window is closed)" if found.window_closed else ""
    return [
        "How many of them Meta has taken is not known.",
        f"Sent again, up to {found.twice_if_sent_again} people get it twice{closed}.",
        f"Counted as sent, up to {found.nothing_if_counted} people get nothing.",
    ]


def _render_verdict(row: Row, zone: tzinfo) -> str:
    who = row["name"] if row["kind"] != "api_key" else f"API key {row['name']}"
    heard = f", {row['heard_since']} of them heard of since" if row["heard_since"] else ""
    return (
        f"  {_say(row['decided_at'], zone)} {who} decided {DECISIONS[row['decision']]}:"
        f" {row['messages']} of {_TYPES[row['message_type']]}{heard}."
    )


def render_decided(done: Decided, decision: str) -> str:
    """What a decision came to."""
    left_out = [f"{n} {_LEFT_OUT[reason]}" for reason, n in done.left_out.items() if n]
    return ". ".join([_DONE[decision].format(n=done.decided), *left_out]) + "."


def _say(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}"
