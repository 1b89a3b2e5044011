"""How many messages of the whole installation are in which state, and how many ever got how far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from relance.core.db import Connection
from relance.monitoring import counts_sql as sql


@dataclass(slots=True)
class Totals:
    """Sums over all campaigns, hidden ones until their purge; keys are (message type, word)."""

    states: Counter[tuple[str, str]] = field(default_factory=Counter)
    milestones: Counter[tuple[str, str]] = field(default_factory=Counter)
    # Pending rows of leased batches, by message type.
    leased: Counter[str] = field(default_factory=Counter)

    def rows(self, message_type: str) -> int:
        """How many messages of that type there are."""
        return sum(n for (kind, _), n in self.states.items() if kind == message_type)

    def shown_states(self, message_type: str, words: Sequence[str]) -> dict[str, int]:
        """The states of `words`, each with its rows; pending ones in a leased batch are `sending`."""
        shown = {word: self.states[message_type, word] for word in words}
        shown["sending"] = min(self.leased[message_type], shown["pending"])
        shown["pending"] -= shown["sending"]
        return shown


async def read_totals(conn: Connection) -> Totals:
    """Read them in one statement, so of one moment: some hundred rows, whatever the number of messages."""
    totals = Totals()
    for row in await conn.fetch(sql.TOTALS):
        if row["kind"] == "leased":
            totals.leased[row["message_type"]] += row["n"]
        else:
            counts = totals.states if row["kind"] == "state" else totals.milestones
            counts[row["message_type"], row["word"]] += row["n"]
    return totals
