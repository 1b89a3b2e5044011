"""Several webhook bodies as one: what a group commit applies in one transaction."""

from collections import Counter
from dataclasses import dataclass, field

from relance.reasons import Reason
from relance.whatsapp.events import (
    AccountEvent,
    IdentityChange,
    InboundMessage,
    MarketingPreference,
    ParsedWebhook,
    PhoneAppAnswer,
    StatusEvent,
    TemplateEvent,
)


@dataclass(slots=True)
class Parked:
    """A body, or one item wrapped up as a body, that could not be applied, and why."""

    reason: Reason
    body: bytes


@dataclass(slots=True)
class Group:
    """Everything the bodies said, by kind. `dropped` counts what is of no use to us, by reason."""

    statuses: list[StatusEvent] = field(default_factory=list)
    inbound: list[InboundMessage] = field(default_factory=list)
    phone_app_answers: list[PhoneAppAnswer] = field(default_factory=list)
    preferences: list[MarketingPreference] = field(default_factory=list)
    identity_changes: list[IdentityChange] = field(default_factory=list)
    template_events: list[TemplateEvent] = field(default_factory=list)
    account_events: list[AccountEvent] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    parked: list[Parked] = field(default_factory=list)

    def add(self, parsed: ParsedWebhook) -> None:
        """Take in one body; unreadable items are parked by the caller, who can encode them."""
        self.statuses += parsed.statuses
        if parsed.inbound:
            self.inbound += parsed.inbound
        if parsed.phone_app_answers:
            self.phone_app_answers += parsed.phone_app_answers
        if parsed.preferences:
            self.preferences += parsed.preferences
        if parsed.identity_changes:
            self.identity_changes += parsed.identity_changes
        if parsed.template_events:
            self.template_events += parsed.template_events
        if parsed.account_events:
            self.account_events += parsed.account_events
        for ignored in parsed.ignored:
            self.dropped[ignored.reason] += 1


def count_updates(parsed: ParsedWebhook) -> int:
    """How many things a body says, at least one: a group is closed by this number."""
    people_said = len(parsed.inbound) + len(parsed.preferences) + len(parsed.phone_app_answers)
    return len(parsed.statuses) + people_said + 1
