"""A sentence with places, and what may stand in one.

The type of a place says how a value is shown, here in English, in the app in the reader's language
(`frontend/src/i18n/formats.ts` knows the same types, and the texts there name them: `{{age_s, seconds}}`).
"""

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any, Final

from relance.reasons.words import WORDS


def _say_list(values: Any) -> str:
    return ", ".join(map(str, values))


def _say_reason(reason: Any) -> str:
    return str(reason.text)


def _say_clause(reason: Any) -> str:
    return str(reason.text).rstrip(".")


def _say_minutes(minutes: Any) -> str:
    return f"{minutes} minute" if minutes == 1 else f"{minutes} minutes"


TYPES: Final[Mapping[str, Callable[[Any], str]]] = {
    "text": str,
    "count": str,  # a number of things
    "number": str,  # any other number, also one with a fraction
    "id": str,  # a number that names something, and is not counted with
    "seconds": lambda seconds: f"{seconds} s",
    "minutes": _say_minutes,
    "megabytes": lambda megabytes: f"{megabytes} MB",
    "moment": str,  # ISO 8601
    "country": str,  # its ISO code
    "list": _say_list,
    "reason": _say_reason,
    "clause": _say_clause,  # a reason inside of a sentence: its period is ours
    "api": str,  # tells only those who write programs: the app may leave it out
}
"""By the name of a type, how English shows a value. The names of `WORDS` are types as well."""


class Sentence:
    """Written once, filled often."""

    __slots__ = ("_parts", "places", "template")

    def __init__(self, template: str) -> None:
        self.template = template
        self._parts = [
            (before, name, spec or "text") for before, name, spec, _ in Formatter().parse(template)
        ]
        self.places = frozenset((name, spec) for _, name, spec in self._parts if name is not None)
        """(name, type) of each."""
        unknown = {spec for _, spec in self.places} - {*TYPES, *WORDS}
        if unknown:
            raise ValueError(f"no type of a place: {unknown.pop()}")

    def fill(self, values: Mapping[str, Any]) -> str:
        """In English. KeyError for a value that is missing; None is shown as unknown."""
        return "".join(
            before if name is None else before + _show(values[name], spec)
            for before, name, spec in self._parts
        )


def _show(value: Any, spec: str) -> str:
    if value is None:
        return "unknown"
    return WORDS[spec].get(value, str(value)) if spec in WORDS else TYPES[spec](value)
