"""The cases that Python, the launch's SQL and the browser's preview are all held against."""

import json
from pathlib import Path
from typing import Any

import pytest

from relance.interactions.rendering import MissingFieldError, render_message_2
from relance.whatsapp.placeholders import bound_value, encode_url_suffix, fill_template, list_placeholders

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "placeholders.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES["names"], ids=str)
def test_names_in_a_text(case: dict[str, Any]) -> None:
    assert list_placeholders(case["text"]) == case["names"]


@pytest.mark.parametrize("case", CASES["message_2"], ids=str)
def test_a_message_2_is_filled_or_names_what_it_lacks(case: dict[str, Any]) -> None:
    message_2 = {"type": "text", "text": case["text"]}
    if "missing" not in case:
        assert render_message_2(message_2, case["fields"]) == {"text": case["filled"]}
        return
    with pytest.raises(MissingFieldError) as missing:
        render_message_2(message_2, case["fields"])
    assert missing.value.field == case["missing"]


@pytest.mark.parametrize("case", CASES["template"], ids=str)
def test_a_template_shows_what_is_sent(case: dict[str, Any]) -> None:
    assert fill_template(case["text"], lambda name: case["values"].get(name, "")) == case["filled"]


@pytest.mark.parametrize("case", CASES["bindings"], ids=str)
def test_a_binding_is_a_field_or_its_default_or_a_text(case: dict[str, Any]) -> None:
    assert bound_value(case["binding"], case["fields"]) == case["value"]


@pytest.mark.parametrize("case", CASES["url_suffixes"], ids=str)
def test_the_end_of_an_address_is_encoded_where_it_must_be(case: dict[str, Any]) -> None:
    assert encode_url_suffix(case["value"]) == case["suffix"]
