"""Why a message of which nobody knows whether Meta took it still waits: a closed table by code.

`send_batches.doubt` holds `{"code": ..., values}`: numbers, words, and moments as ISO 8601 text; NULL until
the grace is over and it was looked at. The app translates by code; here are the English sentences.
"""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

GRACE = "grace"
INTAKE_GAP = "intake_gap"
INTAKE_SILENT = "intake_silent"
LATE_STATUSES = "late_statuses"
PARKED_STATUS = "parked_status"
UNATTRIBUTED_STATUS = "unattributed_status"
LOW_TRAFFIC = "low_traffic"
NEIGHBOURS_UNHEARD = "neighbours_unheard"
QUIET_AFTER = "quiet_after"
HELD_TEMPLATE = "held_template"
CLOCKS_DISAGREE = "clocks_disagree"
CLOCKS_UNSEEN = "clocks_unseen"
CAMPAIGN_CLOSED = "campaign_closed"
A_DAY_OLD = "a_day_old"
RESTORED = "restored"

_WORDS = {
    GRACE: "The grace lasts until {until}: Meta may still tell what became of it.",
    INTAKE_GAP: "Meta could not reach this server from {from} to {to} ({reason}).",
    INTAKE_SILENT: "An API process has given no sign of life since {since}.",
    LATE_STATUSES: "Statuses came late: those of {from} arrived as late as {to}.",
    PARKED_STATUS: "A webhook between {from} and {to} could not be applied and is parked.",
    UNATTRIBUTED_STATUS: "A status between {from} and {to} belongs to no message that is known.",
    LOW_TRAFFIC: "Meta answered {answered} messages of the number in the second before; {needed} are needed.",
    NEIGHBOURS_UNHEARD: "Of {messages} messages of the second {side}, {unheard} had no status within 10 s.",
    QUIET_AFTER: "In the second after, {answered} messages left ({needed} are needed), and statuses paused.",
    HELD_TEMPLATE: "Meta holds messages of the template {template}: this one may be among them.",
    CLOCKS_DISAGREE: "Clocks differed by {seconds} s: {clock} and the database's.",
    CLOCKS_UNSEEN: "Nobody compared the clocks of Meta, the sender and the database at that time.",
    CAMPAIGN_CLOSED: "The campaign is closed: only a person sends now.",
    A_DAY_OLD: "It is older than a day: only a person sends now.",
    RESTORED: "The database was restored from a backup; the sent logs do not tell if this left: it may have.",
}
DOUBT_WORDS: Mapping[str, str] = MappingProxyType(_WORDS)
"""A sentence for each code; its places are the values of the doubt."""

MOMENTS = frozenset({"from", "to", "until", "since"})
"""Values that are moments."""

_CLOCKS = {
    "own": "that of the {process} process on {host}",
    "meta": "Meta's",
    "webhooks": "Meta's",
    "database": "the database's own, before and after a step,",
}


def word_doubt(doubt: Mapping[str, Any], *, zone: tzinfo) -> str:
    """The English sentence of a doubt, with moments as times of day in `zone`."""
    shown = {name: _show(name, value, zone) for name, value in doubt.items()}
    if doubt["code"] == CLOCKS_DISAGREE:
        shown["clock"] = _CLOCKS[doubt["clock"]].format_map(shown)
    return DOUBT_WORDS[doubt["code"]].format_map(shown)


def _show(name: str, value: object, zone: tzinfo) -> str:
    if name in MOMENTS:
        return f"{datetime.fromisoformat(str(value)).astimezone(zone):%H:%M:%S}"
    return str(value)
