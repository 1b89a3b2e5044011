"""What a list of messages can be asked for."""

from dataclasses import dataclass
from datetime import datetime

from relance.contacts.search import Search, read_search
from relance.messages.state import MessageType, Milestone, State


@dataclass(frozen=True, slots=True)
class MessageFilter:
    """All that is given must hold; `sent_from` included, `sent_until` not."""

    campaign_id: int | None = None
    contact_id: int | None = None
    message_type: MessageType | None = None
    state: State | None = None
    reached: Milestone | None = None
    error_code: int | None = None
    sent_from: datetime | None = None
    sent_until: datetime | None = None
    q: str | None = None

    @property
    def search(self) -> Search | None:
        """Whose messages are searched for: as in the list of contacts."""
        return read_search(self.q)

    @property
    def by_time(self) -> bool:
        """Whether the list goes by the time of sending: a period of all campaigns."""
        period = self.sent_from is not None or self.sent_until is not None
        return period and self.campaign_id is None and self.contact_id is None

    @property
    def counted_by(self) -> tuple[str, str | None] | None:
        """Kind and word (None: all states) under which the counts know how many; None where they do not."""
        if self._is_narrow or (self.state and self.reached):
            return None
        if self.reached is not None:
            return "milestone", self.reached
        if self.state in (State.PENDING, State.SENDING):
            return None
        return "state", self.state

    @property
    def is_queued(self) -> bool:
        """Whether it asks for nothing but who waits, or for who is being sent: counts and queue know both."""
        in_queue = self.state in (State.PENDING, State.SENDING)
        return in_queue and self.reached is None and not self._is_narrow

    @property
    def _is_narrow(self) -> bool:
        rest = (self.contact_id, self.error_code, self.sent_from, self.sent_until, self.search)
        return any(value is not None for value in rest)
