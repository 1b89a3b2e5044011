"""A template as a contact would see it."""

from typing import Any

import pytest

from relance.templates.preview import render_preview
from relance.templates.schemas import Preview, PreviewRequest
from relance.templates.service import Template

AWA = {"first_name": "Awa", "last_name": None, "phone": "+22997000001", "city": "Cotonou", "points": 12}


def template(*components: dict[str, Any], parameter_format: str = "POSITIONAL") -> Template:
    return Template(
        id=1, waba_id="1", meta_id=None, name="welcome", language="fr", category=None, status="APPROVED",
        parameter_format=parameter_format, components=list(components), quality=None, rejected_reason=None,
        blocked_at=None, blocked_until=None, blocked_code=None, blocked_reason=None, synced_at=None,
    )  # fmt: skip


def render(shown: Template, fields: dict[str, Any] | None = None, **request: Any) -> Preview:
    return render_preview(shown, PreviewRequest.model_validate(request), fields or {})


BODY = {"type": "BODY", "text": "Bonjour {{1}}, *{{2}}* points à {{3}} !"}


def test_values_come_from_the_contact_as_in_a_campaign() -> None:
    variables = {"1": {"field": "first_name"}, "2": {"field": "points"}, "3": {"value": "midi"}}
    shown = render(template(BODY), AWA, variables=variables)
    assert (shown.body, shown.missing) == ("Bonjour Awa, *12* points à midi !", [])


def test_missing_values_are_named_and_stay_visible() -> None:
    variables = {"1": {"field": "last_name"}, "2": {"field": "last_name", "default": "0"}}
    shown = render(template(BODY), AWA, variables=variables)
    assert (shown.body, shown.missing) == ("Bonjour {{1}}, *0* points à {{3}} !", ["body.1", "body.3"])


def test_given_values_win_and_are_cleaned_as_at_the_sending() -> None:
    shown = render(template(BODY), AWA, values={"1": "A\nB", "2": "{{3}}", "3": "  "})
    assert shown.body == "Bonjour A B, *{{3}}* points à {{3}} !"


def test_named_variable_takes_the_field_of_its_name() -> None:
    body = {"type": "BODY", "text": "{{first_name}} de {{city}}"}
    assert render(template(body, parameter_format="NAMED"), AWA).body == "Awa de Cotonou"


def test_header_footer_and_buttons() -> None:
    shown = render(
        template(
            {"type": "HEADER", "format": "TEXT", "text": "Pour {{1}}"},
            {"type": "BODY", "text": "_Offre_"},
            {"type": "FOOTER", "text": "STOP pour arrêter"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "QUICK_REPLY", "text": "Oui"},
                    {"type": "URL", "text": "Voir", "url": "https://example.com/{{1}}"},
                    {"type": "PHONE_NUMBER", "text": "Appeler", "phone_number": "+22997000000"},
                    {"type": "COPY_CODE", "text": "Copier"},
                ],
            },
        ),
        AWA,
        header={"text": "vous"},
        buttons={"1": {"field": "city"}, "3": {"value": "PROMO"}},
    )
    assert shown.header is not None and shown.header.text == "Pour vous"
    assert (shown.body, shown.footer, shown.missing) == ("_Offre_", "STOP pour arrêter", [])
    assert [(button.kind, button.url or button.phone_number or button.code) for button in shown.buttons] == [
        ("quick_reply", None),
        ("url", "https://example.com/Cotonou"),
        ("phone_number", "+22997000000"),
        ("copy_code", "PROMO"),
    ]


def test_media_header_shows_what_was_given() -> None:
    image = template({"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "x"})
    missing = render(image)
    assert missing.missing == ["header"] and missing.header is not None and missing.header.kind == "IMAGE"
    given = render(image, header={"media_id": "media:4"})
    assert given.missing == [] and given.header is not None and given.header.media_id == "media:4"


@pytest.mark.parametrize(
    "components",
    [
        [],
        [{}],
        [{"type": None, "text": None}],
        [{"type": "BUTTONS", "buttons": "x"}],
        [{"type": "BUTTONS", "buttons": [1, {"type": "URL", "url": 7}]}],
        [{"type": "CAROUSEL", "cards": []}],
    ],
)
def test_whatever_meta_sends_is_shown(components: list[dict[str, Any]]) -> None:
    assert render(template(*components)).missing == []
