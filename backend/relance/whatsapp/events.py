"""What a webhook can tell us, as types. All times are Meta's, in unix seconds.

The classes are not frozen on purpose: a frozen dataclass assigns every field through `object.__setattr__`
(measured: 1.3 against 0.3 microseconds for a status), and thousands of them arrive per second.
"""

from dataclasses import dataclass, field, fields

from relance.whatsapp.echo import Echo
from relance.whatsapp.errors import MetaError


@dataclass(slots=True)
class StatusEvent:
    """A status of a message that was sent from one of our numbers.

    `status` is one of `sent`, `delivered`, `read`, `failed` (`played` is reported as `read`). `echo` is ours
    only if its installation is; `has_callback_data` with `echo` None means another system sent the message.
    `error` is set exactly when `status` is `failed`.
    """

    phone_number_id: str | None
    wamid: str
    status: str
    at: int
    recipient_wa_id: str | None
    recipient_bsuid: str | None
    recipient_parent_bsuid: str | None
    echo: Echo | None
    has_callback_data: bool
    pricing_category: str | None
    pricing_type: str | None
    billable: bool | None
    error: MetaError | None
    # The name that the recipient chose in WhatsApp.
    username: str | None = None


@dataclass(slots=True)
class InboundMessage:
    """A message of a contact.

    `kind`: text, button, button_reply, list_reply, form, reaction, image, voice, audio, video, document,
    sticker, location, contacts, order, call_permission_reply, interactive for a reply of a form not known
    yet, or other for what Meta does not show and for types not known yet. `text` is what a person reads in
    it, `payload` what the button carries. `content` is Meta's object of the type, at most 8 KB of JSON
    (`{"truncated": true, ...}` when it was cut). `in_standby`: another app answers this chat. `shared_phone`
    (digits): the person's own number, given when we asked for it. `from_phone` is set only where Meta's
    `from` differs from the `wa_id`. `username`: the name that they chose in WhatsApp.
    """

    phone_number_id: str | None
    wamid: str
    at: int
    kind: str
    wa_id: str | None
    bsuid: str | None
    parent_bsuid: str | None
    profile_name: str | None
    context_wamid: str | None
    reaction_to: str | None
    reaction_removed: bool
    text: str | None
    payload: str | None
    content: dict[str, object]
    is_interaction: bool
    from_phone: str | None = None
    in_standby: bool = False
    shared_phone: str | None = None
    username: str | None = None


@dataclass(slots=True)
class PhoneAppAnswer:
    """Somebody of the business answered this person in the WhatsApp Business app on the phone."""

    phone_number_id: str | None
    wa_id: str | None
    bsuid: str | None
    at: int
    parent_bsuid: str | None = None


@dataclass(slots=True)
class MarketingPreference:
    """A person told Meta to stop, or to resume, marketing messages from this business."""

    wa_id: str | None
    bsuid: str | None
    value: str  # stop | resume
    at: int
    parent_bsuid: str | None = None


@dataclass(slots=True)
class IdentityChange:
    """A person changed phone number, or Meta changed their business-scoped user id."""

    phone_number_id: str | None
    at: int
    old_wa_id: str | None
    new_wa_id: str | None
    old_bsuid: str | None
    new_bsuid: str | None
    old_parent_bsuid: str | None = None


@dataclass(slots=True)
class TemplateEvent:
    """News about a template.

    `event` is Meta's status word in capitals (APPROVED, PAUSED, ...), or QUALITY_UPDATE, CATEGORY_UPDATE,
    CATEGORY_UPDATE_IMPENDING (`category_new` comes into force at `effective_at`), COMPONENTS_UPDATE.
    """

    waba_id: str | None
    template_id: str | None
    name: str | None
    language: str | None
    event: str
    reason: str | None = None
    category_new: str | None = None
    quality: str | None = None
    detail: str | None = None
    at: int | None = None
    effective_at: int | None = None


@dataclass(slots=True)
class AccountEvent:
    """News about the business account or one of its numbers.

    `kind` is the webhook's field (`errors` for `value.errors`); `event` is Meta's word in capitals, or the
    error code. `severity`: `stop` (nothing can be sent), `resume` (it can again), `warning`, `info`.
    """

    kind: str
    event: str
    severity: str
    waba_id: str | None
    phone_number_id: str | None
    display_phone_number: str | None
    at: int | None
    error: MetaError | None
    content: dict[str, object]


@dataclass(slots=True)
class Ignored:
    """Something known and of no use to us, or unknown but harmless. `kind` says what it was."""

    reason: str
    kind: str


@dataclass(slots=True)
class Unreadable:
    """An item that could not be read.

    `item` is a whole webhook body holding this one item and nothing else, so that replaying it is parsing it.
    """

    reason: str
    item: object


class UnreadableBody(ValueError):
    """The body as a whole is not a webhook of WhatsApp: `reason` is a snake_case word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Said:
    """What webhooks say, by kind, each list in the order of the bodies."""

    statuses: list[StatusEvent] = field(default_factory=list)
    inbound: list[InboundMessage] = field(default_factory=list)
    phone_app_answers: list[PhoneAppAnswer] = field(default_factory=list)
    preferences: list[MarketingPreference] = field(default_factory=list)
    identity_changes: list[IdentityChange] = field(default_factory=list)
    template_events: list[TemplateEvent] = field(default_factory=list)
    account_events: list[AccountEvent] = field(default_factory=list)

    def take_in(self, other: "Said") -> None:
        """What `other` says comes after it."""
        for kind in _KINDS:
            more = getattr(other, kind)
            if more:
                getattr(self, kind).extend(more)


_KINDS = tuple(one.name for one in fields(Said))


@dataclass(slots=True)
class ParsedWebhook(Said):
    """Everything one body said, and what of it is nothing to us or could not be read."""

    ignored: list[Ignored] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
