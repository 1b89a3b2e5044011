"""How a request was answered, for `front`, which may answer the next equal request the same way."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Again = Callable[[], Awaitable[bytes | None]]
"""Answers anew, packed as `packing` packs it; None when the route must be asked.

It outlives the request, so it must not hold it.
"""


@dataclass(frozen=True, slots=True)
class NotedAnswer:
    """What was answered, and how to answer it the next time."""

    payload: bytes
    again: Again


_ANSWERS: ContextVar[list[NotedAnswer] | None] = ContextVar("noted_answers", default=None)


def note(payload: bytes, again: Again) -> None:
    """Tell who listens; nobody does outside a request."""
    if (answers := _ANSWERS.get()) is not None:
        answers.append(NotedAnswer(payload, again))


@contextmanager
def noting() -> Iterator[list[NotedAnswer]]:
    """The answers of this task inside the block."""
    answers: list[NotedAnswer] = []
    token = _ANSWERS.set(answers)
    try:
        yield answers
    finally:
        _ANSWERS.reset(token)
