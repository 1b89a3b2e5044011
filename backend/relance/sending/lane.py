"""One lane of one number: reserve, claim, send, round after round, while there is due work."""

import asyncio
import uuid
from collections.abc import Callable

from relance.core.clock import utc_now
from relance.core.db import CONNECTION_LOST, RETRYABLE, Pool
from relance.core.log import get_logger
from relance.core.redis import REDIS_DOWN
from relance.sending import sql
from relance.sending.campaign import CampaignWriter, read_campaign
from relance.sending.claim import Claim, claim
from relance.sending.due import DueWork
from relance.sending.pace import SLICE_S, Pace
from relance.sending.slices import SliceSender

log = get_logger(__name__)

LEAD_S = 0.1
"""The next slice is reserved and claimed this long before the present one ends: one ahead, not more."""

PAUSE_AFTER_TROUBLE_S = 0.5


class Lane:
    """Serves (number, lane) as long as the process lives; every poll offers it what is due by then."""

    def __init__(
        self,
        *,
        pool: Pool,
        pace: Pace,
        sender: SliceSender,
        writers: dict[int, CampaignWriter],
        last_claim: dict[int, int],
        halted: Callable[[int], bool],
        daily_limit: int | None,
    ) -> None:
        self._pool = pool
        self._pace = pace
        self._sender = sender
        self._writers = writers
        self._last_claim = last_claim
        self._halted = halted
        self._daily_limit = daily_limit
        self._slices: set[asyncio.Task[int]] = set()
        self._lost_claims: list[str] = []
        self._work: dict[int, DueWork] = {}
        self._wake = asyncio.Event()

    def offer(self, work: dict[int, DueWork]) -> None:
        """Replace what is due, by campaign."""
        self._work = work
        if work or self._sender.stopping.is_set():
            self._wake.set()

    async def run(self) -> None:
        """Serve until the process stops; awaits every slice it started."""
        try:
            while not self._sender.stopping.is_set():
                if not self._work:
                    self._wake.clear()
                    await self._wake.wait()
                    continue
                try:
                    await self._serve_one()
                except (*REDIS_DOWN, *CONNECTION_LOST, *RETRYABLE) as error:
                    # Without the pace or the queue nobody sends; the queue keeps everything.
                    log.warning("sending_waits", reason=type(error).__name__)
                    await asyncio.sleep(PAUSE_AFTER_TROUBLE_S)
        finally:
            if self._slices:
                await asyncio.wait(self._slices)

    async def _serve_one(self) -> None:
        work = min(self._work.values(), key=lambda due: self._last_claim.get(due.campaign_id, 0))
        if self._halted(work.sender_id):
            self._work.clear()
            return
        writer = await self._writer(work)
        if writer is None:
            return
        slots = await self._pace.reserve(
            sender_id=work.sender_id,
            lane=work.lane,
            wanted=min(work.waiting, max(1, int(work.rate_per_s * SLICE_S))),
            rate_per_s=work.rate_per_s,
            campaign_id=work.campaign_id,
            campaign_rate_per_s=work.campaign_rate_per_s,
        )
        if slots.count == 0:
            # Somebody else holds the near future of this number, or this campaign had its share of it.
            self._turn(work)
            await asyncio.sleep(slots.wait_s if len(self._work) == 1 else min(slots.wait_s, 0.02))
            return
        taken = await self._claim(work, slots.count)
        self._turn(work)
        if taken is None:
            self._work.pop(work.campaign_id, None)
            await self._pace.give_back(work.sender_id, slots, slots.count)
            return
        work.waiting -= slots.count
        if work.waiting <= 0 and self._work.get(work.campaign_id) is work:
            del self._work[work.campaign_id]
        unused = slots.count - len(taken.to_send)
        if unused > 0:
            await self._pace.give_back(work.sender_id, slots, unused)
            slots.count -= unused
        task = asyncio.create_task(
            self._sender.send(taken, writer, slots, lambda: self._halted(work.sender_id))
        )
        self._slices.add(task)
        task.add_done_callback(self._slice_ended)
        await slots.wait_until(slots.end_s - LEAD_S)

    async def _writer(self, work: DueWork) -> CampaignWriter | None:
        """Read before anything is claimed: what cannot be written stays in the queue."""
        writer = self._writers.get(work.campaign_id)
        if writer is not None and utc_now() < writer.read_again_at:
            return writer
        try:
            writer = await read_campaign(self._pool, work.campaign_id)
        except LookupError as error:
            log.error("campaign_waits_for_image", campaign_id=work.campaign_id, reason=str(error))
            self._work.pop(work.campaign_id, None)
            await asyncio.sleep(PAUSE_AFTER_TROUBLE_S)
            return None
        self._writers[work.campaign_id] = writer
        return writer

    async def _claim(self, work: DueWork, wanted: int) -> Claim | None:
        if self._lost_claims:
            await self._pool.execute(sql.RELEASE_CLAIMS, self._lost_claims)
            self._lost_claims.clear()
        holder = f"{self._sender.process}:{uuid.uuid4().hex[:12]}"
        try:
            return await claim(
                self._pool,
                work=work,
                wanted=wanted,
                holder=holder,
                now=utc_now(),
                daily_limit=self._daily_limit,
            )
        except BaseException:
            self._lost_claims.append(holder)
            raise

    def _turn(self, work: DueWork) -> None:
        """Round robin: whoever was served last comes last."""
        self._last_claim[work.campaign_id] = max(self._last_claim.values(), default=0) + 1

    def _slice_ended(self, task: asyncio.Task[int]) -> None:
        self._slices.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("slice_failed", exc_info=error)
