"""The signature Meta puts on webhook bodies."""

from hmac import digest


def sign(body: bytes, app_secret: bytes) -> str:
    """`X-Hub-Signature-256` of these exact bytes."""
    return "sha256=" + digest(app_secret, body, "sha256").hex()
