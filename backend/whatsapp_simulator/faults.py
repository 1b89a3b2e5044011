"""What goes wrong between Meta and us, switched on and off while running."""

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .options import Range, check_share, read_options, read_range

_RANGES = ("latency_s", "delay_webhooks_s", "held_for_s")


@dataclass(slots=True)
class Faults:
    """Shares between 0 and 1, delays as (min, max) seconds. All off by default."""

    latency_s: Range = (0.0, 0.0)
    """Between acceptance and answer: a status can outrun the answer, as it can at Meta's."""
    error_429_share: float = 0.0
    """Refused with 130429."""
    error_5xx_share: float = 0.0
    """Refused with HTTP 503 and Meta's error body (131016)."""
    bare_5xx_share: float = 0.0
    """Refused with HTTP 502 and a page of a proxy: nobody can tell from it whether the message was taken."""
    refuse_codes: dict[int, float] = field(default_factory=dict)
    """Error code to share of the messages refused with it in the answer."""
    fail_codes: dict[int, float] = field(default_factory=dict)
    """Error code to share of the messages accepted and then reported `failed` with it."""
    fail_after_sent_share: float = 0.0
    """Of the messages reported failed: those that are reported `sent` before."""
    codes_for_s: float = 0.0
    """`refuse_codes` and `fail_codes` heal by themselves so long after they were set; 0: they last."""
    can_send_message: str = "AVAILABLE"
    """What number and account say of their health meanwhile: AVAILABLE, LIMITED or BLOCKED."""
    accept_then_drop_share: float = 0.0
    """Accepted and in the ledger, then the connection is closed without an answer."""
    drop_before_accept_share: float = 0.0
    """The connection is closed, nothing was accepted."""
    expired_token: bool = False
    """Every call is refused with 190."""
    duplicate_webhooks_share: float = 0.0
    duplicate_webhooks_times: int = 1
    """How many more times a duplicated webhook comes."""
    reorder_webhooks_s: float = 0.0
    """Updates are shuffled within a window of so many seconds."""
    delay_webhooks_s: Range = (0.0, 0.0)
    mute_webhooks: bool = False
    """No webhook until switched off, then all of them."""
    hold_template_share: float = 0.0
    """Template messages answered `held_for_quality_assessment`."""
    held_for_s: Range = (1.0, 2.0)
    held_fail_share: float = 0.0
    """Of the held messages: those dropped with 132015 instead of released."""

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if name.endswith("_share"):
                check_share(name, getattr(self, name))
        for name in _RANGES:
            setattr(self, name, read_range(name, getattr(self, name)))
        if self.duplicate_webhooks_times < 1 or self.reorder_webhooks_s < 0:
            raise ValueError(
                "duplicate_webhooks_times must be at least 1 and reorder_webhooks_s not negative"
            )
        if self.codes_for_s < 0 or self.can_send_message not in ("AVAILABLE", "LIMITED", "BLOCKED"):
            raise ValueError("codes_for_s must not be negative, can_send_message one of Meta's words")

    @classmethod
    def from_json(cls, given: Mapping[str, object]) -> "Faults":
        """No faults but those given. Raises ValueError."""
        return cls(**read_options(cls, given))

    def with_changes(self, given: Mapping[str, object]) -> "Faults":
        """These faults with `given` over them. Raises ValueError."""
        return replace(self, **read_options(Faults, given))

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def pick_code(codes: Mapping[int, float], number: float) -> int | None:
    """The error code that a number in [0, 1) falls on, None beyond all of them."""
    edge = 0.0
    for code, share in codes.items():
        edge += share
        if number < edge:
            return code
    return None


@dataclass(slots=True)
class Dice:
    """The draws of faults that belong to a request or a webhook rather than to a person."""

    source: random.Random

    def hits(self, share: float) -> bool:
        return share > 0.0 and self.source.random() < share

    def between(self, limits: Range) -> float:
        return 0.0 if limits[1] <= 0.0 else self.source.uniform(*limits)
