"""Texts of a campaign that would reach people with braces in them, or never: found before it is sent.

When a campaign is saved and when it starts. Those that run go on as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from relance.contacts.own_columns import OWN_FIELDS
from relance.contacts.own_fields import field_name, list_fields
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.reasons import Reason
from relance.reasons.contents import CONTENT_PROBLEMS, TEXTS
from relance.reasons.reason import values_as_json
from relance.whatsapp.placeholders import list_broken, list_meant

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class TextProblem:
    """What is wrong and where: `message_2.text`. `name` is what stands in the braces."""

    where: str
    code: str  # placeholder_unknown, …_single, …_in_constant, …_broken
    name: str
    reason: Reason

    def as_json(self) -> dict[str, Any]:
        """As the details of a refusal have it."""
        return {
            "where": self.where,
            "code": self.code,
            "name": self.name,
            "problem": self.reason.text,
            "values": values_as_json(self.reason.values),
        }


@dataclass(frozen=True, slots=True)
class _Text:
    where: str
    what: Reason
    text: str
    takes_fields: bool = False
    field_instead: bool = False
    """Whether a field can be chosen in its place."""
    address: bool = False
    """May hold braces of its own."""


async def check_texts(
    conn: Connection,
    *,
    was_saved: bool,
    header: Mapping[str, Any] | None,
    buttons: Mapping[str, Any],
    variables: Mapping[str, Any],
    message_2: Mapping[str, Any] | None,
) -> None:
    """Raise AppError `campaign_refused` with all that is wrong, in the order of the form.

    Of what `was_saved` it is a conflict (409), of what is being saved it is malformed (422).
    """
    problems = await _find_problems(conn, list(_list_texts(header, buttons, variables, message_2)))
    if problems:
        details = {"problems": [problem.as_json() for problem in problems]}
        refusal = AppError("campaign_refused", problem=problems[0].reason, details=details)
        refusal.status = CONFLICT if was_saved else refusal.status
        raise refusal


async def _find_problems(conn: Connection, every: Sequence[_Text]) -> list[TextProblem]:
    """One statement at most, none where no field but those of every contact is named."""
    texts = [text for text in every if "{" in text.text or "}}" in text.text]
    meant = [list_meant(text.text) for text in texts]
    named = [name for double, single in meant for name in (*double, *single)]
    fields: list[str] = list(OWN_FIELDS)
    if not set(named) <= set(OWN_FIELDS):
        fields = await list_fields(conn, among=named)
    by_folded = {field_name(name): name for name in reversed(fields)}
    return [
        problem
        for text, (double, single) in zip(texts, meant, strict=True)
        for problem in list(_look_at(text, double, single, set(fields), by_folded)) or _look_at_rest(text)
    ]


def _look_at(
    text: _Text, double: list[str], single: list[str], fields: set[str], by_folded: Mapping[str, str]
) -> Iterator[TextProblem]:
    for name in double:
        if not text.takes_fields:
            yield TextProblem(text.where, "placeholder_in_constant", name, _in_constant(text, _braced(name)))
        elif name not in fields:
            like = by_folded.get(field_name(name))
            told = {"what": text.what, "placeholder": _braced(name)}
            why = CONTENT_PROBLEMS.make("placeholder_unknown", **told)
            if like:
                why = CONTENT_PROBLEMS.make("placeholder_like", **told, like=_braced(like))
            yield TextProblem(text.where, "placeholder_unknown", name, why)
    for name in single:
        like = by_folded.get(field_name(name) or name)
        if like is not None:
            told = {"what": text.what, "written": f"{{{name}}}"}
            if text.takes_fields:
                why = CONTENT_PROBLEMS.make("placeholder_single", **told, like=_braced(like))
            elif text.field_instead:
                why = CONTENT_PROBLEMS.make("placeholder_single_in_constant", **told)
            else:
                why = _in_constant(text, f"{{{name}}}")
            yield TextProblem(text.where, "placeholder_single", name, why)


def _in_constant(text: _Text, placeholder: str) -> Reason:
    if text.field_instead:
        return CONTENT_PROBLEMS.make("placeholder_in_constant", what=text.what, placeholder=placeholder)
    return CONTENT_PROBLEMS.make("placeholder_without_field", what=text.what, placeholder=placeholder)


def _look_at_rest(text: _Text) -> Iterator[TextProblem]:
    for written in [] if text.address else list_broken(text.text)[:1]:
        why = CONTENT_PROBLEMS.make("placeholder_broken", what=text.what, written=written)
        yield TextProblem(text.where, "placeholder_broken", written.strip("{}| "), why)


def _braced(name: str) -> str:
    return f"{{{{{name}}}}}"


def _list_texts(
    header: Mapping[str, Any] | None,
    buttons: Mapping[str, Any],
    variables: Mapping[str, Any],
    message_2: Mapping[str, Any] | None,
) -> Iterator[_Text]:
    yield from _texts_in("template.header", header, "text", "filename", "link")
    for name, binding in variables.items():
        yield from _texts_of(f"variables.{name}", binding, "variable", variable=_braced(name))
    for index, binding in buttons.items():
        yield from _texts_of(f"template.buttons.{index}", binding, "button", index=index)
    yield from _texts_in("message_2", message_2, "text", "caption", "link")
    for place, button in enumerate((message_2 or {}).get("buttons") or ()):
        for part in ("title", "id"):
            what = TEXTS.make(f"message_2_button_{part}", number=place + 1)
            yield _Text(f"message_2.buttons.{place}.{part}", what, button[part])


def _texts_in(where: str, of: Mapping[str, Any] | None, *parts: str) -> Iterator[_Text]:
    for part in parts:
        if of and of.get(part):
            whose = where.rpartition(".")[2]
            what = TEXTS.make(whose if (whose, part) == ("header", "text") else f"{whose}_{part}")
            takes_fields = whose == "message_2" and part != "link"
            yield _Text(f"{where}.{part}", what, of[part], takes_fields=takes_fields, address=part == "link")


def _texts_of(where: str, binding: Mapping[str, Any], whose: str, **named: object) -> Iterator[_Text]:
    for part in ("value", "default"):
        if binding.get(part):
            what = TEXTS.make(f"{whose}_{part}", **named)
            yield _Text(f"{where}.{part}", what, binding[part], field_instead=True)
