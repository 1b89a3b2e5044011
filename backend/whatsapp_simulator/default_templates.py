"""The templates a fresh simulator knows: positional, named, with headers and buttons, some not sendable."""

from typing import Any

from .templates import Template

_EVENT_IMAGE = "https://example.com/event.jpg"


def make_default_templates() -> list[Template]:
    """New objects each time: their status changes while running."""
    return [_make(number, *row) for number, row in enumerate(_ROWS)]


def _make(
    number: int,
    name: str,
    language: str,
    category: str,
    status: str,
    components: list[dict[str, Any]],
    named: bool = False,
) -> Template:
    template_id = str(1_689_556_908_129_800 + number)
    return Template(template_id, name, language, category, status, components, named)


def _body(text: str, *examples: str) -> dict[str, Any]:
    component: dict[str, Any] = {"type": "BODY", "text": text}
    if examples:
        component["example"] = {"body_text": [list(examples)]}
    return component


def _named_body(text: str, **examples: str) -> dict[str, Any]:
    pairs = [{"param_name": name, "example": example} for name, example in examples.items()]
    return {"type": "BODY", "text": text, "example": {"body_text_named_params": pairs}}


def _quick_replies(*texts: str) -> dict[str, Any]:
    return {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": text} for text in texts]}


def _url_button(text: str) -> dict[str, Any]:
    url = "https://example.com/orders/{{1}}"
    return {"type": "BUTTONS", "buttons": [{"type": "URL", "text": text, "url": url, "example": [url]}]}


_IMAGE_HEADER = {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": [_EVENT_IMAGE]}}

_ROWS: list[tuple[Any, ...]] = [
    (
        "welcome_offer", "fr", "MARKETING", "APPROVED",
        [
            _body("Bonjour {{1}}, une offre vous attend cette semaine. Voulez-vous en savoir plus ?", "Afi"),
            {"type": "FOOTER", "text": "Répondez STOP pour ne plus rien recevoir."},
            _quick_replies("Oui, dites-m'en plus", "Plus tard"),
        ],
    ),
    (
        "welcome_offer", "en_US", "MARKETING", "APPROVED",
        [
            _body("Hello {{1}}, an offer is waiting for you this week. Would you like to know more?", "Ann"),
            {"type": "FOOTER", "text": "Answer STOP to receive nothing more."},
            _quick_replies("Yes, tell me more", "Later"),
        ],
    ),
    (
        "order_update", "fr", "UTILITY", "APPROVED",
        [
            _named_body(
                "{{first_name}}, la commande {{order_id}} est en route.", first_name="Afi", order_id="A-17"
            ),
            _url_button("Suivre"),
        ],
        True,
    ),
    (
        "order_update", "en_US", "UTILITY", "APPROVED",
        [
            _named_body(
                "{{first_name}}, your order {{order_id}} is on its way.", first_name="Ann", order_id="A-17"
            ),
            _url_button("Track"),
        ],
        True,
    ),
    (
        "event_image", "fr", "MARKETING", "APPROVED",
        [
            _IMAGE_HEADER,
            _body("{{1}}, nous vous attendons le {{2}}.", "Afi", "12 mars"),
            _quick_replies("J'y serai"),
        ],
    ),
    (
        "event_image", "en_US", "MARKETING", "APPROVED",
        [
            _IMAGE_HEADER,
            _body("{{1}}, see you on {{2}}.", "Ann", "12 March"),
            _quick_replies("I will be there"),
        ],
    ),
    (
        "appointment", "fr", "UTILITY", "APPROVED",
        [
            {"type": "HEADER", "format": "TEXT", "text": "Rendez-vous du {{1}}",
             "example": {"header_text": ["12 mars"]}},
            _body("Nous vous attendons à {{1}}, {{2}}.", "10 h", "Cotonou"),
        ],
    ),
    ("news", "fr", "MARKETING", "APPROVED", [_body("Du nouveau cette semaine : venez voir.")]),
    ("news", "en_US", "MARKETING", "APPROVED", [_body("Something new this week: come and see.")]),
    ("flash_sale", "fr", "MARKETING", "PAUSED", [_body("{{1}}, dernières heures de la vente.", "Afi")]),
    ("win_back", "fr", "MARKETING", "REJECTED", [_body("{{1}}, vous nous manquez !", "Afi")]),
    ("new_terms", "en_US", "UTILITY", "PENDING", [_body("Our terms change on {{1}}.", "1 March")]),
]  # fmt: skip
