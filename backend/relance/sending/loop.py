"""The sender's loop: ask what is due for all numbers at once, and offer it to the lanes."""

import asyncio
import time

from redis.asyncio import Redis

from relance.core.db import CONNECTION_LOST, RETRYABLE, Pool
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.core.redis import REDIS_DOWN
from relance.core.settings import Settings
from relance.messages.hint import DUE_CHANNEL
from relance.sending.campaign import CampaignWriter
from relance.sending.claim import Claim
from relance.sending.due import DueWork, list_due
from relance.sending.lane import Lane
from relance.sending.outcome import Stop
from relance.sending.pace import Pace
from relance.sending.settle import lapse_leases, settle_due
from relance.sending.slices import SliceSender
from relance.sending.stops import apply_stop
from relance.whatsapp.client import GraphClient

log = get_logger(__name__)

POLL_S = 0.2
SETTLE_EVERY_S = 1.0
MAX_IN_FLIGHT = 512
HALT_S = 1.0
"""After a stop of a number or account, its lanes here rest until the next polls have seen the block."""


class SenderLoop:
    """One sender process. `run` returns after `stop`, with everything recorded or handed back."""

    def __init__(
        self,
        *,
        pool: Pool,
        redis: Redis,
        graph: GraphClient,
        settings: Settings,
        installation: str,
        process: str,
        news: News = NO_NEWS,
    ) -> None:
        self._pool = pool
        self._news = news
        self._redis = redis
        self._settings = settings
        self._pace = Pace(redis, reply_share=settings.reply_share)
        self._writers: dict[int, CampaignWriter] = {}
        self._last_claim: dict[int, int] = {}
        self._halted_until: dict[int, float] = {}
        self._lanes: dict[tuple[int, str], tuple[Lane, asyncio.Task[None]]] = {}
        self._wake = asyncio.Event()
        self._sender = SliceSender(
            pool=pool,
            graph=graph,
            process=process,
            installation=installation,
            unknown_grace_s=settings.unknown_grace_s,
            on_stop=self._on_stop,
            in_flight=asyncio.Semaphore(MAX_IN_FLIGHT),
            news=news,
        )

    def stop(self) -> None:
        """Start nothing more; what is under way is awaited and recorded."""
        self._sender.stopping.set()
        self._wake.set()

    async def run(self) -> None:
        """Poll, serve, settle, until stopped."""
        companions = [asyncio.create_task(self._listen()), asyncio.create_task(self._settle_now_and_then())]
        try:
            while not self._sender.stopping.is_set():
                try:
                    await self._poll()
                except (*CONNECTION_LOST, *RETRYABLE) as error:
                    log.warning("sending_waits", reason=type(error).__name__)
                await self._wait()
        finally:
            for companion in companions:
                companion.cancel()
            await asyncio.gather(*companions, return_exceptions=True)
            for lane, _ in self._lanes.values():
                lane.offer({})
            await asyncio.gather(*(task for _, task in self._lanes.values()), return_exceptions=True)

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(POLL_S):
                await self._wake.wait()
        except TimeoutError:
            pass
        if not self._sender.stopping.is_set():
            self._wake.clear()

    async def _poll(self) -> None:
        due = await list_due(self._pool, default_rate_per_s=self._settings.sender_rate_per_s)
        self._forget_ended_campaigns({work.campaign_id for work in due})
        work_of: dict[tuple[int, str], dict[int, DueWork]] = {key: {} for key in self._lanes}
        for work in due:
            if not self._halted(work.sender_id):
                work_of.setdefault((work.sender_id, work.lane), {})[work.campaign_id] = work
        for key, lane_work in work_of.items():
            self._hand_out(key, lane_work)

    def _hand_out(self, key: tuple[int, str], work: dict[int, DueWork]) -> None:
        if key in self._lanes and self._lanes[key][1].done():
            _, task = self._lanes.pop(key)
            # Only a bug of ours ends a lane; its leases lapse and settle, and a new lane goes on.
            log.error("lane_failed", sender_id=key[0], lane=key[1], exc_info=task.exception())
        if key not in self._lanes:
            lane = self._make_lane()
            self._lanes[key] = (lane, asyncio.create_task(lane.run()))
        self._lanes[key][0].offer(work)

    def _make_lane(self) -> Lane:
        return Lane(
            pool=self._pool,
            pace=self._pace,
            sender=self._sender,
            writers=self._writers,
            last_claim=self._last_claim,
            halted=self._halted,
            daily_limit=self._settings.daily_limit,
        )

    def _forget_ended_campaigns(self, active: set[int]) -> None:
        if len(self._writers) > 200:
            for campaign_id in self._writers.keys() - active:
                del self._writers[campaign_id]
                self._last_claim.pop(campaign_id, None)

    def _halted(self, sender_id: int) -> bool:
        return time.monotonic() < self._halted_until.get(sender_id, 0.0)

    async def _on_stop(self, claim: Claim, writer: CampaignWriter, stop: Stop) -> None:
        """Stop at once here; write it down for every process."""
        if stop.scope in ("number", "account"):
            self._halted_until[claim.work.sender_id] = time.monotonic() + HALT_S
        try:
            await apply_stop(self._pool, claim.work, writer, stop)
        except (*CONNECTION_LOST, *RETRYABLE) as error:
            log.warning("stop_not_recorded", reason=type(error).__name__)

    async def _listen(self) -> None:
        """Wake the poll at a hint; without Redis the poll itself comes soon enough."""
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(DUE_CHANNEL)
                    while True:
                        if await pubsub.get_message(ignore_subscribe_messages=True, timeout=5.0) is not None:
                            self._wake.set()
            except REDIS_DOWN:
                await asyncio.sleep(POLL_S * 5)

    async def _settle_now_and_then(self) -> None:
        grace_s = self._settings.unknown_grace_s
        while True:
            await asyncio.sleep(SETTLE_EVERY_S)
            try:
                await lapse_leases(self._pool, unknown_grace_s=grace_s, news=self._news)
                await settle_due(self._pool, unknown_grace_s=grace_s, news=self._news)
            except (*CONNECTION_LOST, *RETRYABLE) as error:
                log.warning("settling_waits", reason=type(error).__name__)
