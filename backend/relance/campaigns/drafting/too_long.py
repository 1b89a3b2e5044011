"""Whose message would be too long with the fields in it: Meta refuses a template (132005), Message 2 is cut.

Asked of the database only where a text could become so long: mostly it cannot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from relance.campaigns.bindings import WHITESPACE
from relance.campaigns.drafting import preflight_sql as sql
from relance.contacts.field_types import LONGEST_FIELD_TEXT
from relance.contacts.own_fields import own_fields_of
from relance.core.db import Connection, Row
from relance.templates.service import Template
from relance.whatsapp.limits import (
    CAPTION_MOST,
    COPY_CODE_MOST,
    HEADER_TEXT_MOST,
    INTERACTIVE_BODY_MOST,
    TEMPLATE_BODY_MOST,
    TEXT_MOST,
)
from relance.whatsapp.placeholders import clean_parameter, split_text
from relance.whatsapp.template_shape import TemplateShape


@dataclass(frozen=True, slots=True)
class Part:
    """A text: its own characters, the fields in it with the length of what replaces each, and the limit."""

    where: str
    most: int
    characters: int
    fields: tuple[tuple[str, int | None], ...] = ()

    @property
    def may_be_too_long(self) -> bool:
        """For somebody whose fields are as long as they may be."""
        return self.characters + LONGEST_FIELD_TEXT * len(self.fields) > self.most


async def find_too_long(
    conn: Connection,
    *,
    template: Template,
    header: Mapping[str, Any] | None,
    variables: Mapping[str, Any],
    buttons: Mapping[str, Any],
    message_2: Mapping[str, Any] | None,
    needed: list[str],
    category_ids: list[int],
    skip_unreachable: bool,
    consent_only: bool,
) -> list[dict[str, Any]]:
    """For each such text: how many recipients, and the one whose is the longest. Two statements at most."""
    every = [
        *_parts_of_template(template, header, variables),
        *_parts_of_buttons(template, buttons),
        *_parts_of_message_2(message_2),
    ]
    parts = [part for part in every if part.may_be_too_long]
    if not parts:
        return []
    names = list(dict.fromkeys([*needed, *(name for part in parts for name, _ in part.fields)]))
    lengths = [
        (part.most, part.characters, part.fields, part.where.startswith("message_1.")) for part in parts
    ]
    statement = sql.too_long(fields=names, needed=needed, texts=lengths)
    row = await conn.fetchrow(statement, category_ids, WHITESPACE, skip_unreachable, consent_only, *names)
    assert row is not None, "an aggregate has one row"
    longest = {part: row[f"longest_{place}"] for place, part in enumerate(parts)}
    ids = [found % (1 << sql.PLACE_OF_ID) for found in longest.values() if found is not None]
    contacts: dict[int, Row] = {one["id"]: one for one in await conn.fetch(sql.SAMPLES, ids)} if ids else {}
    return [
        {
            "where": part.where,
            "most": part.most,
            "length": found >> sql.PLACE_OF_ID,
            "contacts": row[f"n_{place}"],
            "contact_id": found % (1 << sql.PLACE_OF_ID),
            **own_fields_of(contacts[found % (1 << sql.PLACE_OF_ID)]),
        }
        for place, (part, found) in enumerate(longest.items())
        if found is not None
    ]


def _parts_of_template(
    template: Template, header: Mapping[str, Any] | None, variables: Mapping[str, Any]
) -> Iterator[Part]:
    for component in template.components:
        kind, text = str(component.get("type", "")).upper(), str(component.get("text") or "")
        characters, placeholders = split_text(text)
        if kind == "HEADER" and text and header and header.get("text"):
            characters += len(clean_parameter(header["text"])) * len(placeholders)
            yield Part("message_1.header", HEADER_TEXT_MOST, characters)
        elif kind == "BODY":
            bound = [variables.get(name, {}) for name, _ in placeholders]
            yield _part_of_bindings("message_1.body", TEMPLATE_BODY_MOST, characters, bound)


def _parts_of_buttons(template: Template, buttons: Mapping[str, Any]) -> Iterator[Part]:
    """A code to be copied is the only value whose length Meta bounds below that of a field."""
    shape = TemplateShape.from_components(
        template.name, template.language, template.parameter_format, template.components
    )
    for button in shape.buttons:
        if button.kind == "copy_code":
            bound = [buttons.get(str(button.index), {})]
            yield _part_of_bindings("message_1.button", COPY_CODE_MOST, 0, bound)


def _part_of_bindings(where: str, most: int, characters: int, bindings: list[Mapping[str, Any]]) -> Part:
    fields: list[tuple[str, int | None]] = []
    for binding in bindings:
        if "field" in binding:
            default = binding.get("default")
            fields.append((binding["field"], None if default is None else _length(default)))
        else:
            characters += _length(binding.get("value", ""))
    return Part(where, most, characters, tuple(fields))


def _parts_of_message_2(message_2: Mapping[str, Any] | None) -> Iterator[Part]:
    limits = {"text": TEXT_MOST, "buttons": INTERACTIVE_BODY_MOST, "image": CAPTION_MOST}
    part = "caption" if message_2 and message_2["type"] == "image" else "text"
    if message_2 and (text := message_2.get(part)):
        characters, placeholders = split_text(text)
        fields = tuple((name, None if other is None else len(other)) for name, other in placeholders)
        yield Part(f"message_2.{part}", limits[message_2["type"]], characters, fields)


def _length(value: str) -> int:
    return len(clean_parameter(value.strip()))
