"""Delivering updates to the webhook: signed, over several connections, again and again until taken."""

import asyncio
import random
from dataclasses import dataclass, field

from .bodies import BodyWriter
from .config import Conditions, SimulatorConfig
from .faults import Dice
from .journal import Journal
from .ledger import Ledger
from .people import Recipient
from .poster import Poster
from .schedule import Schedule


@dataclass(slots=True, eq=False)
class Update:
    """One change to tell. `interaction_of` is set on a person's first interaction: its posting is timed."""

    change: str
    interaction_of: Recipient | None = None


@dataclass(slots=True, eq=False)
class Delivery:
    """A body on its way: the same bytes at each attempt."""

    body: bytes
    updates: list[Update]
    first_attempt: float
    """Seconds of the event loop's clock."""
    attempts: int = field(default=0)


class Outbox:
    """Takes updates, hands them to the webhook. Everything runs on one event loop."""

    def __init__(
        self,
        config: SimulatorConfig,
        conditions: Conditions,
        schedule: Schedule,
        writer: BodyWriter,
        ledger: Ledger,
        journal: Journal,
    ) -> None:
        self._config = config
        self._conditions = conditions
        self._schedule = schedule
        self._writer = writer
        self._ledger = ledger
        self._journal = journal
        self._dice = Dice(random.Random(f"{config.seed}|webhooks"))
        self._ready: asyncio.Queue[Update | Delivery | bytes] = asyncio.Queue()
        self._gathering = asyncio.Lock()
        self._in_flight = 0
        self._generation = 0
        self._stopping = False
        self._workers: list[asyncio.Task[None]] = []
        self._poster = Poster(connections=config.webhook_connections, timeout_s=config.webhook_timeout_s)

    @property
    def pending(self) -> int:
        """Updates ready or on their way; those still to come are in the schedule."""
        return self._ready.qsize() + self._in_flight

    async def start(self) -> None:
        self._stopping = False
        await self._poster.__aenter__()
        self._workers = [asyncio.create_task(self._work()) for _ in range(self._config.webhook_connections)]

    async def stop(self) -> None:
        # A cancellation that meets an answer of the client just arriving is lost; the flag is not.
        self._stopping = True
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._workers = []
        await self._poster.__aexit__()

    def clear(self) -> None:
        """Forgets what is waiting, including what fails from now on."""
        self._generation += 1
        while not self._ready.empty():
            self._ready.get_nowait()

    def put(self, update: Update) -> None:
        """Takes an update, with what the faults do to it. Must be called on the event loop."""
        if self._conditions.webhook_url is None:
            return
        faults = self._conditions.faults
        copies = 1 + (
            faults.duplicate_webhooks_times if self._dice.hits(faults.duplicate_webhooks_share) else 0
        )
        for _ in range(copies):
            delay_s = self._dice.between(faults.delay_webhooks_s)
            delay_s += self._dice.between((0.0, faults.reorder_webhooks_s))
            if delay_s > 0.0:
                self._schedule.add(delay_s, self._ready.put_nowait, update)
            else:
                self._ready.put_nowait(update)

    def put_body(self, body: bytes) -> None:
        """Takes a whole body as it is, signed and retried like any other."""
        if self._conditions.webhook_url is not None:
            self._ready.put_nowait(body)

    async def _work(self) -> None:
        while not self._stopping:
            delivery = await self._next()
            generation = self._generation
            weight = max(1, len(delivery.updates))
            self._in_flight += weight
            try:
                taken = await self._attempt(delivery)
                if not taken and generation == self._generation:
                    self._retry(delivery)
            finally:
                self._in_flight -= weight

    async def _next(self) -> Delivery:
        item = await self._take()
        now = asyncio.get_running_loop().time()
        if isinstance(item, Delivery):
            return item
        if isinstance(item, bytes):
            return Delivery(item, [], now)
        updates = [item]
        if self._config.updates_per_body > 1:
            updates += await self._gather(self._config.updates_per_body - 1)
        return Delivery(self._writer.wrap([update.change for update in updates]), updates, now)

    async def _take(self) -> Update | Delivery | bytes:
        """The next thing to post, once webhooks are not muted."""
        while True:
            item = await self._ready.get()
            generation = self._generation
            while self._conditions.faults.mute_webhooks and generation == self._generation:
                # Counted while it waits, or a flush would think that nothing is pending.
                self._in_flight += 1
                try:
                    await asyncio.sleep(0.02)
                finally:
                    self._in_flight -= 1
            if generation == self._generation:
                return item

    async def _gather(self, limit: int) -> list[Update]:
        """More updates for the same body: one worker at a time gathers, the others post."""
        more: list[Update] = []
        loop = asyncio.get_running_loop()
        self._in_flight += 1
        async with self._gathering:
            end = loop.time() + self._config.batch_linger_s
            # A queue cannot be awaited for a number of items.
            while self._ready.qsize() < limit and loop.time() < end:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            while len(more) < limit and not self._ready.empty():
                item = self._ready.get_nowait()
                if not isinstance(item, Update):
                    self._ready.put_nowait(item)
                    break
                more.append(item)
        self._in_flight -= 1
        return more

    async def _attempt(self, delivery: Delivery) -> bool:
        url, counts = self._conditions.webhook_url, self._ledger.webhooks
        if url is None:
            return True
        if delivery.attempts == 0:
            self._note_posted(delivery)
        delivery.attempts += 1
        counts.posts += 1
        taken = await self._poster.post(url, delivery.body, self._conditions.app_secret)
        self._journal.note_attempt(taken=taken)
        if not taken:
            counts.failed_attempts += 1
            return False
        counts.delivered += max(1, len(delivery.updates))
        for update in delivery.updates:
            person = update.interaction_of
            if person is not None and person.interaction_acked_at is None:
                person.interaction_acked_at = self._config.clock()
        return True

    def _note_posted(self, delivery: Delivery) -> None:
        for update in delivery.updates:
            person = update.interaction_of
            if person is not None and person.interaction_posted_at is None:
                person.interaction_posted_at = self._config.clock()

    def _retry(self, delivery: Delivery) -> None:
        age_s = asyncio.get_running_loop().time() - delivery.first_attempt
        if age_s >= self._config.retry_for_s:
            self._ledger.webhooks.given_up += max(1, len(delivery.updates))
            return
        config = self._config
        backoff_s = min(
            config.retry_first_s * config.retry_growth ** min(delivery.attempts - 1, 20),
            config.retry_longest_s,
        )
        spread = self._dice.source.uniform(1.0 - config.retry_spread, 1.0 + config.retry_spread)
        self._schedule.add(backoff_s * spread, self._ready.put_nowait, delivery)
