"""What the database says at the end of a run, and while it goes: read past every proxy."""

import asyncio
from dataclasses import dataclass
from typing import Any

import asyncpg

_ROWS = """
SELECT m.message_type, m.status, c.phone FROM messages m LEFT JOIN contacts c ON c.id = m.contact_id
WHERE m.campaign_id = $1 AND m.status IN ('unknown', 'pending', 'held')
"""
_COUNTS = """
SELECT message_type || ':' || status AS what, count(*) AS n FROM messages WHERE campaign_id = $1 GROUP BY 1
"""
_OF_PERSON = """
SELECT coalesce(json_agg(to_jsonb(m) - 'parameters'), '[]')::text AS messages,
    (SELECT json_agg(to_jsonb(i))::text FROM interactions i WHERE i.contact_id = c.id) AS interactions,
    (SELECT json_agg(to_jsonb(l))::text FROM left_before l WHERE l.contact_id = c.id) AS left_before
FROM contacts c LEFT JOIN messages m ON m.contact_id = c.id WHERE c.phone = $1 GROUP BY c.id
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that are not at an end: (type, phone) in doubt, and still moving."""

    status: str
    in_doubt: list[tuple[str, str]]
    moving: list[tuple[str, str]]
    counts: dict[str, int]


class DatabaseReader:
    """Each question on a connection of its own. Raises OSError, TimeoutError or asyncpg.PostgresError."""

    def __init__(self, url: str) -> None:
        self.url = url

    def fetch(self, statement: str, *arguments: Any) -> list[Any]:
        """The rows of one statement."""
        rows: list[Any] = self._ask(lambda conn: conn.fetch(statement, *arguments))
        return rows

    def execute(self, statement: str, *arguments: Any) -> None:
        self._ask(lambda conn: conn.execute(statement, *arguments))

    def campaign_status(self, campaign_id: int) -> str:
        return str(self.fetch("SELECT status FROM campaigns WHERE id = $1", campaign_id)[0]["status"])

    def rows(self, campaign_id: int) -> Rows:
        """What is not at its end."""
        found = self.fetch(_ROWS, campaign_id)
        return Rows(
            status=self.campaign_status(campaign_id),
            in_doubt=[(row["message_type"], row["phone"]) for row in found if row["status"] == "unknown"],
            moving=[(row["message_type"], row["phone"]) for row in found if row["status"] != "unknown"],
            counts={row["what"]: row["n"] for row in self.fetch(_COUNTS, campaign_id)},
        )

    def tell_of(self, address: str) -> str:
        """All that is known of a person: whoever reads of a loss wants to know why."""
        return "; ".join(str(dict(row)) for row in self.fetch(_OF_PERSON, f"+{address}"))

    def _ask(self, question: Any) -> Any:
        async def ask() -> Any:
            conn = await asyncpg.connect(self.url, timeout=5, command_timeout=20)
            try:
                return await question(conn)
            finally:
                await conn.close(timeout=5)

        return asyncio.run(ask())
