"""Which processes live, as their heartbeats tell."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from relance.core.db import Connection
from relance.monitoring import health_sql as sql
from relance.monitoring.intake import SILENT_AFTER_S

NAMES = ("api", "sender", "worker", "beat")
"""What every installation runs, at least once each."""

ALARM_AFTER_S = 300.0
"""A process that says nothing for so long is put before the operator."""

State = Literal["alive", "late", "silent", "replaced"]


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

    @property
    def state(self) -> State:
        """What its heartbeat says."""
        if self.silent_s < SILENT_AFTER_S:
            return "alive"
        if self.replaced:
            return "replaced"
        return "late" if self.silent_s < ALARM_AFTER_S else "silent"


async def list_processes(conn: Connection) -> list[Process]:
    """All that gave a sign within the last day and did not say goodbye."""
    return [Process(**row) for row in await conn.fetch(sql.PROCESSES)]
