"""What a person can do: the one list of kinds, and the message type of Meta that each is read from."""

from typing import Literal

InteractionKind = Literal[
    "text", "button", "button_reply", "list_reply", "form", "call_permission_reply", "interactive",
    "reaction", "voice", "audio", "image", "video", "document", "sticker", "location", "contacts", "order",
    "other",
]  # fmt: skip
"""`interactive` is a form of reply that is not known yet, `other` a message that Meta does not show
or whose type is not known yet: something the person did all the same."""

READ_FROM: dict[InteractionKind, str] = {
    "text": "text", "button": "button", "button_reply": "interactive", "list_reply": "interactive",
    "form": "interactive", "call_permission_reply": "interactive", "interactive": "interactive",
    "reaction": "reaction", "voice": "audio", "audio": "audio", "image": "image", "video": "video",
    "document": "document", "sticker": "sticker", "location": "location", "contacts": "contacts",
    "order": "order", "other": "unsupported",
}  # fmt: skip
"""Each has a reader in `message_types.READERS`; a test holds the three against each other."""

MAY_NOT_OPEN_THE_WINDOW: frozenset[InteractionKind] = frozenset({"reaction", "other"})
"""Meta does not say whether these open the customer service window: what answers them may be refused."""

TAPS: frozenset[InteractionKind] = frozenset({"button", "button_reply", "list_reply"})
"""A tap on something that we offered; what it is called comes as payload or text."""
