"""Which processes live, as their heartbeats tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

from relance.core.db import Connection
from relance.monitoring import health_sql as sql
from relance.monitoring.intake import SILENT_AFTER_S

NAMES = ("api", "sender", "worker", "beat")
"""What every installation runs, at least once each."""

ALARM_AFTER_S = 300.0
"""A process that says nothing for so long is put before the operator."""

State = Literal["alive", "late", "silent", "replaced"]

OVERDUE_AFTER_S: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "api": {"intake": 15.0},
        "sender": {"poll": 10.0, "settle": 60.0},
        "beat": {"enqueue": 60.0},
    }
)
"""Work that a live process has not done for so long has stopped, or nearly. A worker without jobs is well."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process. `late` after 10 s without a heartbeat, `silent` after 5 min, `replaced` by a newer one."""

    name: str
    host: str
    pid: int
    started_at: datetime
    heartbeat_at: datetime
    silent_s: float
    replaced: bool
    work: dict[str, Any] | None = None
    """What it told of itself with its last heartbeat: seconds by the name of the work, and more."""

    @property
    def state(self) -> State:
        """What its heartbeat says."""
        if self.silent_s < SILENT_AFTER_S:
            return "alive"
        if self.replaced:
            return "replaced"
        return "late" if self.silent_s < ALARM_AFTER_S else "silent"

    def age_s(self, work: str) -> float | None:
        """Seconds since it did this, now; None when it does not tell."""
        age = (self.work or {}).get(work)
        return float(age) + self.silent_s if isinstance(age, int | float) else None

    @property
    def ages(self) -> dict[str, float]:
        """Of all work that it tells of."""
        return {name: round(age, 1) for name in self.work or {} if (age := self.age_s(name)) is not None}

    @property
    def overdue(self) -> dict[str, float]:
        """What it should have done by now, though it beats: age by work."""
        if self.state != "alive":
            return {}
        limits = OVERDUE_AFTER_S.get(self.name, {})
        return {name: age for name, age in self.ages.items() if age > limits.get(name, float("inf"))}


async def list_processes(conn: Connection) -> list[Process]:
    """All that gave a sign within the last day and did not say goodbye."""
    return [Process(**row) for row in await conn.fetch(sql.PROCESSES)]
