"""A wrong payload is refused with the code Meta gives it, a right one is taken."""

from typing import Any

import pytest

from tests.simulator.caller import make_message, make_template
from whatsapp_simulator.default_templates import make_default_templates
from whatsapp_simulator.message_rules import Content, read_content, read_envelope, read_object
from whatsapp_simulator.refusals import Refusal
from whatsapp_simulator.templates import TemplateCatalogue

CATALOGUE = TemplateCatalogue(make_default_templates())


def read(payload: dict[str, Any]) -> Content:
    read_envelope(payload)
    return read_content(payload, CATALOGUE)


def refuse(payload: dict[str, Any]) -> int:
    with pytest.raises(Refusal) as refused:
        read(payload)
    return refused.value.code


def buttons(*pairs: tuple[str, str], text: str = "Choose") -> dict[str, Any]:
    rows = [{"type": "reply", "reply": {"id": reply_id, "title": title}} for reply_id, title in pairs]
    return {"type": "button", "body": {"text": text}, "action": {"buttons": rows}}


def rows(count: int, **row: str) -> dict[str, Any]:
    made = [{"id": f"r{n}", "title": f"Row {n}", **row} for n in range(count)]
    return {"type": "list", "body": {"text": "x"}, "action": {"button": "Open", "sections": [{"rows": made}]}}


def template(
    name: str = "welcome_offer", language: str = "fr", *components: dict[str, Any]
) -> dict[str, Any]:
    payload = make_template()
    payload["template"] = {"name": name, "language": {"code": language}, "components": list(components)}
    return payload


def body(*texts: str) -> dict[str, Any]:
    return {"type": "body", "parameters": [{"type": "text", "text": text} for text in texts]}


def named(**values: str) -> dict[str, Any]:
    parameters = [{"type": "text", "parameter_name": name, "text": text} for name, text in values.items()]
    return {"type": "body", "parameters": parameters}


def url_button(text: str, index: object = "0") -> dict[str, Any]:
    parameters = [{"type": "text", "text": text}]
    return {"type": "button", "sub_type": "url", "index": index, "parameters": parameters}


def image(**media: str) -> dict[str, Any]:
    return {"type": "header", "parameters": [{"type": "image", "image": media}]}


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'"text"', b"\xff"])
def test_body_that_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_object(raw)
    assert refused.value.code == 100


@pytest.mark.parametrize(
    "change",
    [
        {"messaging_product": "telegram"},
        {"recipient_type": "crowd"},
        {"to": 2290197000001},
        {"to": ""},
        {"biz_opaque_callback_data": "x" * 513},
        {"biz_opaque_callback_data": 12},
        {"temlate": {}},
        {"type": "telegram"},
        {"type": 7},
    ],
)
def test_wrong_envelope_is_refused_with_100(change: dict[str, Any]) -> None:
    assert refuse({**make_message(), **change}) == 100


def test_callback_data_of_512_characters_is_taken() -> None:
    assert read_envelope(make_message(biz_opaque_callback_data="x" * 512)).opaque == "x" * 512


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", {"body": "x" * 4096, "preview_url": True}),
        ("image", {"id": "123", "caption": "x" * 1024}),
        ("image", {"link": "https://example.com/a.jpg"}),
        ("video", {"id": "123"}),
        ("audio", {"id": "123"}),
        ("sticker", {"id": "123"}),
        ("document", {"id": "123", "filename": "a.pdf", "caption": "x"}),
        ("reaction", {"message_id": "wamid.x", "emoji": ""}),
        ("location", {"latitude": "6.37", "longitude": 2.39, "name": "Cotonou"}),
        ("contacts", [{"name": {"formatted_name": "Afi", "first_name": "Afi"}}]),
        ("interactive", buttons(("1", "x" * 20), ("2", "No"), ("3", "Later"), text="x" * 1024)),
        (
            "interactive",
            {**buttons(("1", "A")), "footer": {"text": "x"}, "header": {"type": "text", "text": "x"}},
        ),
        ("interactive", {**buttons(("1", "A")), "header": {"type": "image", "image": {"id": "1"}}}),
        ("interactive", rows(10, description="x" * 72)),
        (
            "interactive",
            {
                "type": "cta_url",
                "body": {"text": "x"},
                "action": {
                    "name": "cta_url",
                    "parameters": {"display_text": "Go", "url": "https://example.com"},
                },
            },
        ),
        (
            "interactive",
            {
                "type": "request_contact_info",
                "body": {"text": "x"},
                "action": {"name": "request_contact_info"},
            },
        ),
    ],
)
def test_right_free_form_message_is_taken(kind: str, value: Any) -> None:
    assert read(make_message(kind, value)).kind == kind


@pytest.mark.parametrize(
    ("code", "kind", "value"),
    [
        (131008, "text", {}),
        (131008, "text", {"body": "  "}),
        (131008, "text", "Bonjour"),
        (131009, "text", {"body": "x" * 4097}),
        (131009, "text", {"body": "x", "preview_url": "yes"}),
        (131008, "image", {}),
        (131008, "image", {"id": "1", "link": "https://example.com/a.jpg"}),
        (131009, "image", {"link": "ftp://example.com/a.jpg"}),
        (131009, "image", {"id": "../1"}),
        (131009, "image", {"id": "1", "caption": "x" * 1025}),
        (100, "audio", {"id": "1", "caption": "x"}),
        (131008, "reaction", {"message_id": "wamid.x"}),
        (131008, "reaction", {"emoji": "x"}),
        (131008, "location", {"latitude": 6}),
        (131009, "location", {"latitude": 91, "longitude": 2}),
        (131008, "contacts", []),
        (131008, "contacts", [{"name": {}}]),
        (131009, "interactive", buttons()),
        (131009, "interactive", buttons(*((str(n), f"T{n}") for n in range(4)))),
        (131009, "interactive", buttons(("1", "x" * 21))),
        (131009, "interactive", buttons(("x" * 257, "A"))),
        (131009, "interactive", buttons(("1", "A"), ("1", "B"))),
        (131009, "interactive", buttons(("1", "A"), ("2", "A"))),
        (131009, "interactive", buttons(("1", "A"), text="x" * 1025)),
        (131008, "interactive", buttons(("1", ""))),
        (131009, "interactive", {**buttons(("1", "A")), "footer": {"text": "x" * 61}}),
        (131009, "interactive", {**buttons(("1", "A")), "header": {"type": "text", "text": "x" * 61}}),
        (131009, "interactive", {**buttons(("1", "A")), "header": {"type": "sound"}}),
        (131009, "interactive", {**buttons(("1", "A")), "type": "carousel"}),
        (131009, "interactive", rows(11)),
        (131009, "interactive", rows(1, description="x" * 73)),
        (131009, "interactive", rows(1, title="x" * 25)),
    ],
)
def test_wrong_free_form_message_is_refused(code: int, kind: str, value: Any) -> None:
    assert refuse(make_message(kind, value)) == code


@pytest.mark.parametrize(
    "payload",
    [
        template("welcome_offer", "fr", body("Afi")),
        template("order_update", "en_US", named(order_id="A-17", first_name="Ann"), url_button("A-17")),
        template("order_update", "en_US", named(order_id="A-17", first_name="Ann"), url_button("A-17", 0)),
        template("event_image", "fr", image(id="123"), body("Afi", "12 mars")),
        template("event_image", "fr", image(link="https://example.com/a.jpg"), body("Afi", "12 mars")),
        template(
            "appointment",
            "fr",
            {"type": "header", "parameters": body("12 mars")["parameters"]},
            body("10 h", "Ici"),
        ),
        template("news", "en_US"),
        template(
            "welcome_offer",
            "fr",
            {
                "type": "body",
                "parameters": [
                    {
                        "type": "currency",
                        "currency": {"fallback_value": "10 €", "code": "EUR", "amount_1000": 10000},
                    }
                ],
            },
        ),
        template(
            "welcome_offer",
            "fr",
            body("Afi"),
            {
                "type": "button",
                "sub_type": "quick_reply",
                "index": "1",
                "parameters": [{"type": "payload", "payload": "LATER"}],
            },
        ),
    ],
)
def test_right_template_message_is_taken(payload: dict[str, Any]) -> None:
    assert read(payload).kind == "template"


@pytest.mark.parametrize(
    ("code", "payload"),
    [
        (131008, template("", "fr")),
        (131008, template("welcome_offer", "")),
        (132001, template("nowhere", "fr")),
        (132001, template("welcome_offer", "de", body("Afi"))),
        (132001, template("win_back", "fr", body("Afi"))),
        (132001, template("new_terms", "en_US", body("x"))),
        (132015, template("flash_sale", "fr", body("Afi"))),
        (132000, template("welcome_offer", "fr")),
        (132000, template("welcome_offer", "fr", body("Afi", "Bio"))),
        (132000, template("news", "fr", body("Afi"))),
        (132000, template("order_update", "fr", body("Afi", "A-17"), url_button("A-17"))),
        (132000, template("order_update", "fr", named(first_name="Afi", order="A-17"), url_button("A-17"))),
        (132000, template("appointment", "fr", body("10 h", "Ici"))),
        (132005, template("welcome_offer", "fr", body("x" * 1024))),
        (132018, template("welcome_offer", "fr", body("two\nlines"))),
        (132018, template("welcome_offer", "fr", body("a\ttab"))),
        (132018, template("welcome_offer", "fr", body("four    spaces"))),
        (131008, template("welcome_offer", "fr", body(""))),
        (
            132012,
            template("welcome_offer", "fr", {"type": "body", "parameters": [{"type": "image", "image": {}}]}),
        ),
        (132012, template("event_image", "fr", body("Afi", "12 mars"))),
        (
            132012,
            template(
                "event_image",
                "fr",
                {"type": "header", "parameters": [{"type": "text", "text": "x"}]},
                body("Afi", "12 mars"),
            ),
        ),
        (131008, template("event_image", "fr", image(), body("Afi", "12 mars"))),
        (131009, template("event_image", "fr", image(link="a.jpg"), body("Afi", "12 mars"))),
        (131008, template("order_update", "fr", named(first_name="Afi", order_id="A-17"))),
        (
            132018,
            template("order_update", "fr", named(first_name="Afi", order_id="1"), url_button("A-17", 1)),
        ),
        (
            132018,
            template("order_update", "fr", named(first_name="Afi", order_id="1"), url_button("A-17", "x")),
        ),
        (132018, template("order_update", "fr", named(first_name="Afi", order_id="1"), url_button("a b"))),
        (132018, template("welcome_offer", "fr", body("Afi"), url_button("A-17"))),
        (132012, template("welcome_offer", "fr", body("Afi"), {"type": "carousel"})),
        (131009, template("welcome_offer", "fr", {"type": "body", "parameters": {"1": "Afi"}})),
    ],
)
def test_wrong_template_message_is_refused(code: int, payload: dict[str, Any]) -> None:
    assert refuse(payload) == code


def test_values_are_kept_by_the_names_of_the_template() -> None:
    content = read(
        template("order_update", "en_US", named(order_id="A-17", first_name="Ann"), url_button("track/17"))
    )
    assert content.parameters == (("first_name", "Ann"), ("order_id", "A-17"), ("button_0", "track/17"))


def test_disabled_template_is_refused_with_132016() -> None:
    catalogue = TemplateCatalogue(make_default_templates())
    catalogue.set_status("welcome_offer", "DISABLED")
    with pytest.raises(Refusal) as refused:
        read_content(make_template(), catalogue)
    assert refused.value.code == 132016
