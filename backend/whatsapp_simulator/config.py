"""The settings of a simulator: who the business is, where webhooks go, what limits hold."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .behaviour import Behaviour
from .faults import Faults

DEFAULT_PHONE_NUMBER_ID = "106540352242922"
DEFAULT_WABA_ID = "102290129340398"
DEFAULT_TOKEN = "simulator-token"  # noqa: S105 - a made-up word, valid nowhere
DEFAULT_APP_SECRET = "simulator-app-secret"  # noqa: S105


@dataclass(frozen=True, slots=True)
class BusinessNumber:
    """A phone number of the business. `display` is how webhooks show it: digits without `+`."""

    id: str = DEFAULT_PHONE_NUMBER_ID
    display: str = "15550783881"
    country_code: str = "1"
    verified_name: str = "Relance Demo"

    def to_json(self) -> dict[str, Any]:
        """Every field Meta can give of a number."""
        return {
            "id": self.id,
            "display_phone_number": f"+{self.display}",
            "verified_name": self.verified_name,
            "quality_rating": "GREEN",
            "whatsapp_business_manager_messaging_limit": "TIER_UNLIMITED",
            "throughput": {"level": "HIGH"},
            "name_status": "APPROVED",
            "status": "CONNECTED",
            "code_verification_status": "VERIFIED",
            "account_mode": "LIVE",
            "platform_type": "CLOUD_API",
            "is_on_biz_app": False,
        }


@dataclass(slots=True)
class SimulatorConfig:
    """Times in seconds. `port` 0 takes any free port."""

    host: str = "127.0.0.1"
    port: int = 0
    waba_id: str = DEFAULT_WABA_ID
    numbers: tuple[BusinessNumber, ...] = (BusinessNumber(),)
    token: str = DEFAULT_TOKEN
    app_secret: str = DEFAULT_APP_SECRET
    webhook_url: str | None = None
    """Without it nobody is subscribed and updates are dropped."""
    seed: int = 1
    behaviour: Behaviour = field(default_factory=Behaviour)
    faults: Faults = field(default_factory=Faults)
    window_s: float = 86_400.0
    """How long after a person's last message free-form messages are taken; later ones meet 131047."""
    rate_limit_per_s: int | None = None
    """Messages per number and sliding second; over it 130429."""
    pair_interval_s: float | None = None
    """Mean seconds between messages to one person (Meta: 6); over it 131056."""
    pair_burst: int = 45
    """Messages to one person that may come at once before the interval counts."""
    updates_per_body: int = 1
    """Up to 1,000 updates in one webhook body."""
    batch_linger_s: float = 0.2
    """How long a body waits for more updates when it may hold several."""
    webhook_connections: int = 256
    webhook_timeout_s: float = 10.0
    retry_first_s: float = 0.25
    """How long after a refusal a body comes again; each later wait is `retry_growth` times as long."""
    retry_growth: float = 2.0
    retry_longest_s: float = 5.0
    retry_spread: float = 0.5
    """Each wait is up to this share shorter or longer, drawn for each body: they come back out of order."""
    retry_for_s: float = 600.0
    """A body not taken after so long is given up (Meta: 7 days)."""
    clock: Callable[[], float] = time.time
    """Unix seconds, for timestamps and windows; delays run on the event loop's own clock."""

    def __post_init__(self) -> None:
        if not 1 <= self.updates_per_body <= 1000:
            raise ValueError("updates_per_body must be 1 to 1000")
        check_webhook_url(self.webhook_url)
        self.change_retries({})

    def change_retries(self, given: Mapping[str, object]) -> None:
        """Changes `retry_…` while running; bodies that wait already keep their time. Raises ValueError."""
        names = {name for name in self.__slots__ if name.startswith("retry_")}
        if unknown := sorted(set(given) - names):
            raise ValueError(f"unknown: {', '.join(unknown)}")
        values = {name: getattr(self, name) for name in names}
        for name, value in given.items():
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                raise ValueError(f"{name} must be a number")
            values[name] = float(value)
        if min(values.values()) < 0 or values["retry_growth"] < 1 or values["retry_spread"] > 1:
            raise ValueError("retry_growth must be at least 1, retry_spread 0 to 1, times not negative")
        for name, value in values.items():
            setattr(self, name, value)

    def retries(self) -> dict[str, float]:
        """How bodies that were not taken come again."""
        return {name: getattr(self, name) for name in self.__slots__ if name.startswith("retry_")}


def check_webhook_url(url: str | None) -> None:
    """Raises ValueError for what cannot be posted to."""
    if url is not None and not url.startswith(("http://", "https://")):
        raise ValueError("a webhook URL begins with http:// or https://")


@dataclass(slots=True)
class Conditions:
    """What can be changed while running, shared by the parts that obey it."""

    behaviour: Behaviour
    faults: Faults
    webhook_url: str | None
    app_secret: bytes
    faults_since: float = field(default_factory=time.monotonic)

    def set_faults(self, faults: Faults) -> None:
        """From now on these."""
        self.faults, self.faults_since = faults, time.monotonic()

    def codes_last(self) -> bool:
        """Whether the error codes of the faults have not healed by themselves yet."""
        lasting_s = self.faults.codes_for_s
        return lasting_s == 0 or time.monotonic() - self.faults_since < lasting_s
