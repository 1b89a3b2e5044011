"""What a person can do: the one list of kinds, and the message type of Meta that each is read from."""

from typing import Literal

InteractionKind = Literal[
    "text", "button", "button_reply", "list_reply", "form", "call_permission_reply", "interactive",
    "reaction", "voice", "audio", "image", "video", "document", "sticker", "location", "contacts", "order",
]  # fmt: skip
"""`interactive` is a form of reply that is not known yet."""

READ_FROM: dict[InteractionKind, str] = {
    "text": "text", "button": "button", "button_reply": "interactive", "list_reply": "interactive",
    "form": "interactive", "call_permission_reply": "interactive", "interactive": "interactive",
    "reaction": "reaction", "voice": "audio", "audio": "audio", "image": "image", "video": "video",
    "document": "document", "sticker": "sticker", "location": "location", "contacts": "contacts",
    "order": "order",
}  # fmt: skip
"""Each has a reader in `message_types.READERS`; a test holds the three against each other."""

TAPS: frozenset[InteractionKind] = frozenset({"button", "button_reply", "list_reply"})
"""A tap on something that we offered; what it is called comes as payload or text."""
