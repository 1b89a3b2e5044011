"""Group commit without a timer: whenever the last commit returns, what waits is applied in one transaction.

Measured on a prototype: 12,000 to 14,000 webhooks a second with one worker, each answered after its COMMIT; a
timer of 5 ms before every commit halves that. Under load the groups grow by themselves, on a quiet day nobody
waits; only small groups in quick succession are held back a little (`small_groups.py`).
"""

import asyncio
from collections import deque
from contextlib import suppress
from functools import partial

from relance.core.clock import boottime_s
from relance.core.db import CONNECTION_LOST, RETRYABLE, Pool, is_passing
from relance.core.essential import Essential
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.interactions.keywords.hearing import Hearing, HearingNow
from relance.interactions.retry import retry_unattributed
from relance.messages.hint import hint_due
from relance.messages.store import LANE_REPLY
from relance.monitoring.intake import IntakeMemory
from relance.webhooks.apply import Applied
from relance.webhooks.committer import Committer, Unit, read_unit
from relance.webhooks.group import count_updates
from relance.webhooks.kept.late_statuses import SecondLook
from relance.webhooks.kept_again import look_at_kept
from relance.webhooks.parked.store import trim_parked
from relance.webhooks.small_groups import SmallGroups

log = get_logger(__name__)

MOST_WAITING = 2_000
MOST_WAITING_BYTES = 64 * 1024 * 1024
MOST_UPDATES = 2_000
MOST_GROUP_BYTES = 4 * 1024 * 1024

RETRY_AFTER_S = (0.25, 1.0, 5.0, 30.0)
"""When interactions that fitted nothing yet are tried again here; the tick goes on for 15 minutes."""

_RETRY_PAUSE_S = 0.2
_TRIM_EVERY_S = 10.0


class Intake:
    """Takes webhook bodies whose signature was checked. `memory` is to be handed to the heartbeat."""

    def __init__(
        self,
        pool: Pool,
        settings: Settings,
        redis: RedisClient | None = None,
        news: News = NO_NEWS,
        essential: Essential | None = None,
        hearing: HearingNow = Hearing,
    ) -> None:
        """`news` hears after every group what it changed, `essential` of a task of it that ends unasked;
        `hearing` tells what counts as STOP and START now.
        """
        self._hearing = hearing
        self._essential = essential or Essential()
        self.memory = IntakeMemory()
        self._news = news
        self._pool = pool
        self._redis = redis
        self._unknown_grace_s = settings.unknown_grace_s
        self._committer = Committer(pool, unknown_grace_s=settings.unknown_grace_s, hearing=hearing)
        self._second_look = SecondLook()
        self._waiting: deque[tuple[bytes, asyncio.Future[bool]]] = deque()
        self._waiting_count = 0
        self._waiting_since_s = 0.0
        self._moved_s = 0.0
        self._waiting_bytes = 0
        self._wake = asyncio.Event()
        self._small_groups = SmallGroups(self._waiting.__len__)
        self._stopping = False
        self._retry_wanted = asyncio.Event()
        self._retry_timers: dict[float, asyncio.TimerHandle] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._hints: set[asyncio.Task[None]] = set()
        self._trim_at = 0.0

    def stalled_s(self) -> float:
        """Seconds since what waits was last gone on with; 0 while nothing waits."""
        if not self._waiting_count:
            return 0.0
        return round(max(0.0, boottime_s() - max(self._moved_s, self._waiting_since_s)), 2)

    async def start(self) -> None:
        """Begin to commit. Needs no database yet: until there is one, webhooks are refused."""
        self._tasks = [
            self._essential.start("webhook-commits", self._commit_groups()),
            self._essential.start("interaction-retries", self._retry_interactions()),
        ]

    async def stop(self) -> None:
        """Refuse what comes from now on, finish what waits, give the connection back."""
        self._stopping = True
        for timer in self._retry_timers.values():
            timer.cancel()
        if not self._tasks:
            return
        commits, retries = self._tasks
        self._essential.release(commits)
        self._wake.set()
        self._small_groups.let_go()
        await commits
        await self._essential.end(retries)
        await asyncio.gather(*self._hints, return_exceptions=True)
        with suppress(*CONNECTION_LOST):
            await self._committer.close()

    async def receive(self, body: bytes) -> bool:
        """Store one body: True after the COMMIT that holds it, False when Meta must deliver it again."""
        return await self.offer(body)

    def offer(self, body: bytes) -> "asyncio.Future[bool]":
        """The same for a caller without a coroutine."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        size = len(body)
        if self._stopping:
            self.memory.refusals.note("stopping")
            done.set_result(False)
        elif self._waiting_count >= MOST_WAITING or self._waiting_bytes + size > MOST_WAITING_BYTES:
            self.memory.refusals.note("overloaded")
            done.set_result(False)
        else:
            if not self._waiting_count:
                self._waiting_since_s = boottime_s()
            self._waiting.append((body, done))
            self._waiting_count += 1
            self._waiting_bytes += size
            done.add_done_callback(partial(self._leave, size))
            self._wake.set()
            self._small_groups.came()
        return done

    def _leave(self, size: int, done: "asyncio.Future[bool]") -> None:
        self._waiting_count -= 1
        self._waiting_bytes -= size
        if not done.cancelled() and done.exception() is None and not done.result():
            self.memory.refusals.note("not_committed")

    async def _commit_groups(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            units, answers = self._take()
            if units:
                began = loop.time()
                await self._commit(units, answers)
                self._moved_s = boottime_s()
                if not self._stopping:
                    await self._small_groups.gather(len(answers), began)
            elif self._stopping:
                return
            else:
                self._wake.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), self._second_look.wait_s())

    def _take(self) -> tuple[list[Unit], list[asyncio.Future[bool]]]:
        """The next group: all that waits, up to the bounds, read. Answers belong to the first units."""
        units: list[Unit] = []
        answers: list[asyncio.Future[bool]] = []
        updates = size = 0
        while self._waiting and updates < MOST_UPDATES and size < MOST_GROUP_BYTES:
            body, done = self._waiting.popleft()
            if done.done():
                continue  # its request was cancelled
            unit = read_unit(body)
            updates += 1 if unit.parsed is None else count_updates(unit.parsed)
            size += len(body)
            units.append(unit)
            answers.append(done)
        again = self._second_look.take()
        if again is not None:
            units.append(Unit(b"", again))
        return units, answers

    async def _commit(self, units: list[Unit], answers: list[asyncio.Future[bool]]) -> None:
        applied: list[Applied] = []
        try:
            applied = await self._committer.commit(units)
        except Exception:
            log.exception("intake_failed")
        for unit, done in zip(units, answers, strict=False):
            if not done.done():
                done.set_result(unit.stored)
        self._remember(units, applied)
        if self._redis is not None and any(result.queued_message_2 for result in applied):
            # Not awaited: a slow Redis must not delay the next group.
            hint = asyncio.create_task(hint_due(self._redis, LANE_REPLY))
            self._hints.add(hint)
            hint.add_done_callback(self._hints.discard)
        for result in applied:
            self._tell(result)
        if any(result.again for result in applied):
            self._retry_wanted.set()
        if any(result.waiting or result.kept for result in applied):
            self._plan_retries()
        if any(result.parked for result in applied):
            await self._trim()

    def _remember(self, units: list[Unit], applied: list[Applied]) -> None:
        """How promptly these statuses came, and which of them are nobody's, until the heartbeat writes it."""
        promptness = self.memory.promptness
        # Those of a second look were seen at their first.
        promptness.see(
            [
                status
                for unit in units
                if unit.body and unit.stored and unit.parsed is not None
                for status in unit.parsed.statuses
            ]
        )
        for result in applied:
            if result.parked:
                promptness.see_parked(result.parked)
            if result.lost:
                promptness.see_unattributed(self._second_look.keep(result.lost))

    def _tell(self, result: Applied) -> None:
        if result.campaign_ids:
            self._news.messages_changed(result.campaign_ids)
        if result.contacts:
            self._news.contacts_changed()

    async def _trim(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._trim_at:
            return
        self._trim_at = now + _TRIM_EVERY_S
        with suppress(*CONNECTION_LOST, *RETRYABLE):
            async with self._pool.acquire(timeout=1.0) as conn:
                await trim_parked(conn)

    def _plan_retries(self) -> None:
        loop = asyncio.get_running_loop()
        for delay_s in RETRY_AFTER_S:
            timer = self._retry_timers.get(delay_s)
            # One timer for each delay is enough: a retry tries everything that waits.
            if timer is None or timer.cancelled() or timer.when() <= loop.time():
                self._retry_timers[delay_s] = loop.call_later(delay_s, self._retry_wanted.set)

    async def _retry_interactions(self) -> None:
        while True:
            await self._retry_wanted.wait()
            self._retry_wanted.clear()
            try:
                await look_at_kept(
                    self._pool,
                    unknown_grace_s=self._unknown_grace_s,
                    redis=self._redis,
                    news=self._news,
                    hearing=self._hearing,
                )
                await retry_unattributed(
                    self._pool, redis=self._redis, news=self._news, wishes=self._hearing().wishes
                )
            except Exception as error:
                # A bug of ours shows its trace; the tick tries the same interactions again.
                trace = None if is_passing(error) else error
                log.warning("interactions_not_retried", error=type(error).__name__, exc_info=trace)
            await asyncio.sleep(_RETRY_PAUSE_S)
