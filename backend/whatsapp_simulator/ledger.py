"""What was accepted, refused and answered: the truth that a sender's own numbers are compared with."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from .ids import MessageIds
from .message_rules import Content
from .peak import PeakRate
from .people import Recipient
from .templates import Template

_STATUS_BITS = {"sent": 1, "delivered": 2, "read": 4, "failed": 8, "held": 16}


@dataclass(slots=True, eq=False)
class Accepted:
    """One accepted message. Kept for every message of a run, so it holds nothing twice."""

    sequence: int
    ids: MessageIds
    phone_number_id: str
    recipient: Recipient
    kind: str
    text: str
    template: Template | None
    parameters: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]
    opaque: str | None
    accepted_at: float
    """Unix seconds."""
    by_bsuid: bool
    """Addressed by `recipient`, not by `to`."""
    status_bits: int = 0
    failure: int = 0
    """The code it was reported `failed` with, 0 while it was not."""

    @property
    def wamid(self) -> str:
        """Made again each time: a million of them kept would be 100 MB."""
        return self.ids.format_accepted(self.sequence)

    def mark(self, status: str) -> None:
        self.status_bits |= _STATUS_BITS[status]

    @property
    def statuses(self) -> list[str]:
        """The statuses reached so far, in their usual order."""
        return [name for name, bit in _STATUS_BITS.items() if self.status_bits & bit]

    @property
    def rendered_text(self) -> str:
        """What the person read."""
        return self.text if self.template is None else self.template.render_body(dict(self.parameters))

    def to_json(self) -> dict[str, Any]:
        template = self.template
        return {
            "wamid": self.wamid,
            "phone_number_id": self.phone_number_id,
            "to": self.recipient.address,
            "type": self.kind,
            "template": template.name if template else None,
            "language": template.language if template else None,
            "parameters": dict(self.parameters),
            "text": self.rendered_text,
            "opaque": self.opaque,
            "accepted_at": self.accepted_at,
            "statuses": self.statuses,
            "failure": self.failure or None,
        }


@dataclass(slots=True)
class WebhookCounts:
    """Counted in updates, except `posts` and `failed_attempts`, which are requests."""

    delivered: int = 0
    posts: int = 0
    failed_attempts: int = 0
    given_up: int = 0


@dataclass(slots=True)
class Ledger:
    """Everything since the last reset."""

    ids: MessageIds
    first_sequence: int = 0
    messages: list[Accepted] = field(default_factory=list)
    rejected: Counter[int] = field(default_factory=Counter)
    webhooks: WebhookCounts = field(default_factory=WebhookCounts)
    accepted_templates: int = 0
    duplicates: int = 0
    interactions: int = 0
    interacted_recipients: int = 0
    peaks: dict[str, PeakRate] = field(default_factory=dict)
    delays_s: list[float] = field(default_factory=list)
    _recipients: list[Recipient] = field(default_factory=list)
    _last_templates: dict[str, Accepted] = field(default_factory=dict)
    _seen: set[tuple[str, str, bool, str]] = field(default_factory=set)

    def begin_again(self) -> None:
        """Empty it; message ids go on where they ended. Whoever holds it goes on with it."""
        empty = Ledger(self.ids, self.first_sequence + len(self.messages))
        for one in fields(self):
            setattr(self, one.name, getattr(empty, one.name))

    def last_template(self, recipient: Recipient) -> Accepted | None:
        """The last template that was accepted for this person."""
        return self._last_templates.get(recipient.address)

    def accept(
        self,
        phone_number_id: str,
        recipient: Recipient,
        content: Content,
        opaque: str | None,
        *,
        by_bsuid: bool,
        at: float,
        monotonic: float,
    ) -> Accepted:
        """Writes an accepted message down. `at` is unix seconds, `monotonic` a clock that never jumps."""
        sequence = self.first_sequence + len(self.messages)
        template = content.template
        message = Accepted(
            sequence, self.ids, phone_number_id, recipient, content.kind,
            content.text, template, content.parameters, content.choices, opaque, at, by_bsuid,
        )  # fmt: skip
        self.messages.append(message)
        self._list(recipient)
        peak = self.peaks.get(phone_number_id)
        if peak is None:
            peak = self.peaks[phone_number_id] = PeakRate()
        peak.add(monotonic)
        key = (
            phone_number_id,
            recipient.address,
            template is not None,
            template.name if template else content.text,
        )
        if key in self._seen:
            self.duplicates += 1
        else:
            self._seen.add(key)
        if template is not None:
            self.accepted_templates += 1
            recipient.accepted_templates += 1
            self._last_templates[recipient.address] = message
        else:
            self._accept_free_form(recipient, at)
        return message

    def _accept_free_form(self, recipient: Recipient, at: float) -> None:
        recipient.accepted_free_form += 1
        if recipient.message_2_at is None and recipient.interaction_kind is not None:
            recipient.message_2_at = at
            if recipient.interaction_posted_at is not None:
                recipient.message_2_delay_s = max(0.0, at - recipient.interaction_posted_at)
                self.delays_s.append(recipient.message_2_delay_s)

    def reject(self, code: int, recipient: Recipient | None) -> None:
        """Counts a refused request, at its recipient too where that could be read."""
        self.rejected[code] += 1
        if recipient is not None:
            self._list(recipient)
            counts = recipient.rejected = recipient.rejected or {}
            counts[code] = counts.get(code, 0) + 1

    def interact(self, recipient: Recipient, kind: str, at: float) -> None:
        """Notes an interaction at the moment the person does it."""
        self.interactions += 1
        if recipient.interaction_kind is None:
            self._list(recipient)
            self.interacted_recipients += 1
            recipient.interaction_kind = kind
            recipient.interaction_at = at

    def _list(self, recipient: Recipient) -> None:
        if not recipient.listed:
            recipient.listed = True
            self._recipients.append(recipient)

    def find(self, wamid: str) -> Accepted | None:
        """The accepted message with this id."""
        sequence = self.ids.read_accepted(wamid)
        if sequence is None or not 0 <= sequence - self.first_sequence < len(self.messages):
            return None
        return self.messages[sequence - self.first_sequence]

    def recipients(self) -> Iterator[Recipient]:
        """Everybody accepted for, refused for or heard from, in the order they came up."""
        return iter(self._recipients)

    def count_standing(self) -> Counter[tuple[str, bool]]:
        """Messages not reported failed, by address of the person and whether a template. Reads them all."""
        return Counter(
            (message.recipient.address, message.template is not None)
            for message in self.messages
            if not message.failure
        )

    def list_messages(self, cursor: int, limit: int) -> dict[str, Any]:
        """A page: `{"data": [...], "next": cursor or null}`."""
        page = self.messages[cursor : cursor + limit]
        return _page([message.to_json() for message in page], cursor, limit, len(self.messages))

    def list_recipients(self, cursor: int, limit: int) -> dict[str, Any]:
        """A page: `{"data": [...], "next": cursor or null}`."""
        page = self._recipients[cursor : cursor + limit]
        return _page([_describe(recipient) for recipient in page], cursor, limit, len(self._recipients))

    def summary(self) -> dict[str, Any]:
        """The counts since the last reset; `webhooks.pending` is added by the simulator."""
        accepted = len(self.messages)
        return {
            "accepted": accepted,
            "accepted_templates": self.accepted_templates,
            "accepted_free_form": accepted - self.accepted_templates,
            "rejected": {str(code): count for code, count in sorted(self.rejected.items())},
            "recipients": len(self._recipients),
            "duplicates": self.duplicates,
            "interactions": self.interactions,
            "interacted_recipients": self.interacted_recipients,
            "max_per_second": {number: peak.peak for number, peak in self.peaks.items()},
            "first_accepted_at": self.messages[0].accepted_at if self.messages else None,
            "last_accepted_at": self.messages[-1].accepted_at if self.messages else None,
            "message_2_delay_s": _describe_delays(self.delays_s),
            "webhooks": {
                "delivered": self.webhooks.delivered,
                "posts": self.webhooks.posts,
                "failed_attempts": self.webhooks.failed_attempts,
                "given_up": self.webhooks.given_up,
            },
        }


def _describe(recipient: Recipient) -> dict[str, Any]:
    interaction = None
    if recipient.interaction_kind is not None:
        interaction = {
            "kind": recipient.interaction_kind,
            "at": recipient.interaction_at,
            "first_posted_at": recipient.interaction_posted_at,
            "first_acked_at": recipient.interaction_acked_at,
        }
    return {
        "address": recipient.address,
        "phone": recipient.phone,
        "user_id": recipient.bsuid,
        "accepted_templates": recipient.accepted_templates,
        "accepted_free_form": recipient.accepted_free_form,
        "rejected": {str(code): count for code, count in (recipient.rejected or {}).items()},
        "first_interaction": interaction,
        "message_2_at": recipient.message_2_at,
        "message_2_delay_s": recipient.message_2_delay_s,
    }


def _describe_delays(delays_s: list[float]) -> dict[str, float | int | None]:
    if not delays_s:
        return {"count": 0, "median": None, "p99": None}
    ordered = sorted(delays_s)
    last = len(ordered) - 1
    return {
        "count": len(ordered),
        "median": round(ordered[last // 2], 4),
        "p99": round(ordered[min(last, int(len(ordered) * 0.99))], 4),
    }


def _page(rows: list[dict[str, Any]], cursor: int, limit: int, total: int) -> dict[str, Any]:
    end = cursor + limit
    return {"data": rows, "next": end if end < total else None}
