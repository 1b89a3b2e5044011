"""Bodies as Meta's OpenAPI file requires them; the rules found there are written out here."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.whatsapp.payloads import (
    TemplateRenderer,
    TemplateShape,
    address,
    build_template_message,
)

TO = {"to": "+33755501001"}
ECHO = "inst1.42.1"
RICH = TemplateShape.from_components(
    "welcome",
    "en_US",
    None,
    [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "Hi {{1}}, order {{2}}"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Stop"},
                {"type": "URL", "text": "Order", "url": "https://example.org/{{1}}"},
                {"type": "COPY_CODE", "text": "Copy"},
                {"type": "FLOW", "text": "Form"},
            ],
        },
    ],
)
PLAIN = TemplateShape.from_components("plain", "fr", None, [{"type": "BODY", "text": "Bonjour"}])
NAMED = TemplateShape.from_components(
    "order",
    "fr",
    "NAMED",
    [
        {"type": "HEADER", "format": "TEXT", "text": "Order {{id}}"},
        {"type": "BODY", "text": "Hi {{first_name}}"},
    ],
)


def render(template: TemplateShape, **parts: Any) -> dict[str, Any]:
    given = {"values": {}, "header": None, "buttons": {}, **parts}
    body = build_template_message(address=TO, template=template, echo=ECHO, **given)
    decoded = orjson.loads(body)
    assert isinstance(decoded, dict)
    return decoded


def test_phone_is_addressed_with_plus_and_bsuid_only_without_a_phone() -> None:
    assert address("+33755501001", "FR.7") == {"to": "+33755501001"}
    assert address("33755501001", None) == {"to": "+33755501001"}
    assert address(None, "FR.7") == {"recipient": "FR.7"}
    with pytest.raises(ValueError, match="needs a phone"):
        address(None, None)


def test_template_message_with_every_part() -> None:
    assert render(
        RICH,
        values={"1": "Ann", "2": "A-17"},
        header={"media_id": "77"},
        buttons={"0": "STOP_PROMO", "1": "abc 12", "2": "SAVE10"},
    ) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+33755501001",
        "type": "template",
        "template": {
            "name": "welcome",
            "language": {"policy": "deterministic", "code": "en_US"},
            "components": [
                {"type": "header", "parameters": [{"type": "image", "image": {"id": "77"}}]},
                {
                    "type": "body",
                    "parameters": [{"type": "text", "text": "Ann"}, {"type": "text", "text": "A-17"}],
                },
                {
                    "type": "button",
                    "sub_type": "quick_reply",
                    "index": "0",
                    "parameters": [{"type": "payload", "payload": "STOP_PROMO"}],
                },
                {
                    "type": "button",
                    "sub_type": "url",
                    "index": "1",
                    "parameters": [{"type": "text", "text": "abc%2012"}],
                },
                {
                    "type": "button",
                    "sub_type": "copy_code",
                    "index": "2",
                    "parameters": [{"type": "coupon_code", "coupon_code": "SAVE10"}],
                },
                {
                    "type": "button",
                    "sub_type": "flow",
                    "index": "3",
                    "parameters": [{"type": "action", "action": {"flow_token": "unused"}}],
                },
            ],
        },
        "biz_opaque_callback_data": ECHO,
    }


def test_named_parameters_carry_their_names() -> None:
    template = render(NAMED, values={"first_name": "Ann"}, header={"text": "A-17"})["template"]
    assert template["components"] == [
        {"type": "header", "parameters": [{"type": "text", "text": "A-17", "parameter_name": "id"}]},
        {"type": "body", "parameters": [{"type": "text", "parameter_name": "first_name", "text": "Ann"}]},
    ]


def test_quick_reply_without_payload_is_left_out() -> None:
    template = render(
        RICH,
        values={"1": "a", "2": "b"},
        header={"link": "https://example.org/a.png"},
        buttons={"1": "x", "2": "C"},
    )["template"]
    assert [part.get("sub_type") for part in template["components"]] == [
        None,
        None,
        "url",
        "copy_code",
        "flow",
    ]
    assert template["components"][0]["parameters"][0]["image"] == {"link": "https://example.org/a.png"}


def test_template_without_variables_has_no_components() -> None:
    assert render(PLAIN)["template"]["components"] == []


@pytest.mark.parametrize("kind", ["IMAGE", "VIDEO", "DOCUMENT"])
def test_media_header_takes_either_id_or_link_and_no_caption(kind: str) -> None:
    template = TemplateShape.from_components("m", "fr", None, [{"type": "HEADER", "format": kind}])
    header = {"media_id": "1", "link": "https://example.org/x", "caption": "no"}
    (component,) = render(template, header=header)["template"]["components"]
    assert component["parameters"] == [{"type": kind.lower(), kind.lower(): {"id": "1"}}]


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        ("Ann", "Ann"),
        ('Zoë "d\'Or" \\ 👍🏽', 'Zoë "d\'Or" \\ 👍🏽'),
        ("12 Main St\r\nCotonou", "12 Main St Cotonou"),
        ("a\tb", "a b"),
        ("a\u2028b", "a b"),
        ("a     b", "a b"),
        ("a   b", "a   b"),
        ("a \n\t  b", "a b"),
    ],
)
def test_value_meta_would_refuse_is_cleaned(value: str, sent: str) -> None:
    parts = render(NAMED, values={"first_name": value}, header={"text": value})["template"]["components"]
    assert [part["parameters"][0]["text"] for part in parts] == [sent, sent]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_cleaned_value_holds_what_meta_refuses(value: str) -> None:
    (_, body) = render(NAMED, values={"first_name": value}, header={"text": "x"})["template"]["components"]
    text = body["parameters"][0]["text"]
    assert not set(text) & set("\n\r\t")
    assert "     " not in text


@pytest.mark.parametrize(
    ("value", "suffix"),
    [("abc123", "abc123"), ("a b/é?x=1&y=%20", "a%20b/%C3%A9?x=1&y=%20"), (" a\n", "a")],
)
def test_url_suffix_is_percent_encoded_once(value: str, suffix: str) -> None:
    components = render(
        RICH, values={"1": "a", "2": "b"}, header={"media_id": "1"}, buttons={"1": value, "2": "C"}
    )["template"]["components"]
    assert components[2]["parameters"] == [{"type": "text", "text": suffix}]


def test_missing_value_raises_instead_of_sending_a_hole() -> None:
    with pytest.raises(KeyError):
        render(RICH, values={"1": "a"}, header={"media_id": "1"}, buttons={"1": "x", "2": "C"})


def test_renderer_fills_each_person_in_again() -> None:
    renderer = TemplateRenderer(NAMED, {"text": "x"})
    names = ["Ann", "Bob", "Ann"]
    bodies = [
        orjson.loads(renderer.render(address=TO, values={"first_name": name}, buttons={}, echo=f"i.{n}.1"))
        for n, name in enumerate(names)
    ]
    assert [body["template"]["components"][1]["parameters"][0]["text"] for body in bodies] == names
    assert [body["biz_opaque_callback_data"] for body in bodies] == ["i.0.1", "i.1.1", "i.2.1"]
