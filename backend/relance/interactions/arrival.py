"""An interaction of a known contact on its way to its campaign."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from relance.interactions.keywords.match import Wish
from relance.whatsapp.interaction_kinds import MAY_NOT_OPEN_THE_WINDOW

RETRY_FOR = timedelta(minutes=15)
"""How long an interaction that fits nothing yet is tried again: a reply can outrun our record of the send."""

SLACK = timedelta(minutes=5)
"""An interaction may seem older than the message it answers by this much: clocks, and whole seconds."""

CUSTOMER_SERVICE_WINDOW = timedelta(hours=24)


@dataclass(slots=True)
class Arrival:
    """One interaction: who, when, what; then what was found about it.

    `wamid` is the interaction's own; `context_wamid` the message it quotes or reacts to. `quoted_id` and the
    two lists come from unlocked reads and are looked at again once the messages are locked.
    """

    wamid: str
    contact_id: int
    sender_id: int
    kind: str
    at: datetime
    context_wamid: str | None = None
    text: str | None = None
    payload: str | None = None
    content: dict[str, object] | None = None
    wish: Wish | None = None
    # The Message 1 of the campaign whose message is quoted.
    quoted_id: int | None = None
    # Message 1 rows of the contact from this number that fit, or may still turn out to.
    candidate_ids: list[int] = field(default_factory=list)
    # Message 2 rows of the contact from this number that met a closed window, newest first.
    refused_ids: list[int] = field(default_factory=list)
    # What it came to.
    message_id: int | None = None
    campaign_id: int | None = None
    in_window: bool = False
    retry_until: datetime | None = None

    @property
    def is_opt_out(self) -> bool:
        """Asks for no more messages."""
        return self.wish == "stop"

    @property
    def surely_opens_window(self) -> bool:
        """False where Meta does not say whether it opens the customer service window."""
        return self.kind not in MAY_NOT_OPEN_THE_WINDOW

    def lock_ids(self) -> list[int]:
        """The messages to lock before deciding."""
        quoted = [] if self.quoted_id is None else [self.quoted_id]
        return [*quoted, *self.candidate_ids, *self.refused_ids]
