"""What the people behind the phones do, by shares; the same for the same seed in any order of arrival."""

import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from typing import Any, NamedTuple

from .options import Range, check_share, read_options, read_range

REPLY_KINDS = ("reply_text", "tap_button", "react", "voice", "image", "stop", "remove_reaction")
_SHARES = (
    "delivered",
    "read",
    "not_on_whatsapp",
    *REPLY_KINDS,
    "reply_without_phone",
    "wa_id_other",
    "reply_late",
    "quote_share",
    "second_reply",
)
_RANGES = ("sent_after_s", "delivered_after_s", "read_after_s", "reply_after_s", "reply_late_after_s")
_SIXTEEN = struct.Struct("<16I")
_SCALE = 1.0 / 2**32


@dataclass(slots=True)
class Behaviour:
    """Shares between 0 and 1 and delays as (min, max) seconds. Settable while running.

    `delivered` is of the messages to people on WhatsApp, `read` of those delivered. The kinds of reply
    exclude each other and are shares of the template messages delivered; whoever is left stays silent.
    `remove_reaction`: the only thing the person does is to take a reaction away, which is no interaction.
    `reply_without_phone`, `wa_id_other` and `not_on_whatsapp` belong to the person, not to the message.
    """

    delivered: float = 0.97
    read: float = 0.8
    not_on_whatsapp: float = 0.01
    reply_text: float = 0.12
    tap_button: float = 0.12
    react: float = 0.04
    voice: float = 0.02
    image: float = 0.02
    stop: float = 0.01
    remove_reaction: float = 0.01
    reply_without_phone: float = 0.02
    wa_id_other: float = 0.02
    reply_late: float = 0.0
    """Of the replies: those that come after `reply_late_after_s` instead of `reply_after_s`."""
    quote_share: float = 0.5
    """Of the inbound messages: those that carry `context.id`."""
    second_reply: float = 0.0
    """Of the free-form messages delivered: those answered again (a button if there is one, else a text)."""
    reaction_opens_window: bool = True
    """Meta does not document whether a reaction opens the window; False makes what follows meet 131047."""
    sent_after_s: Range = (0.02, 0.1)
    """After acceptance."""
    delivered_after_s: Range = (0.05, 0.5)
    """After `sent`."""
    read_after_s: Range = (0.2, 3.0)
    """After `delivered`."""
    reply_after_s: Range = (0.5, 8.0)
    """After `delivered`."""
    reply_late_after_s: Range = (86_460.0, 90_000.0)

    def __post_init__(self) -> None:
        for name in _SHARES:
            check_share(name, getattr(self, name))
        for name in _RANGES:
            setattr(self, name, read_range(name, getattr(self, name)))
        if sum(getattr(self, kind) for kind in REPLY_KINDS) > 1.000001:
            raise ValueError(f"the shares of {', '.join(REPLY_KINDS)} add up to more than 1")

    @classmethod
    def from_json(cls, given: Mapping[str, object]) -> "Behaviour":
        """Defaults with `given` over them. Raises ValueError."""
        return cls(**read_options(cls, given))

    def with_changes(self, given: Mapping[str, object]) -> "Behaviour":
        """This behaviour with `given` over it. Raises ValueError."""
        return replace(self, **read_options(Behaviour, given))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


QUIET: Mapping[str, object] = dict.fromkeys(
    (*REPLY_KINDS, "not_on_whatsapp", "reply_without_phone", "wa_id_other"), 0.0
)
"""Nobody answers; `Behaviour.from_json({**QUIET, ...})` adds what a test wants."""


class Plan(NamedTuple):
    """What one message will meet. Times in seconds, each after the step before it."""

    delivered: bool
    read: bool
    reply: str | None
    sent_after_s: float
    delivered_after_s: float
    read_after_s: float
    reply_after_s: float
    quote: bool
    choice: float
    """Between 0 and 1: picks the words, the button, the emoji."""
    fault: float
    """Between 0 and 1: decides on the faults of this message."""
    late_fault: float
    """Between 0 and 1: decides whether it fails before or after `sent`."""


def draw(seed: int, *parts: object) -> tuple[float, ...]:
    """Sixteen numbers in [0, 1), the same for the same seed and parts."""
    text = f"{seed}|{'|'.join(map(str, parts))}".encode()
    words = _SIXTEEN.unpack(blake2b(text, digest_size=64).digest())
    return tuple([word * _SCALE for word in words])


def plan_template(behaviour: Behaviour, draws: tuple[float, ...]) -> Plan:
    """What happens to a template message (one that could be a Message 1)."""
    delivered = draws[0] < behaviour.delivered
    kind = _choose_reply(behaviour, draws[2]) if delivered else None
    reply_range = behaviour.reply_late_after_s if draws[7] < behaviour.reply_late else behaviour.reply_after_s
    return _plan(behaviour, draws, delivered, kind, reply_range)


def plan_free_form(behaviour: Behaviour, draws: tuple[float, ...]) -> Plan:
    """What happens to a free-form message: statuses, and by `second_reply` one more answer."""
    delivered = draws[0] < behaviour.delivered
    kind = "second_reply" if delivered and draws[2] < behaviour.second_reply else None
    return _plan(behaviour, draws, delivered, kind, behaviour.reply_after_s)


def _plan(
    behaviour: Behaviour, draws: tuple[float, ...], delivered: bool, reply: str | None, reply_range: Range
) -> Plan:
    return Plan(
        delivered=delivered,
        read=delivered and draws[1] < behaviour.read,
        reply=reply,
        sent_after_s=_between(behaviour.sent_after_s, draws[3]),
        delivered_after_s=_between(behaviour.delivered_after_s, draws[4]),
        read_after_s=_between(behaviour.read_after_s, draws[5]),
        reply_after_s=_between(reply_range, draws[6]),
        quote=draws[8] < behaviour.quote_share,
        choice=draws[9],
        fault=draws[10],
        late_fault=draws[14],
    )


def _choose_reply(behaviour: Behaviour, number: float) -> str | None:
    edge = 0.0
    for kind in REPLY_KINDS:
        edge += getattr(behaviour, kind)
        if number < edge:
            return kind
    return None


def _between(limits: Range, number: float) -> float:
    return limits[0] + (limits[1] - limits[0]) * number
