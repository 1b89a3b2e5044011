"""What `relance doctor` finds: a level, a fact, and how to mend it."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "bad"]

ANSWER_WITHIN_S = 10.0
"""Doctor is asked when something is ill: it waits no longer for a server's answer."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line for a person. Never holds a secret."""

    level: Level
    subject: str
    fact: str
    mend: str = ""


def ok(subject: str, fact: str) -> Finding:
    """Nothing to do."""
    return Finding("ok", subject, fact)


def warn(subject: str, fact: str, mend: str) -> Finding:
    """Works, but not as it should."""
    return Finding("warn", subject, fact, mend)


def bad(subject: str, fact: str, mend: str) -> Finding:
    """Relance cannot do its work like this."""
    return Finding("bad", subject, fact, mend)
