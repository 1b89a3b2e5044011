"""A reason: a code of a closed list, and the values of its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from relance.reasons.sentence import Sentence

Values = Mapping[str, Any]
"""JSON, and reasons."""


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` names the list that `code` is of, `text` is the English sentence."""

    kind: str
    code: str
    values: Values
    text: str

    def as_json(self) -> dict[str, Any]:
        """As it stands in answers and in the database."""
        return {
            "kind": self.kind,
            "code": self.code,
            "values": values_as_json(self.values),
            "text": self.text,
        }


def values_as_json(values: Values) -> dict[str, Any]:
    """Reasons among the values as objects."""
    return {name: value.as_json() if isinstance(value, Reason) else value for name, value in values.items()}


def read_reason(stored: Mapping[str, Any]) -> Reason:
    """A reason of `as_json`, in the words that it was told in."""
    values = {
        name: read_reason(value) if isinstance(value, dict) and "kind" in value else value
        for name, value in stored["values"].items()
    }
    return Reason(stored["kind"], stored["code"], values, stored["text"])


class ReasonList:
    """All reasons of one kind: sentences by code."""

    def __init__(self, kind: str, sentences: Mapping[str, str]) -> None:
        self.kind = kind
        self.sentences = {code: Sentence(template) for code, template in sentences.items()}

    def __contains__(self, code: object) -> bool:
        return code in self.sentences

    def make(self, code: str, /, **values: Any) -> Reason:
        """The reason of this code; `values` fill its sentence. KeyError for another code."""
        return Reason(self.kind, code, values, self.sentences[code].fill(values))
