"""The finished texts of a Message 2: the campaign's text with the contact's fields in it.

A field that is missing or blank takes its default, written `{{first_name|friend}}`; without one the contact
gets no Message 2, with that reason, exactly as a missing variable skips Message 1.
"""

from collections.abc import Mapping
from typing import Any

from relance.whatsapp.limits import CAPTION_MOST, INTERACTIVE_BODY_MOST, TEXT_MOST
from relance.whatsapp.placeholders import fill, text_of


class MissingFieldError(Exception):
    """A field that the text needs is missing or blank, and has no default."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def render_message_2(
    message_2: Mapping[str, Any], fields: Mapping[str, object], *, show_missing: bool = False
) -> dict[str, str]:
    """The parameters of one Message 2: `{"text": …}`, `{"caption": …}`, or none.

    What is missing raises MissingFieldError; with `show_missing` it shows as `[first_name]` instead.
    """
    if message_2.get("type") == "image":
        caption = message_2.get("caption")
        return {} if caption is None else {"caption": _fill(caption, fields, show_missing)[:CAPTION_MOST]}
    most = TEXT_MOST if message_2.get("type") == "text" else INTERACTIVE_BODY_MOST
    # What a field adds can exceed WhatsApp's limit: cut, since a long name must not cost the follow-up.
    return {"text": _fill(message_2["text"], fields, show_missing)[:most]}


def _fill(text: str, fields: Mapping[str, object], show_missing: bool) -> str:
    def miss(name: str, _: str) -> str:
        if show_missing:
            return f"[{name}]"
        raise MissingFieldError(name)

    return fill(text, lambda name: text_of(fields.get(name)), miss)
