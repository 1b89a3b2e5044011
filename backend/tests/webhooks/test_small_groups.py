"""When small groups of webhooks wait for more, and when they must not."""

import asyncio
from itertools import pairwise

from relance.webhooks.small_groups import EVERY_S, NOBODY_FOLLOWS_S, SMALL_GROUP, SmallGroups
from tests.support.jumping_clock import on_jumping_clock

COMMIT_S = 0.002


class Committing:
    """The loop of the intake, with commits that take a while; notes when each group began, and its size."""

    def __init__(self) -> None:
        self.waiting: list[asyncio.Future[None]] = []
        self.small_groups = SmallGroups(self.waiting.__len__)
        self.groups: list[tuple[float, int]] = []
        self._wake = asyncio.Event()

    def come(self) -> "asyncio.Future[None]":
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.waiting.append(done)
        self._wake.set()
        self.small_groups.came()
        return done

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._wake.wait()
            self._wake.clear()
            group = self.waiting[:]
            self.waiting.clear()
            if not group:
                continue
            began = loop.time()
            self.groups.append((began, len(group)))
            await asyncio.sleep(COMMIT_S)
            for done in group:
                done.set_result(None)
            await self.small_groups.gather(len(group), began)

    async def come_regularly(self, every_s: float, times: int) -> None:
        for _ in range(times):
            self.come()
            await asyncio.sleep(every_s)

    async def ask_again_and_again(self, times: int) -> None:
        """One connection of a sender that waits for each answer."""
        for _ in range(times):
            await self.come()


async def watch(committing: Committing, *senders: asyncio.Task[None]) -> float:
    """Until all have come; returns how long that took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    running = asyncio.create_task(committing.run())
    await asyncio.gather(*senders)
    running.cancel()
    return loop.time() - began


@on_jumping_clock
async def test_what_keeps_coming_is_committed_in_groups_50_ms_apart() -> None:
    committing = Committing()
    committing.come()
    await watch(committing, asyncio.create_task(committing.come_regularly(0.004, 500)))
    apart = [later - earlier for (earlier, _), (later, _) in pairwise(committing.groups[2:])]
    assert min(apart) >= EVERY_S - 0.001
    assert max(apart) <= EVERY_S + NOBODY_FOLLOWS_S


@on_jumping_clock
async def test_a_large_group_goes_the_moment_it_is_large() -> None:
    committing = Committing()
    await watch(committing, asyncio.create_task(committing.come_regularly(0.001, 2_000)))
    assert {size for _, size in committing.groups[3:]} == {SMALL_GROUP}


@on_jumping_clock
async def test_a_few_connections_that_wait_for_their_answers_are_not_held_back() -> None:
    committing = Committing()
    took_s = await watch(
        committing, *(asyncio.create_task(committing.ask_again_and_again(500)) for _ in range(8))
    )
    # 500 rounds of a commit; three in a hundred find out that nobody follows.
    assert took_s < 500 * COMMIT_S * 1.35


@on_jumping_clock
async def test_a_lone_webhook_never_waits() -> None:
    committing = Committing()
    took_s = await watch(committing, asyncio.create_task(committing.ask_again_and_again(100)))
    assert abs(took_s - 100 * COMMIT_S) < COMMIT_S
