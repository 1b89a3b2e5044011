"""Words of opting out, and the texts of Message 2."""

import pytest

from relance.interactions.opt_out_words import OPT_OUT_WORDS, is_opt_out, normalise
from relance.interactions.rendering import MissingFieldError, render_message_2


@pytest.mark.parametrize("text", ["STOP", "stop", "Arrêt", "ARRETER", "désabonner", "Unsubscribe"])
def test_words_opt_out(text: str) -> None:
    assert is_opt_out("text", text, None)


@pytest.mark.parametrize("text", ["", "stopover", "non stop", "don't stop", "arrêt de bus", "x" * 5000, "🛑"])
def test_other_texts_do_not(text: str) -> None:
    assert not is_opt_out("text", text, None)


@pytest.mark.parametrize(
    ("kind", "payload", "expected"),
    [
        ("button", "STOP_PROMO", True),
        ("button_reply", "stop", True),
        ("list_reply", "UNSUBSCRIBE_ALL", True),
        ("button", "STOPOVER", False),
        ("button", "DO_NOT_STOP", False),
        ("text", "STOP_PROMO", False),
        ("image", "STOP", False),
    ],
)
def test_payloads(kind: str, payload: str, expected: bool) -> None:
    assert is_opt_out(kind, "More", payload) is expected


def test_a_caption_is_no_opt_out() -> None:
    assert not is_opt_out("image", "stop", None)


def test_list_is_written_as_texts_are_compared() -> None:
    assert {normalise(word) for word in OPT_OUT_WORDS} == OPT_OUT_WORDS


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
