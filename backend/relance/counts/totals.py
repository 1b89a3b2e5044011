"""Messages by state, and by how far they ever got: of a campaign, or of all together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from relance.core.db import Connection, Row
from relance.counts import sql

Word = tuple[str, str]
"""Message type and state or milestone."""


@dataclass(slots=True)
class Totals:
    """The counts of one moment. Of all campaigns together, hidden ones count until their purge."""

    states: Counter[Word] = field(default_factory=Counter)
    # The part of `states` whose contact has not interacted; known of single campaigns only.
    silent: Counter[Word] = field(default_factory=Counter)
    milestones: Counter[Word] = field(default_factory=Counter)
    # Pending rows of leased batches, by message type.
    leased: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row | Mapping[str, Any]) -> None:
        """Take in one row of the counts."""
        key = (row["message_type"], row["word"])
        if row["kind"] == "state":
            self.states[key] += row["n"]
            if not row.get("interacted", True):
                self.silent[key] += row["n"]
        elif row["kind"] == "milestone":
            self.milestones[key] += row["n"]
        else:
            self.leased[row["message_type"]] += row["n"]

    def total(self, message_type: str) -> int:
        """How many messages of that type there are."""
        return sum(n for (kind, _), n in self.states.items() if kind == message_type)

    def shown_states(self, message_type: str, words: Sequence[str]) -> dict[str, int]:
        """The states of `words`, each with its rows; pending ones in a leased batch are `sending`."""
        shown = {word: self.states[message_type, word] for word in words}
        shown["sending"] = min(self.leased[message_type], shown["pending"])
        shown["pending"] -= shown["sending"]
        return shown


async def read_totals(conn: Connection) -> Totals:
    """Of everything, in one statement: some hundred rows, whatever the number of messages."""
    totals = Totals()
    for row in await conn.fetch(sql.TOTALS):
        totals.add(row)
    return totals


async def read_campaigns(conn: Connection, *, campaign_ids: Sequence[int]) -> dict[int, Totals]:
    """Of some campaigns, all of one moment; a campaign without messages has empty ones."""
    found = {campaign_id: Totals() for campaign_id in campaign_ids}
    for row in await conn.fetch(sql.CAMPAIGNS, list(campaign_ids)):
        found[row["campaign_id"]].add(row)
    return found
