"""The signature Meta puts on every webhook: `X-Hub-Signature-256: sha256=<64 hex digits>`.

It is an HMAC-SHA256 with the app secret over the raw bytes of the body. Meta escapes non-ASCII characters in
its JSON, so a body that was parsed and written again does not have the same bytes: always check before
parsing.
"""

import hashlib
import hmac

_PREFIX = "sha256="
_HEX_DIGITS = 64


def sign(body: bytes, app_secret: bytes) -> str:
    """Return the value of the signature header for `body`."""
    return _PREFIX + hmac.digest(app_secret, body, hashlib.sha256).hex()


def verify_signature(body: bytes, header: str | None, *app_secrets: bytes) -> bool:
    """Tell whether `header` signs exactly these bytes by one of the secrets. Never raises.

    Constant time in the digest, and in which of the secrets it was. An empty one verifies nothing: anybody
    could sign with it.
    """
    if not header or not header.isascii() or not header.startswith(_PREFIX):
        return False
    given = header[len(_PREFIX) :].lower()
    if len(given) != _HEX_DIGITS:
        return False
    expected = [hmac.digest(secret, body, hashlib.sha256).hex() for secret in app_secrets if secret]
    return sum(hmac.compare_digest(digest, given) for digest in expected) > 0  # compares with all of them
