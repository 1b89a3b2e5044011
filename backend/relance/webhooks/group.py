"""Several webhook bodies as one: what a group commit applies in one transaction."""

from collections import Counter
from dataclasses import dataclass, field

from relance.reasons import Reason
from relance.whatsapp.events import ParsedWebhook, Said


@dataclass(slots=True)
class Parked:
    """A body, or one item wrapped up as a body, that could not be applied, and why."""

    reason: Reason
    body: bytes


@dataclass(slots=True)
class Group(Said):
    """Everything the bodies said. `dropped` counts what is of no use to us, by reason."""

    dropped: Counter[str] = field(default_factory=Counter)
    parked: list[Parked] = field(default_factory=list)

    def add(self, parsed: ParsedWebhook) -> None:
        """Take in one body; unreadable items are parked by the caller, who can encode them."""
        self.take_in(parsed)
        for ignored in parsed.ignored:
            self.dropped[ignored.reason] += 1


def count_updates(parsed: ParsedWebhook) -> int:
    """How many things a body says, at least one: a group is closed by this number."""
    people_said = len(parsed.inbound) + len(parsed.preferences) + len(parsed.phone_app_answers)
    return len(parsed.statuses) + people_said + 1
