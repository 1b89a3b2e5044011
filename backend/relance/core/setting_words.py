"""What is wrong with a setting, in words for whoever set it; the value itself is never quoted."""

from typing import Any

_ID = "must be the id that Meta's dashboard shows, digits only, not the phone number itself"

_OF_SETTINGS = {
    ("whatsapp_phone_number_id", "string_pattern_mismatch"): _ID,
    ("whatsapp_business_account_id", "string_pattern_mismatch"): (
        "must be the id that Meta's dashboard shows, digits only"
    ),
    ("whatsapp_graph_version", "string_pattern_mismatch"): "must look like v26.0",
}

_OF_KINDS = {
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_type": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be a text",
    "tuple_type": "must be a list of texts",
    "string_too_long": "must have at most {max_length} characters",
    "too_long": "must have at most {max_length} entries",
    "finite_number": "must be a number",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "literal_error": "must be {expected}",
}


def word_error(name: str, error: Any) -> str:
    """One of pydantic's errors of the setting `name`, to go on after `RELANCE_… `."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "missing":
        return "is not set: see .env.example for what it means"
    if kind == "string_too_short":
        least = context["min_length"]
        return f"is not right: {'it is empty' if least == 1 else f'it must have at least {least} characters'}"
    words = _OF_SETTINGS.get((name, kind)) or _OF_KINDS.get(kind)
    if words is None:
        return f"is not right: {error['msg'].removeprefix('Value error, ')}"
    return f"is not right: it {words.format(**{k: v for k, v in context.items() if k != 'error'})}"
