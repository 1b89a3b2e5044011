"""How far a campaign is, read from the counts: never from its rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relance.core.db import Connection, Row
from relance.messages import counts_sql
from relance.messages.state import (
    DELIVERED,
    HELD,
    MESSAGE_1,
    MESSAGE_2,
    PENDING,
    READ,
    SENDING,
    SENT,
    STATES,
    UNKNOWN,
)


@dataclass(slots=True)
class Progress:
    """The counts of one campaign at one moment; every key is (message type, word)."""

    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    # The part of `states` whose contact has not interacted.
    silent: Counter[tuple[str, str]] = field(default_factory=Counter)
    milestones: Counter[tuple[str, str]] = field(default_factory=Counter)
    leased: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row | Mapping[str, Any]) -> None:
        """Take in one row of the counts."""
        key = (row["message_type"], row["word"])
        if row["kind"] == "state":
            self.states[key] += row["n"]
            if not row["interacted"]:
                self.silent[key] += row["n"]
        elif row["kind"] == "milestone":
            self.milestones[key] += row["n"]
        else:
            self.leased[row["message_type"]] += row["n"]

    def total(self, message_type: str) -> int:
        """How many rows of that type there are."""
        return sum(n for (kind, _), n in self.states.items() if kind == message_type)

    def shown_states(self, message_type: str) -> dict[str, int]:
        """All states with their rows; pending ones in a leased batch are `sending`."""
        shown = {state: self.states[message_type, state] for state in STATES}
        shown[SENDING] = min(self.leased[message_type], shown[PENDING])
        shown[PENDING] -= shown[SENDING]
        return shown

    def waits_to_be_sent(self) -> int:
        """Messages of both types that are pending, so stand in the queue."""
        return self.states[MESSAGE_1, PENDING] + self.states[MESSAGE_2, PENDING]

    def undecided(self) -> int:
        """Messages of both types of which Meta has not said what became of them: unknown or held."""
        return sum(self.states[kind, word] for kind in (MESSAGE_1, MESSAGE_2) for word in (UNKNOWN, HELD))

    def awaits_reply(self) -> int:
        """Messages 1 that arrived and whose contact neither interacted nor ran out of time."""
        return sum(self.silent[MESSAGE_1, word] for word in (SENT, DELIVERED, READ))

    def anything_went_out(self) -> bool:
        """Whether Meta took, or may have taken, any message."""
        taken = self.milestones[MESSAGE_1, "sent"] + self.milestones[MESSAGE_2, "sent"]
        return taken + self.undecided() > 0


async def read_progress(conn: Connection, *, campaign_ids: Sequence[int]) -> dict[int, Progress]:
    """The counts of some campaigns, all of one moment; a campaign without messages has empty ones."""
    found = {campaign_id: Progress() for campaign_id in campaign_ids}
    for row in await conn.fetch(counts_sql.COUNTS, list(campaign_ids)):
        found[row["campaign_id"]].add(row)
    return found
