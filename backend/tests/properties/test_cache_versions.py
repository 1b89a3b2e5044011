"""The protocol of the versions, step by step: readers and writers on connections of their own, in any order.

Each step is one statement or one call of Redis, so everything is tried that can come between two of them: a
reader has read the versions and not the rows, has the rows and has not kept them; a writer has changed a row
and not moved the version, has moved it and not committed, waits for the other's lock, takes everything back.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relance.cache.packing import pack, unpack
from relance.cache.service import CacheService
from relance.cache.sql import READ
from relance.cache.versions import move_versions
from relance.core.db import Connection, Pool
from relance.core.redis import RedisClient

READERS = (0, 1, 2)
WRITERS = (3, 4)

SUM = "SELECT sum(name::bigint % 10000) FROM categories"
CHANGE = "UPDATE categories SET name = (name::bigint + 1)::text WHERE id = $1"

Steps = AsyncGenerator[str]


@dataclass
class Scene:
    """A row for each writer; their sum counts the changes. `answered`: those whose commit has returned."""

    cache: CacheService
    connections: list[Connection]
    rows: dict[int, int]
    snapshot_first: bool = False
    answered: int = 0
    stale: list[tuple[int, int]] = field(default_factory=list)
    at_work: dict[int, Steps] = field(default_factory=dict)
    next_step: dict[int, str] = field(default_factory=dict)
    holder: int | None = None
    waiting: dict[int, asyncio.Task[str | None]] = field(default_factory=dict)

    async def read(self, conn: Connection) -> Steps:
        """As the layer in front of the routes does; `snapshot_first` is the mistake that must not be made."""
        at_least = self.answered
        async with conn.transaction(isolation="repeatable_read" if self.snapshot_first else None):
            if self.snapshot_first:
                await conn.fetchval(SUM)
                yield "versions"
            versions = await self.connections[-1].fetchval(READ) or {}
            yield "look"
            place = self.cache.place("categories", (), versions)
            packed = (await self.cache.look(place)).packed
            if packed is None:
                yield "load"
                packed = pack(str(await conn.fetchval(SUM)).encode())
                yield "keep"
                await self.cache.keep(place, packed)
        if (value := int(unpack(packed))) < at_least:
            self.stale.append((value, at_least))

    async def write(self, conn: Connection, row: int, *, commits: bool) -> Steps:
        """As `changing` does."""
        transaction = conn.transaction()
        await transaction.start()
        await conn.execute(CHANGE, row)
        yield "move"
        await move_versions(conn, "categories")
        yield "end"
        if not commits:
            await transaction.rollback()
            return
        await transaction.commit()
        self.answered += 1

    async def step(self, actor: int, *, commits: bool) -> None:
        """The next step of an actor; nothing while it waits for the lock of another."""
        if actor in self.waiting:
            return
        if actor not in self.at_work:
            conn = self.connections[actor]
            self.at_work[actor] = (
                self.read(conn) if actor in READERS else self.write(conn, self.rows[actor], commits=commits)
            )
        task = asyncio.create_task(self._take(actor))
        if self.next_step.get(actor) == "move" and self.holder is not None:
            self.waiting[actor] = task
            return
        if self.next_step.get(actor) == "move":
            self.holder = actor
        await task
        if actor == self.holder and actor not in self.at_work:
            await self._hand_on()

    async def _take(self, actor: int) -> str | None:
        self.next_step[actor] = found = await anext(self.at_work[actor], "")
        if not found:
            del self.at_work[actor]
        return found

    async def _hand_on(self) -> None:
        """The lock is free: one of those who wait has it now."""
        self.holder = None
        if self.waiting:
            await asyncio.wait(self.waiting.values(), return_when=asyncio.FIRST_COMPLETED)
            self.holder = next(actor for actor, task in self.waiting.items() if task.done())
            del self.waiting[self.holder]

    async def play(self, order: list[int], commits: list[bool]) -> None:
        """One step of whoever is named, until all have ended."""
        for number, actor in enumerate(order):
            await self.step(actor, commits=commits[number % len(commits)])
        while self.at_work:
            for actor in list(self.at_work):
                await self.step(actor, commits=True)


@pytest.fixture
async def scene(pool: Pool, redis: RedisClient) -> AsyncIterator[Scene]:
    rows = {
        writer: await pool.fetchval("INSERT INTO categories (name) VALUES ($1) RETURNING id", f"{writer}0000")
        for writer in WRITERS
    }
    cache = CacheService(redis, enabled=True, pool=pool)
    async with AsyncExitStack() as stack:
        people = (*READERS, *WRITERS, "the look-up of callers")
        connections: list[Connection] = [await stack.enter_async_context(pool.acquire()) for _ in people]
        yield Scene(cache, connections, rows)
    await cache.close()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    order=st.lists(st.sampled_from((*READERS, *WRITERS)), min_size=5, max_size=40),
    commits=st.lists(st.booleans(), min_size=1, max_size=8),
)
async def test_no_reader_gets_what_is_older_than_a_change_that_was_answered(
    scene: Scene, order: list[int], commits: list[bool]
) -> None:
    await scene.play(order, commits)
    assert scene.stale == []
    # And when all is quiet, everybody reads the last one.
    await scene.play([0, 0, 0, 0, 1, 1], [True])
    assert scene.stale == []


async def test_rows_read_before_the_versions_would_be_kept_for_good(scene: Scene) -> None:
    """The proof sees the mistake: a snapshot that is older than the versions under which it is kept."""
    scene.snapshot_first = True
    read_rows, change, rest_of_reader = [0], [3, 3, 3], [0, 0, 0, 0]
    await scene.play([*read_rows, *change, *rest_of_reader, 1, 1, 1, 1, 1], [True])
    assert set(scene.stale) == {(0, 1)}
