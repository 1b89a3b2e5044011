"""Keyset pages: `cursor` holds the sort key of the last row seen, `limit` how many come; never an OFFSET.

A cursor is opaque and signed with the secret key: one that was altered, or that belongs to another list or
another filter, is refused with 400 instead of giving a wrong page.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import orjson

from relance.core.errors import AppError

DEFAULT_LIMIT = 50
MAX_LIMIT = 200

_MAC_BYTES = 9


def _sign(payload: bytes, *, secret: str, scope: str) -> bytes:
    return hmac.digest(secret.encode(), scope.encode() + b"\0" + payload, "sha256")[:_MAC_BYTES]


def encode_cursor(key: Sequence[Any], *, secret: str, scope: str) -> str:
    """The cursor after a row with sort key `key` (JSON values; times as ISO text).

    `scope` names the list with its filter and order, as `scope_of` makes it.
    """
    payload = orjson.dumps(list(key))
    return _write(_sign(payload, secret=secret, scope=scope) + payload)


def _write(raw: bytes) -> str:
    """One way only: who reads Base64 passes over foreign characters and over bits left at the end."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_cursor(cursor: str | None, *, secret: str, scope: str, parts: int) -> list[Any] | None:
    """The sort key in a cursor, None for the first page. Raises AppError `bad_cursor` (400)."""
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        mac, payload = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if _write(raw) == cursor and hmac.compare_digest(mac, _sign(payload, secret=secret, scope=scope)):
            key = orjson.loads(payload)
            if isinstance(key, list) and len(key) == parts:
                return key
    except (ValueError, TypeError):
        pass
    raise AppError("bad_cursor")


def scope_of(name: str, **filters: Any) -> str:
    """The scope of a list: its name, order and filters, whatever their length."""
    digest = hashlib.blake2b(orjson.dumps(filters, option=orjson.OPT_SORT_KEYS, default=str), digest_size=8)
    return f"{name}:{digest.hexdigest()}"
