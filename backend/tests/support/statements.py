"""Count the SQL statements of a request: a list that needs one per row has been found out."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from relance.core.db import Pool

_FRAME = (
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "SET ",
    "RESET",
    "SELECT PG_ADVISORY_UNLOCK_ALL",
)

_TYPES = ("typeinfo_tree", "set_config('jit'")
"""The driver asks once per connection what an array is made of, with the planner's JIT off."""

_ASKED_HERE: ContextVar[bool] = ContextVar("asked_here", default=False)
"""Tasks that the block starts inherit it; heartbeats and listeners that run beside it do not have it."""


@dataclass(slots=True)
class Statements:
    """What ran, in order; what only frames a transaction or resets a connection is left out."""

    texts: list[str] = field(default_factory=list)
    values: list[tuple[Any, ...]] = field(default_factory=list)
    """The parameters of each."""

    @property
    def count(self) -> int:
        """How many."""
        return len(self.texts)

    def note(self, record: Any) -> None:
        """Called by asyncpg after each statement, in the task that ran it."""
        if not _ASKED_HERE.get():
            return
        text = " ".join(record.query.split())
        if text and not text.upper().startswith(_FRAME) and not any(word in text for word in _TYPES):
            self.texts.append(text)
            self.values.append(tuple(record.args))


@asynccontextmanager
async def count_statements(pool: Pool) -> AsyncIterator[Statements]:
    """Statements of this task, and of those it starts, on any connection of `pool` inside the block.

    Takes every connection the pool may have for a moment, so nothing else may be using it when it begins.
    """
    statements = Statements()
    async with AsyncExitStack() as held:
        connections = [await held.enter_async_context(pool.acquire()) for _ in range(pool.get_max_size())]
        # The pool wipes what is registered on its proxies; the connections below them stay.
        loggers: list[Any] = [getattr(connection, "_con") for connection in connections]  # noqa: B009
    async with AsyncExitStack() as stack:
        for connection in loggers:
            stack.enter_context(connection.query_logger(statements.note))
        asked_here = _ASKED_HERE.set(True)
        try:
            yield statements
        finally:
            _ASKED_HERE.reset(asked_here)
