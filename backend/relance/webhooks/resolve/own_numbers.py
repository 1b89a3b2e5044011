"""Which of Meta's phone numbers are ours, kept in memory: asked for every status."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from relance.core.db import Connection
from relance.webhooks import sql

_ASK_AGAIN_AFTER_S = 5.0
_MOST_UNKNOWN = 1000


@dataclass(slots=True)
class KnownNumbers:
    """Sender ids by phone_number_id. A number that is not ours is asked for again after five seconds."""

    ids: dict[str, int] = field(default_factory=dict)
    _unknown: dict[str, float] = field(default_factory=dict)

    async def learn(self, conn: Connection, numbers: Iterable[str | None]) -> None:
        """Ask the database for numbers not known yet; senders never change their id nor vanish."""
        now = time.monotonic()
        new = {
            number
            for number in numbers
            if number is not None and number not in self.ids and self._unknown.get(number, 0.0) <= now
        }
        if not new:
            return
        for row in await conn.fetch(sql.FIND_SENDERS, list(new)):
            self.ids[row["phone_number_id"]] = row["id"]
        if len(self._unknown) > _MOST_UNKNOWN:
            self._unknown.clear()
        self._unknown.update(dict.fromkeys(new - self.ids.keys(), now + _ASK_AGAIN_AFTER_S))
