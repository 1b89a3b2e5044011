"""Answers of the HTTP endpoints."""

from email.utils import formatdate
from typing import Any, NamedTuple

import orjson


class Answer(NamedTuple):
    """What to send back. `drop` closes the connection instead of answering; `delay_s` waits before either."""

    status: int
    body: bytes
    date: str = ""
    delay_s: float = 0.0
    drop: bool = False
    content_type: str = "application/json"


def answer_json(value: Any, status: int = 200) -> Answer:
    return Answer(status, orjson.dumps(value))


class DateHeader:
    """The `Date` of HTTP for a unix time; formatting it once a second is enough."""

    __slots__ = ("_second", "_text")

    def __init__(self) -> None:
        self._second = -1
        self._text = ""

    def format(self, at: float) -> str:
        second = int(at)
        if second != self._second:
            self._second = second
            self._text = formatdate(second, usegmt=True)
        return self._text
