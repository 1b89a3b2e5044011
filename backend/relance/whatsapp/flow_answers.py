"""The answers of a filled-in form (a WhatsApp Flow), as a person reads them."""

import re

import orjson

# The builder's names: `screen_0_Your_name_1`; its options: `0_Saturday`.
_BUILT_NAME = re.compile(r"screen_\d+_(.+?)_\d+")
_BUILT_OPTION = re.compile(r"\d+_(?=\D)")
_NO_ANSWER = frozenset({"flow_token"})
_MOST_LINES = 100


def read_flow_answers(response_json: object) -> str | None:
    """One line for each answer, `question: answer`; None when there is none, or when it cannot be read."""
    if not isinstance(response_json, str):
        return None
    try:
        answers = orjson.loads(response_json)
    except (orjson.JSONDecodeError, RecursionError):
        return None
    if not isinstance(answers, dict):
        return None
    lines = [
        f"{_name(name)}: {said}"
        for name, value in answers.items()
        if name not in _NO_ANSWER and (said := _say(value))
    ]
    return "\n".join(lines[:_MOST_LINES]) or None


def _name(name: str) -> str:
    built = _BUILT_NAME.fullmatch(name)
    return (built[1] if built else name).replace("_", " ").strip()


def _say(value: object) -> str:
    match value:
        case bool():
            return "✓" if value else "✗"
        case str():
            return _BUILT_OPTION.sub("", value.strip(), count=1)
        case int() | float():
            return str(value)
        case list():
            return ", ".join(said for item in value if (said := _say(item)))
        case dict():
            # A file or picture that was added has a name; what else it is stays in the content.
            return _say(value.get("file_name") or value.get("title"))
    return ""
