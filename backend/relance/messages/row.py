"""A message row as the evidence sees it: read under its lock, changed in memory, written back in bulk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from relance.messages.state import DELIVERED, MESSAGE_1, READ, SENT, check_move


@dataclass(slots=True)
class MessageRow:
    """One locked row of `messages`, and the interaction window of its campaign in seconds."""

    id: int
    campaign_id: int
    contact_id: int
    sender_id: int
    message_type: str
    status: str
    attempt: int
    retries: int
    wamid: str | None
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    interacted_at: datetime | None
    no_interaction_at: datetime | None
    failed_at: datetime | None
    expires_at: datetime | None
    echoed_at: datetime | None
    unknown_at: datetime | None
    revived_at: datetime | None
    cancel_reason: str | None
    error_code: int | None
    error_title: str | None
    error_details: str | None
    fbtrace_id: str | None
    pricing_category: str | None
    pricing_type: str | None
    billable: bool | None
    window_s: int
    changed: bool = False
    # The rarely changed columns changed too (attempts, errors, reasons).
    changed_wide: bool = False

    def move(self, status: str) -> None:
        """Go to `status`; raises IllegalMove."""
        if status != self.status:
            self.status = check_move(self.status, status)
            self.changed = True

    def reach_sent(self, at: datetime) -> None:
        """Set the milestone `sent`, once, and with it the end of the interaction window of a Message 1."""
        if self.sent_at is None:
            self.sent_at = at
            if self.message_type == MESSAGE_1:
                self.expires_at = at + timedelta(seconds=self.window_s)
            self.changed = True

    def reach_delivered(self, at: datetime) -> None:
        """Set the milestone `delivered`, once; delivered implies sent."""
        self.reach_sent(at)
        if self.delivered_at is None:
            self.delivered_at = at
            self.changed = True

    def reach_read(self, at: datetime) -> None:
        """Set the milestone `read`, once; read implies delivered, whose own status may never come."""
        self.reach_delivered(at)
        if self.read_at is None:
            self.read_at = at
            self.changed = True

    def highest(self) -> str:
        """What the milestones of an accepted message say."""
        if self.read_at is not None:
            return READ
        return DELIVERED if self.delivered_at is not None else SENT
