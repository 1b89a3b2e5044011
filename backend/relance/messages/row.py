"""A message row as the evidence sees it: read under its lock, changed in memory, written back in bulk."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from relance.messages.state import (
    DELIVERED,
    MESSAGE_1,
    NO_INTERACTION,
    PENDING,
    READ,
    SENT,
    check_move,
)


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
    # Of the present attempt, by the database's clock: may have left, was answered, was first heard of.
    left_at: datetime | None
    answered_at: datetime | None
    first_status_at: datetime | None
    window_s: int
    locked_at: datetime
    """Shown by the database's clock once it was locked."""
    # Its first status is being taken in: the database writes `first_status_at`, by its own clock.
    heard: bool = False
    changed: bool = False
    # The rarely changed columns changed too (attempts, errors, reasons).
    changed_wide: bool = False
    # Wamids of former attempts, and whether Meta said that they failed. Read for rows tried again only.
    former: dict[str, bool] = field(default_factory=dict)

    @property
    def is_counted(self) -> bool:
        """Sent on a person's word only: Meta has not told of it yet."""
        return self.wamid is None and self.sent_at is not None and self.status in (SENT, NO_INTERACTION)

    def move(self, status: str) -> None:
        """Go to `status`; raises IllegalMove."""
        if status != self.status:
            self.status = check_move(self.status, status)
            self.changed = True

    def begin_next_attempt(self) -> None:
        """The present attempt is over and the message waits again: nothing said of it counts any more."""
        self.attempt += 1
        self.left_at = self.answered_at = self.first_status_at = None
        self.heard = False
        self.changed_wide = True
        self.move(PENDING)

    def take_back_acceptance(self) -> None:
        """Meta accepted the present attempt and then said that it failed: as if it had not been accepted."""
        self.wamid = self.sent_at = self.echoed_at = None
        self.pricing_category = self.pricing_type = self.billable = None
        if self.message_type == MESSAGE_1:
            self.expires_at = None

    def forget_cancelling(self) -> None:
        """It went out after all."""
        if self.cancel_reason is not None:
            self.cancel_reason = None
            self.changed_wide = True

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
