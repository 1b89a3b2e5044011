"""What a message said, from what is kept of it."""

from collections.abc import Mapping

from relance.whatsapp.placeholders import fill_template


def text_of_message(kind: str, body: str | None, values: Mapping[str, str]) -> str | None:
    """Message 1: the body of its template as it reads now, with the values as they were then.

    Without values it never had any: who was left out, and templates that take none. None: an image alone.
    """
    if kind != "message_1":
        return values.get("text", values.get("caption"))
    return None if body is None else fill_template(body, lambda name: values.get(name, ""))
