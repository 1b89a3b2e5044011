"""What a reader of the activity log asks for."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """None: whatever it is. `at_from` is included, `at_until` not."""

    actor_kind: str | None = None
    actor_id: int | None = None
    what: str | None = None
    subject_kind: str | None = None
    subject_id: int | None = None
    at_from: datetime | None = None
    at_until: datetime | None = None

    def asked(self) -> dict[str, Any]:
        """What was asked for, by name."""
        return {name: value for name, value in asdict(self).items() if value is not None}
