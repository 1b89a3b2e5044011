from typing import Any

import orjson
import pytest

from relance.whatsapp.payloads import (
    address,
    build_buttons_message,
    build_image_message,
    build_text_message,
)

TO = {"to": "+33755501001"}
ECHO = "inst1.42.1"
FREE_FORM = {
    "text": build_text_message(address=TO, text="Hi", echo=ECHO),
    "interactive": build_buttons_message(
        address=TO, text="Hi", buttons=[{"id": "a", "title": "A"}, {"id": "b", "title": "B"}], echo=ECHO
    ),
    "image": build_image_message(address=TO, media_id="9", caption="Look", echo=ECHO),
}


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text", {"body": "Hi", "preview_url": False}),
        (
            "interactive",
            {
                "type": "button",
                "body": {"text": "Hi"},
                "action": {
                    "buttons": [
                        {"type": "reply", "reply": {"id": "a", "title": "A"}},
                        {"type": "reply", "reply": {"id": "b", "title": "B"}},
                    ]
                },
            },
        ),
        ("image", {"id": "9", "caption": "Look"}),
    ],
)
def test_free_form_message(kind: str, content: dict[str, Any]) -> None:
    assert orjson.loads(FREE_FORM[kind]) == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+33755501001",
        "type": kind,
        kind: content,
        "biz_opaque_callback_data": ECHO,
    }


def test_image_has_either_id_or_link() -> None:
    both = build_image_message(address=TO, media_id="9", link="https://example.org/a.png", echo=ECHO)
    assert orjson.loads(both)["image"] == {"id": "9"}
    link = build_image_message(address=TO, link="https://example.org/a.png", echo=ECHO)
    assert orjson.loads(link)["image"] == {"link": "https://example.org/a.png"}
    with pytest.raises(ValueError, match="media id or a link"):
        build_image_message(address=TO, echo=ECHO)


def test_message_to_a_bsuid_has_no_to() -> None:
    body = orjson.loads(build_text_message(address=address(None, "FR.7"), text="Hi", echo=ECHO))
    assert body["recipient"] == "FR.7"
    assert "to" not in body
