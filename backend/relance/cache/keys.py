"""Names of everything the cache keeps in Redis: all of them begin `cache:`.

`cache:<namespace>:<digest>` is a value, `cache:stats:<namespace>` the counts.
"""

import re
from hashlib import blake2b

KeyPart = object
"""Anything whose `repr` is the same for equal values: numbers, words, None, dates, tuples of such."""

STATS_PREFIX = "cache:stats:"

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)

_FOREIGN = ("whatsapp", "celery", "campaign")
# What the cache itself keeps, or kept, under other names than values.
_OWN = frozenset({"token", "epoch", "gate", "stats", "cache"})


class ForeignKeyError(ValueError):
    """The name would not be the cache's own: such keys are refused and stay untouched."""


def check_name(name: str) -> str:
    """`name` as it may stand behind `cache:`. Raises ForeignKeyError for the names of others.

    `campaigns` and `campaign_stats` are ours; `campaign`, `campaign:7`, `whatsapp…` and `celery…` never.
    """
    if name.startswith(_FOREIGN[:2]) or name == _FOREIGN[2] or name in _OWN or not _NAME.fullmatch(name):
        raise ForeignKeyError(f"{name!r} is not a namespace of the cache")
    return name


def build_key(namespace: str, *parts: KeyPart) -> str:
    """`cache:<namespace>:<32 hex digits>`; parts of any length and kind are digested.

    Each part carries its type and length, so `("1",)`, `(1,)`, `("a", "b")` and `("a:b",)` differ.
    """
    digest = blake2b(digest_size=16)
    for part in parts:
        text = part if isinstance(part, str) else repr(part)
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%s:%d:" % (type(part).__qualname__.encode(), len(data)))
        digest.update(data)
    return f"cache:{check_name(namespace)}:{digest.hexdigest()}"


def stats_key(namespace: str) -> str:
    """The hash of a namespace's counts."""
    return f"{STATS_PREFIX}{namespace}"
