"""Making texts and JSON of strangers storable in PostgreSQL.

PostgreSQL refuses the NUL character in `text` and `jsonb`, and text that is not valid Unicode. One such
text would make a whole group of webhooks fail, so they are replaced by U+FFFD before anything else looks at
them.
"""

import math
import re
from typing import Any

import orjson

REPLACEMENT = "\ufffd"
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
_LARGEST_INT = 2**63 - 1


def storable_text(value: object, longest: int) -> str | None:
    """Return a text cut to `longest` characters and storable; None when it is no text."""
    if not isinstance(value, str):
        return None
    if len(value) > longest:
        value = value[:longest]
    if value.isascii() and "\x00" not in value:
        return value
    return _NOT_STORABLE.sub(REPLACEMENT, value)


def storable_json(value: Any) -> Any:
    """Return decoded JSON with every text storable and every number one that JSON can write."""
    if isinstance(value, str):
        return _NOT_STORABLE.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return {_NOT_STORABLE.sub(REPLACEMENT, key): storable_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable_json(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST_INT:
        return str(value)
    return value


def bounded_content(content: dict[str, Any], most_bytes: int) -> dict[str, Any]:
    """Return `content` if its JSON has at most `most_bytes`, else what fits of its plain fields.

    A cut content says so by `"truncated": true`.
    """
    try:
        if len(orjson.dumps(content)) <= most_bytes:
            return content
    except (TypeError, RecursionError):  # nested deeper than JSON writers go
        pass
    kept: dict[str, Any] = {"truncated": True}
    room = most_bytes - 64
    for key, value in content.items():
        if isinstance(value, str):
            # Four bytes is the longest character of UTF-8; a control character takes six as an escape.
            value = value[: max(room // 6 - len(key), 0)]
        elif not isinstance(value, int | float | None):
            continue
        size = len(orjson.dumps({key: value}))
        if size <= room:
            kept[key] = value
            room -= size
    return kept
