"""Texts of a campaign that would reach people with braces in them, or never: found before it is sent.

When a campaign is saved and when it starts. Those that run go on as they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from relance.contacts.own_fields import OWN_FIELDS, field_name, list_fields
from relance.core.db import Connection
from relance.core.errors import AppError
from relance.whatsapp.placeholders import list_meant

Refuse = Callable[..., AppError]
"""`malformed` for what is being saved, `conflict` for what was."""


@dataclass(frozen=True, slots=True)
class TextProblem:
    """What is wrong, in a sentence, and where: `message_2.text`. `name` is what stands in the braces."""

    where: str
    code: str  # placeholder_unknown | placeholder_single | placeholder_in_constant
    name: str
    problem: str


@dataclass(frozen=True, slots=True)
class _Text:
    where: str
    what: str
    text: str
    takes_fields: bool = False


async def check_texts(
    conn: Connection,
    *,
    refuse: Refuse,
    header: Mapping[str, Any] | None,
    buttons: Mapping[str, Any],
    variables: Mapping[str, Any],
    message_2: Mapping[str, Any] | None,
) -> None:
    """Raise AppError `campaign_refused` with all that is wrong, in the order of the form."""
    problems = await _find_problems(conn, list(_list_texts(header, buttons, variables, message_2)))
    if problems:
        details = [asdict(problem) for problem in problems]
        raise refuse("campaign_refused", problems[0].problem, problems=details)


async def _find_problems(conn: Connection, every: Sequence[_Text]) -> list[TextProblem]:
    """One statement at most, none where no field but those of every contact is named."""
    texts = [text for text in every if "{" in text.text]
    meant = [list_meant(text.text) for text in texts]
    named = [name for double, single in meant for name in (*double, *single)]
    fields: list[str] = list(OWN_FIELDS)
    if not set(named) <= set(OWN_FIELDS):
        fields = await list_fields(conn, among=named)
    by_folded = {field_name(name): name for name in reversed(fields)}
    return [
        problem
        for text, (double, single) in zip(texts, meant, strict=True)
        for problem in _look_at(text, double, single, set(fields), by_folded)
    ]


def _look_at(
    text: _Text, double: list[str], single: list[str], fields: set[str], by_folded: Mapping[str, str]
) -> Iterator[TextProblem]:
    for name in double:
        if not text.takes_fields:
            problem = (
                f"{text.what} is the same for everybody and cannot hold {{{{{name}}}}}: choose the field."
            )
            yield TextProblem(text.where, "placeholder_in_constant", name, problem)
        elif name not in fields:
            like = by_folded.get(field_name(name))
            hint = f"Do you mean {{{{{like}}}}}?" if like else "Import contacts that have it, or take it out."
            problem = f"{text.what} asks for {{{{{name}}}}}, which is no field of any contact. {hint}"
            yield TextProblem(text.where, "placeholder_unknown", name, problem)
    for name in single:
        like = by_folded.get(field_name(name) or name)
        if like is not None:
            right = f"write {{{{{like}}}}}" if text.takes_fields else "choose the field"
            problem = f"{text.what} would say {{{name}}} as it stands here: {right}."
            yield TextProblem(text.where, "placeholder_single", name, problem)


def _list_texts(
    header: Mapping[str, Any] | None,
    buttons: Mapping[str, Any],
    variables: Mapping[str, Any],
    message_2: Mapping[str, Any] | None,
) -> Iterator[_Text]:
    if header and header.get("text"):
        yield _Text("template.header.text", "The text of the header", header["text"])
    for name, binding in variables.items():
        yield from _texts_of(f"variables.{name}", f"the variable {{{{{name}}}}}", binding)
    for index, binding in buttons.items():
        yield from _texts_of(f"template.buttons.{index}", f"button {index} of the template", binding)
    for part, what in (("text", "text"), ("caption", "caption")):
        if message_2 and message_2.get(part):
            where = f"message_2.{part}"
            yield _Text(where, f"The {what} of Message 2", message_2[part], takes_fields=True)


def _texts_of(where: str, what: str, binding: Mapping[str, Any]) -> Iterator[_Text]:
    for part in ("value", "default"):
        if binding.get(part):
            yield _Text(f"{where}.{part}", f"The {part} of {what}", binding[part])
