"""The texts of Message 2."""

import pytest

from relance.interactions.rendering import MissingFieldError, render_message_2


def test_fields_defaults_and_missing_ones() -> None:
    fields = {"first_name": " Awa ", "city": "", "n": 3, "nested": {"a": 1}}
    greeting = {"type": "text", "text": "Hi {{ first_name }}, {{n}}"}
    assert render_message_2(greeting, fields) == {"text": "Hi Awa, 3"}
    assert render_message_2({"type": "buttons", "text": "{{city|your city}}"}, fields) == {
        "text": "your city"
    }
    for name in ("city", "nested", "absent"):
        with pytest.raises(MissingFieldError, match=name):
            render_message_2({"type": "text", "text": f"{{{{{name}}}}}"}, fields)


def test_what_a_field_says_is_not_filled_in_again() -> None:
    assert render_message_2({"type": "text", "text": "{{a}}"}, {"a": "{{b}}"}) == {"text": "{{b}}"}


def test_images_have_captions_or_nothing() -> None:
    assert render_message_2({"type": "image", "link": "https://x/y.png"}, {}) == {}
    captioned = {"type": "image", "caption": "for {{a}}"}
    assert render_message_2(captioned, {"a": "you"}) == {"caption": "for you"}


def test_texts_are_cut_to_what_whatsapp_takes() -> None:
    long = {"a": "x" * 9000}
    assert len(render_message_2({"type": "text", "text": "{{a}}"}, long)["text"]) == 4096
    assert len(render_message_2({"type": "buttons", "text": "{{a}}"}, long)["text"]) == 1024
    assert len(render_message_2({"type": "image", "caption": "{{a}}"}, long)["caption"]) == 1024
