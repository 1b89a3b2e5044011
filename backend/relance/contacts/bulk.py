"""The same change to many contacts, chosen by ids or by a filter; chunk by chunk, each a transaction.

A filter may mean a million contacts: no transaction may hold so many locks, no request may last so long. So a
request ends after a while and says where it stopped; what it did is done, and doing it twice changes nothing.
"""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import stamina

from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists.listing import Place, first_place, list_contacts
from relance.core.db import Connection, Pool, may_repeat, transaction

CHUNK = 1_000
BUDGET_S = 10.0

Change = Callable[[Connection, Sequence[int]], Awaitable[int]]
"""Changes these contacts inside the caller's transaction; returns how many really changed."""


@dataclass(frozen=True, slots=True)
class BulkResult:
    """`after_id`: where to go on, None when all is done."""

    matched: int
    changed: int
    after_id: int | None


async def change_by_ids(pool: Pool, *, ids: Sequence[int], change: Change) -> BulkResult:
    """All or nothing: one transaction."""
    changed = await _change_once(pool, sorted(set(ids)), change)
    return BulkResult(len(set(ids)), changed, None)


async def change_by_filter(
    pool: Pool, *, wanted: ContactFilter, after_id: int, change: Change, budget_s: float = BUDGET_S
) -> BulkResult:
    """Go through the contacts by id, from `after_id`, for `budget_s` at most."""
    until = time.monotonic() + budget_s
    matched = changed = 0
    place: Place | None = Place(after_id) if after_id else first_place(Order.OLDEST)
    while place is not None:
        async with pool.acquire() as conn:
            rows, following = await list_contacts(
                conn, wanted=wanted, order=Order.OLDEST, after=place, limit=CHUNK
            )
        if rows:
            changed += await _change_once(pool, [row["id"] for row in rows], change)
            matched += len(rows)
        place = following
        if time.monotonic() >= until:
            break
    return BulkResult(matched, changed, None if place is None else place.id)


async def _change_once(pool: Pool, ids: Sequence[int], change: Change) -> int:
    async for attempt in stamina.retry_context(on=may_repeat, attempts=5, wait_initial=0.05, wait_max=0.5):
        with attempt:
            async with transaction(pool) as conn:
                return await change(conn, ids)
    raise AssertionError("the retry either returns or raises")
