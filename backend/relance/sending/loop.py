"""The sender's loop: ask what is due for all numbers at once, and offer it to the lanes."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from redis.asyncio import Redis

from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool, is_passing
from relance.core.essential import Essential
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.core.redis import REDIS_DOWN
from relance.core.settings import Settings
from relance.installation.sql import INSTALLATION
from relance.messages.hint import DUE_CHANNEL
from relance.monitoring.clocks import ClockWatch
from relance.monitoring.work import Work
from relance.sending.answered import Stop
from relance.sending.claim import Claim
from relance.sending.due import DueWork, list_due
from relance.sending.high_water import HighWater
from relance.sending.home import Home
from relance.sending.lane import Lane
from relance.sending.lines import Lines
from relance.sending.marks import Marker
from relance.sending.number import Numbers
from relance.sending.opt_out_answers import OptOutAnswers
from relance.sending.pace import Pace
from relance.sending.places import Places
from relance.sending.recovery import Recovery
from relance.sending.sent_log import OnDeath, SentLog
from relance.sending.stops import apply_stop
from relance.sending.tools import SliceTools
from relance.sending.writer import CampaignWriter
from relance.whatsapp.client import GraphClient

log = get_logger(__name__)

POLL_S = 0.2
MAX_IN_FLIGHT = 512
HALT_S = 1.0
"""After a stop of a number or account, its lanes here rest until the next polls have seen the block."""


class SenderLoop:
    """One sender process. `run` returns after `stop`, with everything recorded or handed back.

    When one of its tasks ends unasked it stops in the same good order, and `run` raises EssentialDiedError.
    """

    def __init__(
        self,
        *,
        pool: Pool,
        redis: Redis,
        graph: GraphClient,
        current: CurrentSettings[Settings],
        process: str,
        news: News = NO_NEWS,
        on_death: Callable[[], object] = lambda: None,
    ) -> None:
        """`on_death` is called when one of its tasks has ended unasked, and the stop begins."""
        self._pool = pool
        self._news = news
        self.essential = Essential(self._die)
        self._on_death = on_death
        self.work = Work()
        self._redis = redis
        self._current, settings = current, current.values
        self.home = Home(pool, redis)
        self._water = HighWater(redis, settings.data_dir)
        self._pace = Pace(redis, reply_share=lambda: current.values.reply_share, home=self.home.current)
        self.numbers = Numbers(process)
        self._lines = Lines(pool, graph, self.numbers)
        self._writers: dict[int, CampaignWriter] = {}
        self._last_claim: dict[int, int] = {}
        self._halted_until: dict[int, float] = {}
        self._lanes: dict[tuple[int, str], tuple[Lane, asyncio.Task[None]]] = {}
        self._wake = asyncio.Event()
        self.clocks = ClockWatch()
        """What was seen of Meta's clock: to be handed to the heartbeat."""
        self._tools = SliceTools(
            pool=pool,
            graph=graph,
            process=process,
            sent_log=SentLog(settings.data_dir, process=process),
            unknown_grace_s=settings.unknown_grace_s,
            on_stop=self._on_stop,
            marker=Marker(pool),
            places=Places(MAX_IN_FLIGHT),
            numbers=self.numbers,
            news=news,
            clocks=self.clocks,
            work=self.work,
            on_bug=self.essential.fail,
        )
        self._opt_out_answers = OptOutAnswers(
            self._tools, self._pace, default_rate_per_s=lambda: current.values.sender_rate_per_s
        )

    def stop(self) -> None:
        """Start nothing more; what is under way is awaited and recorded."""
        self._tools.stopping.set()
        self._wake.set()

    def _die(self) -> None:
        self._on_death()
        self.stop()

    def _tell_from_thread(self, loop: asyncio.AbstractEventLoop) -> OnDeath:
        def tell(thread: str, error: Exception) -> None:
            with suppress(RuntimeError):  # the loop is closed: the process is at its end already
                loop.call_soon_threadsafe(self.essential.note_death, thread, error)

        return tell

    async def run(self) -> None:
        """Poll, listen, settle and serve until stopped. Raises EssentialDiedError."""
        self._tools.sent_log.start(self._tell_from_thread(asyncio.get_running_loop()))
        self.work.expect("poll", "listen", "settle", "lanes", "departures", "lines", "answers")
        self.work.tell("pace", self.home.describe)
        self.work.tell("numbers", self.numbers.describe)
        self.work.tell("sent_log", lambda: self._tools.sent_log.trouble)
        companions = [
            self.essential.start("home", self.home.run()),
            self.essential.start("lines", self._lines.keep_asking(self.work)),
            self.essential.start("rates", self._lines.keep_rates_written()),
            self.essential.start("poll", self._keep_polling()),
            self.essential.start("listen", self._listen()),
            self.essential.start("settle", self._recover()),
            self.essential.start("answers", self._opt_out_answers.run()),
        ]
        try:
            await self._tools.stopping.wait()
        finally:
            self.stop()  # also when this is cancelled: lanes end when told to, and at nothing else
            for _, task in self._lanes.values():
                self.essential.release(task)  # they may end before the companions have
            await self.essential.end(*companions)
            await self._end_lanes()
            await asyncio.to_thread(self._tools.sent_log.close)
        self.essential.check()

    async def _end_lanes(self) -> None:
        for lane, _ in self._lanes.values():
            lane.offer({})
        if self._lanes:
            await asyncio.wait({task for _, task in self._lanes.values()})
        await self._tools.marker.close()

    async def _keep_polling(self) -> None:
        while not self._tools.stopping.is_set():
            try:
                await self._poll()
            except Exception as error:
                if not is_passing(error):
                    raise
                log.warning("sending_waits", reason=type(error).__name__)
            else:
                self.work.note("poll")
            await self._wait()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(POLL_S):
                await self._wake.wait()
        except TimeoutError:
            pass
        if not self._tools.stopping.is_set():
            self._wake.clear()

    async def _poll(self) -> None:
        if not self._water.is_ready:
            await self._water.adopts(await self._pool.fetchval(INSTALLATION))
        due = await list_due(self._pool, default_rate_per_s=self._current.values.sender_rate_per_s)
        self._forget_ended_campaigns({work.campaign_id for work in due})
        self.numbers.note_written(due)
        work_of: dict[tuple[int, str], dict[int, DueWork]] = {key: {} for key in self._lanes}
        for work in due:
            if not self._halted(work.sender_id):
                work_of.setdefault((work.sender_id, work.lane), {})[work.campaign_id] = work
        if not self._tools.stopping.is_set():
            for key, lane_work in work_of.items():
                self._hand_out(key, lane_work)

    def _hand_out(self, key: tuple[int, str], work: dict[int, DueWork]) -> None:
        if key not in self._lanes:
            lane = self._make_lane()
            task = self.essential.start(f"lane {key[1]} of sender {key[0]}", lane.run())
            self._lanes[key] = (lane, task)
        self._lanes[key][0].offer(work)

    def _make_lane(self) -> Lane:
        return Lane(
            pool=self._pool,
            pace=self._pace,
            tools=self._tools,
            water=self._water,
            writers=self._writers,
            last_claim=self._last_claim,
            halted=self._halted,
            daily_limit=lambda: self._current.values.daily_limit,
            elsewhere=self.home.look_again,
        )

    def _forget_ended_campaigns(self, active: set[int]) -> None:
        if len(self._writers) > 200:
            for campaign_id in self._writers.keys() - active:
                del self._writers[campaign_id]
                self._last_claim.pop(campaign_id, None)

    def _halted(self, sender_id: int) -> bool:
        return (
            time.monotonic() < self._halted_until.get(sender_id, 0.0) or not self._tools.sent_log.is_writable
        )

    async def _on_stop(self, claim: Claim, writer: CampaignWriter, stop: Stop) -> None:
        """Stop at once here; write it down for every process."""
        if stop.scope in ("number", "account"):
            self._halted_until[claim.work.sender_id] = time.monotonic() + HALT_S
        try:
            await apply_stop(self._pool, claim.work, writer, stop)
        except Exception as error:
            if not is_passing(error):
                raise
            log.warning("stop_not_recorded", reason=type(error).__name__)

    async def _listen(self) -> None:
        """Wake the poll at a hint; without Redis the poll itself comes soon enough."""
        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(DUE_CHANNEL)
                    while True:
                        self.work.note("listen")
                        if await pubsub.get_message(ignore_subscribe_messages=True, timeout=5.0) is not None:
                            self._wake.set()
            except REDIS_DOWN:
                await asyncio.sleep(POLL_S * 5)

    async def _recover(self) -> None:
        grace_s = self._current.values.unknown_grace_s
        await Recovery(self._pool, grace_s=grace_s, news=self._news, work=self.work).run()
