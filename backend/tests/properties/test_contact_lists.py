"""Whatever happened to the contacts, and however much of it is folded: every list is what the rows say."""

import asyncio
import random
from collections.abc import Iterator
from unittest.mock import patch

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relance.contacts.filters import ContactFilter, Order
from relance.contacts.lists import listing
from relance.contacts.lists.listing import first_place, list_contacts
from relance.contacts.lists.matching import count_matching
from relance.contacts.search_index import name_blocks, write
from relance.core.db import Pool, create_pool
from tests.contacts.crowd import Crowd


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    """So few contacts meet every way of reading and folding."""
    with (
        patch.object(listing, "COLLECT", 10),
        patch.object(listing, "COLLECT_LATER", 30),
        patch.object(listing, "WALK", 2),
        patch.object(listing, "AS_A_BLOCK", 3),
        patch.object(write, "MOST_MERGED", 15),
        patch.object(name_blocks, "BLOCK", 5),
    ):
        yield


async def read_pages(pool: Pool, wanted: ContactFilter, order: Order, limit: int) -> list[int]:
    """All pages of a list."""
    ids: list[int] = []
    place = first_place(order)
    async with pool.acquire() as conn:
        while True:
            rows, following = await list_contacts(conn, wanted=wanted, order=order, after=place, limit=limit)
            ids += [row["id"] for row in rows]
            if following is None:
                return ids
            assert len(rows) == limit
            place = following


async def live(database_url: str, seed: int) -> None:
    """One history, and what lists say along it."""
    chance = random.Random(seed)
    pool = await create_pool(database_url, name="test", max_size=2)
    try:
        crowd = Crowd(pool, chance)
        await crowd.empty()
        for _ in range(chance.randrange(1, 15)):
            for _ in range(chance.randrange(1, 8)):
                await crowd.change()
            if chance.random() < 0.5:
                await crowd.fold()
            for _ in range(5):
                wanted, order = crowd.ask()
                expected = await crowd.read_plainly(wanted, order)
                limit = max(1, len(expected) // chance.randrange(1, 6))
                found = await read_pages(pool, wanted, order, limit)
                assert found == expected, (seed, wanted, order)
                async with pool.acquire() as conn:
                    assert await count_matching(conn, wanted=wanted) == len(expected), (seed, wanted)
    finally:
        await pool.close()


def test_every_page_of_every_list_is_what_the_rows_say(database_url: str) -> None:
    # A seed cannot be made smaller in any way that says more.
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]

    @hypothesis.settings(max_examples=10, deadline=None, database=None, phases=phases)
    @given(st.integers(0, 2**32))
    def check(seed: int) -> None:
        asyncio.run(live(database_url, seed))

    check()
