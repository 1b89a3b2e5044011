from typing import Any

import pytest

from relance.whatsapp.template_shape import TemplateButton, TemplateShape

BUTTONS = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+33755500000"},
        {"type": "URL", "text": "Site", "url": "https://example.org/"},
        {"type": "URL", "text": "Order", "url": "https://example.org/o/{{1}}"},
        {"type": "QUICK_REPLY", "text": "Stop"},
        {"type": "COPY_CODE", "text": "Copy"},
    ],
}


def read(*components: dict[str, Any], parameter_format: str | None = None) -> TemplateShape:
    return TemplateShape.from_components("welcome", "fr", parameter_format, components)


def test_positional_parameters_go_by_number_not_by_place() -> None:
    shape = read({"type": "BODY", "text": "{{2}} for {{1}}, {{2}} and {{10}}"})
    assert (shape.parameter_format, shape.body_parameters) == ("POSITIONAL", ("1", "2", "10"))


def test_named_parameters_go_by_name() -> None:
    shape = read(
        {"type": "HEADER", "format": "TEXT", "text": "Order {{order_id}}"},
        {"type": "BODY", "text": "Hi {{first_name}}, {{ city }}"},
        parameter_format="NAMED",
    )
    assert shape.parameter_format == "NAMED"
    assert shape.body_parameters == ("first_name", "city")
    assert (shape.header_kind, shape.header_parameter) == ("TEXT", "order_id")


def test_button_index_counts_all_buttons() -> None:
    assert read(BUTTONS).buttons == (
        TemplateButton(2, "url", "Order", required=True),
        TemplateButton(3, "quick_reply", "Stop", required=False),
        TemplateButton(4, "copy_code", "Copy", required=True),
    )


def test_template_without_variables_needs_nothing() -> None:
    shape = read({"type": "HEADER", "format": "TEXT", "text": "News"}, {"type": "BODY", "text": "Hello"})
    assert shape.header_parameter is None
    assert shape.missing_values(values={}, header=None, buttons={}) == []


@pytest.mark.parametrize(
    ("values", "header", "buttons", "missing"),
    [
        ({}, None, {}, ["body.1", "body.2", "header", "button.2", "button.4"]),
        ({"1": "a", "2": " \n "}, {"media_id": ""}, {"2": "x", "4": "C"}, ["body.2", "header"]),
        ({"1": "a", "2": "b"}, {"link": "https://example.org/a.png"}, {"2": "x", "4": "C"}, []),
        ({"1": "a", "2": "b"}, {"media_id": "1"}, {"2": "", "4": "C"}, ["button.2"]),
    ],
)
def test_missing_and_blank_values_are_named(
    values: dict[str, str], header: dict[str, str] | None, buttons: dict[str, str], missing: list[str]
) -> None:
    shape = read({"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "{{1}} {{2}}"}, BUTTONS)
    assert shape.missing_values(values=values, header=header, buttons=buttons) == missing


def test_variable_of_a_text_header_is_needed() -> None:
    shape = read({"type": "HEADER", "format": "TEXT", "text": "For {{1}}"})
    assert shape.missing_values(values={}, header={"media_id": "1"}, buttons={}) == ["header"]
    assert shape.missing_values(values={}, header={"text": "you"}, buttons={}) == []


@pytest.mark.parametrize(
    "component",
    [
        {"type": "CAROUSEL", "cards": []},
        {"type": "LIMITED_TIME_OFFER"},
        {"type": "HEADER", "format": "LOCATION"},
        {"type": "BUTTONS", "buttons": [{"type": "MPM", "text": "See"}]},
        {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
    ],
)
def test_template_relance_cannot_send_says_so(component: dict[str, Any]) -> None:
    assert read({"type": "BODY", "text": "x"}, component).unsupported


@pytest.mark.parametrize(
    "component", [{}, {"type": None}, {"type": "BODY"}, {"type": "BUTTONS", "buttons": [7, {}]}]
)
def test_odd_components_do_not_raise(component: dict[str, Any]) -> None:
    read(component)
