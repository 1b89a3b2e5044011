"""A body taken apart: one body per item, to find the one item that cannot be applied."""

import json
from typing import Any

import orjson

_LISTS = ("statuses", "messages", "user_preferences", "errors")


def split_body(body: bytes) -> list[bytes]:
    """Bodies with one item each, together saying what `body` says; `body` itself when it cannot be split."""
    envelope = _load(body)
    if not isinstance(envelope, dict) or not isinstance(envelope.get("entry"), list):
        return [body]
    kind = envelope.get("object")
    pieces = []
    for entry in envelope["entry"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("changes"), list):
            pieces.append(_dump(kind, entry))
            continue
        around = {key: value for key, value in entry.items() if key != "changes"}
        for change in entry["changes"]:
            pieces += [_dump(kind, {**around, "changes": [single]}) for single in _split_change(change)]
    return pieces if len(pieces) > 1 else [body]


def _load(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(body.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return None


def _split_change(change: Any) -> list[Any]:
    value = change.get("value") if isinstance(change, dict) else None
    if not isinstance(value, dict):
        return [change]
    lists = {key: value[key] for key in _LISTS if isinstance(value.get(key), list)}
    if sum(map(len, lists.values())) <= 1:
        return [change]
    around = {key: item for key, item in value.items() if key not in lists}
    return [{**change, "value": {**around, key: [item]}} for key, items in lists.items() for item in items]


def _dump(kind: Any, entry: Any) -> bytes:
    # Not orjson: it refuses halves of surrogate pairs and integers beyond 64 bits, which may be the trouble.
    return json.dumps({"object": kind, "entry": [entry]}, separators=(",", ":")).encode()
