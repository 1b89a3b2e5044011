from typing import Any

import pytest

from relance.whatsapp.limits import validate_bindings, validate_message_2
from relance.whatsapp.template_shape import TemplateShape


def buttons(*titles: str) -> list[dict[str, str]]:
    return [{"id": f"b{number}", "title": title} for number, title in enumerate(titles)]


@pytest.mark.parametrize(
    "message_2",
    [
        {"type": "text", "text": "x" * 4096},
        {"type": "buttons", "text": "x" * 1024, "buttons": buttons("A" * 20, "B", "C")},
        {"type": "buttons", "text": "x", "buttons": [{"id": "i" * 256, "title": "A"}]},
        {"type": "image", "media_id": "9"},
        {"type": "image", "link": "https://example.org/a.png", "caption": "x" * 1024},
    ],
)
def test_message_2_at_the_limit_is_valid(message_2: dict[str, Any]) -> None:
    validate_message_2(message_2)


@pytest.mark.parametrize(
    ("message_2", "words"),
    [
        ({}, "type text, buttons or image"),
        ({"type": "video"}, "type text, buttons or image"),
        ({"type": "text"}, "text of Message 2 is missing"),
        ({"type": "text", "text": " \n"}, "text of Message 2 is missing"),
        ({"type": "text", "text": "x" * 4097}, "4097 characters; WhatsApp allows 4096"),
        ({"type": "buttons", "text": "x" * 1025, "buttons": buttons("A")}, "WhatsApp allows 1024"),
        ({"type": "buttons", "text": "x"}, "at least one button"),
        ({"type": "buttons", "text": "x", "buttons": []}, "at least one button"),
        ({"type": "buttons", "text": "x", "buttons": "abc"}, "at least one button"),
        ({"type": "buttons", "text": "x", "buttons": [7]}, "an id and a title"),
        ({"type": "buttons", "text": "x", "buttons": buttons(*"ABCD")}, "4 buttons; WhatsApp allows 3"),
        ({"type": "buttons", "text": "x", "buttons": buttons("A" * 21)}, "WhatsApp allows 20"),
        ({"type": "buttons", "text": "x", "buttons": buttons("")}, "title of a button is missing"),
        ({"type": "buttons", "text": "x", "buttons": buttons("A", "A")}, "the same title"),
        ({"type": "buttons", "text": "x", "buttons": buttons("{{first_name}}")}, "no {{placeholders}}"),
        ({"type": "buttons", "text": "x", "buttons": [{"id": "i" * 257, "title": "A"}]}, "allows 256"),
        (
            {"type": "buttons", "text": "x", "buttons": [{"id": " i", "title": "A"}]},
            "begin or end with a space",
        ),
        (
            {
                "type": "buttons",
                "text": "x",
                "buttons": [{"id": "i", "title": "A"}, {"id": "i", "title": "B"}],
            },
            "the same id",
        ),
        ({"type": "image"}, "either a media id or a link"),
        ({"type": "image", "media_id": "1", "link": "https://e.org"}, "either a media id or a link"),
        ({"type": "image", "media_id": " "}, "empty media id"),
        ({"type": "image", "link": "ftp://e.org/a.png"}, "https://"),
        ({"type": "image", "link": "https://u:p@e.org/a.png"}, "user name or password"),
        ({"type": "image", "media_id": "1", "caption": "x" * 1025}, "WhatsApp allows 1024"),
    ],
)
def test_message_2_whatsapp_would_refuse(message_2: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        validate_message_2(message_2)


TEMPLATE = TemplateShape.from_components(
    "welcome",
    "fr",
    None,
    [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "{{1}} {{2}}"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "A"},
                {"type": "URL", "text": "B", "url": "https://example.org/{{1}}"},
            ],
        },
    ],
)
VARIABLES = {"1": {"field": "first_name", "default": "you"}, "2": {"value": "Friday"}}
HEADER = {"media_id": "9"}
SUFFIX = {"1": {"field": "code"}}


def test_bindings_that_fit_the_template() -> None:
    validate_bindings(TEMPLATE, variables=VARIABLES, header=HEADER, buttons=SUFFIX)
    validate_bindings(TEMPLATE, variables=VARIABLES, header=HEADER, buttons={**SUFFIX, "0": {"value": "YES"}})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"variables": {"1": {"value": "x"}}}, "variable {{2}} of the template has no value"),
        ({"variables": {**VARIABLES, "3": {"value": "x"}}}, "no variable {{3}}"),
        ({"variables": {**VARIABLES, "2": {}}}, "either a field or a value"),
        ({"variables": {**VARIABLES, "2": "x"}}, "either a field or a value"),
        ({"variables": {**VARIABLES, "2": {"field": "a", "value": "b"}}}, "either a field or a value"),
        ({"variables": {**VARIABLES, "2": {"value": " "}}}, "empty field or value"),
        ({"variables": {**VARIABLES, "2": {"field": "a", "default": ""}}}, "empty default"),
        ({"header": None}, "image of the template's header needs"),
        ({"header": {"text": "x"}}, "image of the template's header needs"),
        ({"buttons": {}}, "Button 1 of the template needs a value"),
        ({"buttons": {**SUFFIX, "7": {"value": "x"}}}, "Button 7 of the template takes no value"),
        ({"buttons": {"1": {"value": ""}}}, "empty field or value"),
    ],
)
def test_bindings_that_do_not_fit(change: dict[str, Any], words: str) -> None:
    given: dict[str, Any] = {"variables": VARIABLES, "header": HEADER, "buttons": SUFFIX, **change}
    with pytest.raises(ValueError, match=words.replace("{", r"\{").replace("}", r"\}")):
        validate_bindings(TEMPLATE, **given)


def test_header_variable_and_header_without_one() -> None:
    text = TemplateShape.from_components(
        "t", "fr", None, [{"type": "HEADER", "format": "TEXT", "text": "{{1}}"}]
    )
    validate_bindings(text, variables={}, header={"text": "x" * 60}, buttons={})
    with pytest.raises(ValueError, match="allows 60"):
        validate_bindings(text, variables={}, header={"text": "x" * 61}, buttons={})
    bare = TemplateShape.from_components("t", "fr", None, [])
    validate_bindings(bare, variables={}, header=None, buttons={})
    with pytest.raises(ValueError, match="takes no value"):
        validate_bindings(bare, variables={}, header=HEADER, buttons={})


def test_template_relance_cannot_send_is_refused() -> None:
    shape = TemplateShape.from_components("t", "fr", None, [{"type": "CAROUSEL"}])
    with pytest.raises(ValueError, match="carousel cannot be sent"):
        validate_bindings(shape, variables={}, header=None, buttons={})
