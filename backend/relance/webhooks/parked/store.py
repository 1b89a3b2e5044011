"""What could not be applied: kept with its reason, deduplicated, bounded, to be replayed."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence

from relance.core.db import Connection
from relance.reasons import Reason
from relance.reasons.parked import PARKED
from relance.reasons.reason import values_as_json
from relance.webhooks import sql
from relance.webhooks.group import Parked
from relance.webhooks.parked import sql as parked_sql
from relance.webhooks.parked.listing import ParkedWebhook

MOST_PARKED = 10_000
MOST_PARKED_BYTES = 64 * 1024 * 1024

LONGEST_REASON = 500
_UNREADABLE = "_unreadable"


async def park(conn: Connection, items: Sequence[Parked]) -> None:
    """Keep items; one seen before counts up. Ordered by digest: two processes may park the same ones."""
    if not items:
        return
    counts = Counter(hashlib.sha256(item.body).digest() for item in items)
    by_digest = {hashlib.sha256(item.body).digest(): item for item in items}
    digests = sorted(by_digest)
    await conn.execute(
        parked_sql.PARK,
        digests,
        [word_of(by_digest[digest].reason) for digest in digests],
        [by_digest[digest].body for digest in digests],
        [counts[digest] for digest in digests],
        [by_digest[digest].reason.code for digest in digests],
        [values_as_json(by_digest[digest].reason.values) for digest in digests],
    )


def because(word: str) -> Reason:
    """The reason that the reading of webhooks gives in a word; `<type>_unreadable` is one for every type."""
    if word in PARKED:
        return PARKED.make(word)
    return PARKED.make("content_unreadable", type=word.removesuffix(_UNREADABLE))


def word_of(reason: Reason) -> str:
    """As `reason` of a parked webhook tells it: a word, or what the database or Python said."""
    told: str = reason.values.get("error", "")
    if reason.code == "not_applied":
        return told
    if reason.code == "content_unreadable":
        return f"{reason.values['type']}{_UNREADABLE}"
    return f"{reason.code}: {told}" if told else reason.code


def tell_parked(parked: ParkedWebhook) -> Reason | None:
    """Why it is there; None for older ones, of which only their words are known."""
    code, values = parked.reason_code, parked.reason_values
    return PARKED.make(code, **(values or {})) if code is not None and code in PARKED else None


async def trim_parked(conn: Connection) -> None:
    """Keep to the bounds: what was replayed goes first, then the oldest."""
    await conn.execute(parked_sql.TRIM, MOST_PARKED, MOST_PARKED_BYTES)


async def count_drops(conn: Connection, drops: Mapping[str, int]) -> None:
    """Count what was of no use, by reason."""
    if drops:
        reasons = sorted(drops)
        await conn.execute(sql.COUNT_DROPS, reasons, [drops[reason] for reason in reasons])
