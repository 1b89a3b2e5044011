"""Secrets that print as stars, and what keeps them out of logs and errors all the same.

A `Secret` is a string for whoever compares, encodes or hands it on (`str()` too: HTTP libraries make their
parameters by it), and stars in a `repr`, in a sentence (f-strings) and as a value in a log. Libraries may
quote what they were given; `hide_secrets` finds that in their words.
"""

import json
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

STARS = "**********"

_SHORTEST_FOUND = 12
"""Shorter values are stars where they are printed, but are not looked for in sentences: `postgres` as a
password would take that word out of every log."""

_known: set[str] = set()
_pattern: re.Pattern[str] | None = None
_lock = threading.Lock()


class Secret(str):
    """A token, key, or URL with a password; `reveal` makes plain text of it."""

    __slots__ = ()

    def __new__(cls, value: str) -> "Secret":
        """A secret, from now on hidden in all that `hide_secrets` sees."""
        _remember(reveal(value))
        return super().__new__(cls, value)

    def __repr__(self) -> str:
        """Stars."""
        return f"'{STARS}'"

    def __format__(self, spec: str) -> str:
        """Stars."""
        return format(STARS, spec)


def reveal(value: str) -> str:
    """Plain text of a secret, for whom it is meant; of what was never made one, itself."""
    return str.__str__(value)


def describe_odd(value: str) -> str:
    """What no token or secret of Meta's holds and this one does, in words; empty when it is well-formed."""
    if any(letter.isspace() for letter in value):
        return "a blank or a line end"
    if not value.isprintable():
        return "an invisible character"
    return "" if value.isascii() else "a letter beyond A to Z"


def hide_secrets(text: str) -> str:
    """The text with stars in the place of every secret this process knows."""
    return _pattern.sub(STARS, text) if _pattern is not None else text


def hide_values(value: Any) -> Any:
    """Stars for each `Secret` in a value to be logged: JSON knows it only as a string."""
    if isinstance(value, Secret):
        return STARS
    if isinstance(value, dict):
        return {key: hide_values(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value)(map(hide_values, value)) if type(value) in _PLAIN else value
    return value


_PLAIN = (list, tuple, set, frozenset)


def hide_in_tracebacks() -> None:
    """An error that nobody caught is printed without secrets too."""
    sys.excepthook = _print_error


def _print_error(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:  # pragma: no cover - in processes that end by it
    sys.stderr.write(hide_secrets("".join(traceback.format_exception(kind, error, trace))))


def _remember(value: str) -> None:
    global _pattern
    found = {value, json.dumps(value)[1:-1]}
    if "://" in value:
        found |= _read_passwords(value)
    found = {text for text in found if len(text) >= _SHORTEST_FOUND}
    if found <= _known:
        return
    with _lock:
        _known.update(found)
        longest_first = sorted(_known, key=len, reverse=True)
        _pattern = re.compile("|".join(map(re.escape, longest_first)))


def _read_passwords(url: str) -> set[str]:
    """The password of a URL as it stands there and as it is meant."""
    try:
        password = urlsplit(url).password
    except ValueError:
        return set()
    return {password, unquote(password)} if password else set()
