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

KIND_WORDS: dict[InteractionKind, tuple[str, str]] = {
    "text": ("text", "texte"),
    "button": ("button", "bouton"),
    "button_reply": ("button", "bouton"),
    "list_reply": ("choice from a list", "choix dans une liste"),
    "form": ("form filled in", "formulaire rempli"),
    "call_permission_reply": ("answer about calls", "réponse au sujet des appels"),
    "interactive": ("reply", "réponse"),
    "reaction": ("reaction", "réaction"),
    "voice": ("voice message", "message vocal"),
    "audio": ("audio", "audio"),
    "image": ("photo", "photo"),
    "video": ("video", "vidéo"),
    "document": ("document", "document"),
    "sticker": ("sticker", "autocollant"),
    "location": ("location", "position"),
    "contacts": ("contact card", "fiche de contact"),
    "order": ("order", "commande"),
    "other": ("reply that WhatsApp does not show here", "réponse que WhatsApp n’affiche pas ici"),
}
"""What each is called in a file for people, in English and French; the app has its own texts."""
