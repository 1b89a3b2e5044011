"""What an intake knows besides the webhooks: whose echoes are ours, and which numbers."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from relance.core.db import Connection
from relance.interactions.keywords.hearing import Hearing, HearingNow
from relance.webhooks import sql
from relance.webhooks.resolve.own_numbers import KnownNumbers
from relance.webhooks.resolve.windows import OpenWindows

_READ_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Former:
    """An id this database had before it went back. `open`: nobody has said yet whose its echoes are."""

    highest_message_id: int
    state: Literal["open", "copy", "restored"]


@dataclass(slots=True)
class IntakeContext:
    """Read again now and then: another process may find that the database went back."""

    installation: str
    unknown_grace_s: float
    numbers: KnownNumbers = field(default_factory=KnownNumbers)
    windows: OpenWindows = field(default_factory=OpenWindows)
    hearing: HearingNow = Hearing
    formers: Mapping[str, Former] = field(default_factory=dict)
    _read_at_s: float = 0.0

    async def read(self, conn: Connection, *, timeout_s: float | None = None) -> None:
        """Ask the database which installation it is, and which it was."""
        rows = await conn.fetch(sql.INSTALLATIONS, timeout=timeout_s)
        self._read_at_s = time.monotonic()
        self.installation = rows[0]["id"]
        self.formers = {row["id"]: Former(row["highest_message_id"], row["state"]) for row in rows[1:]}

    async def read_if_old(self, conn: Connection, *, timeout_s: float) -> None:
        """As `read`, once a second at most."""
        if time.monotonic() - self._read_at_s > _READ_EVERY_S:
            await self.read(conn, timeout_s=timeout_s)


async def read_context(
    conn: Connection, *, unknown_grace_s: float, hearing: HearingNow = Hearing
) -> IntakeContext:
    """A fresh one."""
    context = IntakeContext("", unknown_grace_s, hearing=hearing)
    await context.read(conn)
    return context
