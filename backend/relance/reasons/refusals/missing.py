"""What is not there, or not any more."""

_NAMES = (
    "api_key", "campaign", "category", "contact", "import", "media", "message", "parked_webhook", "sender",
    "session", "template", "user",
)  # fmt: skip

MISSING = {f"{name}_not_found": (404, f"There is no {name.replace('_', ' ')} {{id:api}}.") for name in _NAMES}
