"""One lane of one number: reserve, claim, send, round after round, while there is due work."""

import asyncio
import time
import uuid
from collections.abc import Callable
from functools import partial

from relance.core.clock import utc_now
from relance.core.db import Pool, is_passing, transaction
from relance.core.log import get_logger
from relance.core.redis import REDIS_DOWN
from relance.installation.identity import halt
from relance.sending import sql
from relance.sending.claim import Claim, claim
from relance.sending.due import DueWork
from relance.sending.high_water import HighWater, Seen
from relance.sending.line import LineState
from relance.sending.number import Number
from relance.sending.pace import SLICE_S, ElsewhereError, Pace, Slots
from relance.sending.slices import send_slice
from relance.sending.tools import SliceTools
from relance.sending.writer import CampaignWriter, read_campaign

log = get_logger(__name__)

REPLY = "reply"

LEAD_S = 0.05
"""The next slice is reserved this long before it must be claimed and marked: one ahead, not more."""

PAUSE_AFTER_TROUBLE_S = 0.5
_LINE_PAUSE_S = 0.25
_ELSEWHERE_PAUSE_S = 0.1

REPLIES_GATHER_S = 0.05
"""Replies that come within this time are claimed and marked together."""

MOST_LEAD_S = 0.2
"""Slots are asked for so long ahead at most that claim and mark surely come before the first one."""


class Lane:
    """Serves (number, lane) as long as the process lives; every poll offers it what is due by then."""

    def __init__(
        self,
        *,
        pool: Pool,
        pace: Pace,
        tools: SliceTools,
        water: HighWater,
        writers: dict[int, CampaignWriter],
        last_claim: dict[int, int],
        halted: Callable[[int], bool],
        daily_limit: Callable[[], int | None],
        elsewhere: Callable[[], None],
    ) -> None:
        """`elsewhere` is told when the pace is not that of our Redis."""
        self._pool = pool
        self._pace = pace
        self._tools = tools
        self._water = water
        self._writers = writers
        self._last_claim = last_claim
        self._halted = halted
        self._daily_limit = daily_limit
        self._elsewhere = elsewhere
        self._slices: set[asyncio.Task[int]] = set()
        self._lost_claims: list[str] = []
        self._claim_takes_s = 0.005
        self._work: dict[int, DueWork] = {}
        self._wake = asyncio.Event()

    def offer(self, work: dict[int, DueWork]) -> None:
        """Replace what is due, by campaign."""
        self._work = work
        if work or self._tools.stopping.is_set():
            self._wake.set()

    async def run(self) -> None:
        """Serve until the process stops; awaits every slice it started."""
        try:
            while not self._tools.stopping.is_set():
                if not self._work:
                    self._wake.clear()
                    await self._wake.wait()
                    continue
                try:
                    await self._serve_one()
                except Exception as error:
                    if isinstance(error, ElsewhereError):
                        self._elsewhere()
                        await asyncio.sleep(_ELSEWHERE_PAUSE_S)
                        continue
                    if not is_passing(error) and not isinstance(error, REDIS_DOWN):
                        raise
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
        number = self._tools.numbers.of(work)
        wanted = max(1, int(number.control.rate * SLICE_S))
        if not work.has_more:
            wanted = min(work.waiting, wanted)
        if number.line.state is not LineState.OPEN:
            wanted = min(wanted, number.line.free())
        if wanted == 0:
            # Nothing may leave now; what waits stays in the queue, and the line comes back by itself.
            self._turn(work)
            self._note_wait(_LINE_PAUSE_S)
            await number.wait_for_place(_LINE_PAUSE_S)
            return
        slots = await self._pace.reserve(
            sender_id=work.sender_id,
            lane=work.lane,
            wanted=wanted,
            control=number.control,
            campaign_id=work.campaign_id,
            campaign_rate_per_s=work.campaign_rate_per_s,
            lead_s=self._lead_s(),
        )
        if slots.count == 0:
            # Somebody else holds the near future of this number, or this campaign had its share of it.
            self._turn(work)
            self._note_wait(min(slots.wait_s, _longest_wait_s(work)))
            await asyncio.sleep(slots.wait_s if len(self._work) == 1 else min(slots.wait_s, 0.02))
            return
        taken = await self._take(work, slots)
        if taken is None:
            return
        self._begin_slice(work, number, writer, taken, slots)
        # A slow number is asked again soon all the same: its rate may have risen.
        next_s = min(slots.end_s, slots.first_s + SLICE_S) - LEAD_S - self._lead_s()
        if work.lane == REPLY:
            # Those who answer next do not wait for the slots of these; a few of them go together.
            next_s = min(next_s, time.monotonic() + REPLIES_GATHER_S)
        await slots.wait_until(next_s)

    def _begin_slice(
        self, work: DueWork, number: Number, writer: CampaignWriter, taken: Claim, slots: Slots
    ) -> None:
        if work.lane == REPLY:
            number.exchange.sooner(work, slots, not_before_s=time.monotonic() + self._tools.marker.lead_s)
        else:
            number.exchange.open(work, slots)
        task = asyncio.create_task(
            send_slice(
                self._tools,
                taken,
                writer,
                slots,
                lambda: self._halted(work.sender_id),
                partial(self._reserve_more, work, number),
            )
        )
        self._slices.add(task)
        task.add_done_callback(self._slice_ended)
        task.add_done_callback(lambda _: number.exchange.close(slots))

    async def _take(self, work: DueWork, slots: Slots) -> Claim | None:
        """Claim for these slots, and give back those for which there is nothing to send."""
        began_s = time.monotonic()
        taken = await self._claim(work, slots.count)
        self._tools.work.note("lanes")
        if taken is None or not taken.to_send:
            self._tools.work.note("departures")
        self._claim_takes_s = max(time.monotonic() - began_s, self._claim_takes_s * 0.9)
        self._turn(work)
        if taken is None:
            self._work.pop(work.campaign_id, None)
            await self._pace.give_back(work.sender_id, slots, slots.count)
            return None
        work.waiting -= slots.count
        unused = slots.count - len(taken.to_send)
        is_over = unused > len(taken.withheld) if work.has_more else work.waiting <= 0
        if is_over and self._work.get(work.campaign_id) is work:
            del self._work[work.campaign_id]
        if unused > 0:
            await self._pace.give_back(work.sender_id, slots, unused)
            slots.drop_last(unused)
        return taken

    async def _reserve_more(self, work: DueWork, number: Number, wanted: int) -> Slots | None:
        """For messages that may leave already. Without the pace they go back with the slice."""
        try:
            return await self._pace.reserve(
                sender_id=work.sender_id,
                lane=work.lane,
                wanted=wanted,
                control=number.control,
                campaign_id=work.campaign_id,
                campaign_rate_per_s=work.campaign_rate_per_s,
            )
        except (ElsewhereError, *REDIS_DOWN):
            return None

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
        await self._release_lost()
        holder = f"{self._tools.process}:{uuid.uuid4().hex[:12]}"
        try:
            # Before the claim: what is seen by now, the claim's own statement must know.
            seen = await self._water.read()
            taken = await claim(
                self._pool,
                work=work,
                wanted=wanted,
                holder=holder,
                process=self._tools.process,
                daily_limit=self._daily_limit(),
                unknown_grace_s=self._tools.unknown_grace_s,
            )
            if taken is None or await self._is_sound(taken, seen):
                return taken
        except BaseException:
            self._lost_claims.append(holder)
            raise
        self._lost_claims.append(holder)
        await self._release_lost()
        return None

    async def _release_lost(self) -> None:
        if self._lost_claims:
            await self._pool.execute(sql.RELEASE_CLAIMS, self._lost_claims)
            self._lost_claims.clear()

    async def _is_sound(self, taken: Claim, seen: Seen | None) -> bool:
        """Whether this is the database that it was; else everything is halted, or compared from now on."""
        if not await self._water.adopts(taken.installation):
            return False
        if seen is None or seen.installation != taken.installation:
            return False
        trip = self._water.judge(taken, seen)
        if trip is not None:
            async with transaction(self._pool) as conn:
                await halt(conn, trip)
            return False
        self._tools.sent_log.claimed(
            taken.at.timestamp(),
            taken.installation,
            taken.lease.batch_id,
            campaign_id=taken.work.campaign_id,
            sender_id=taken.work.sender_id,
            lane=taken.work.lane,
            nth=taken.nth,
            before=taken.known.claims,
            messages=[
                (row["id"], row["contact_id"], row["message_type"], row["attempt"]) for row in taken.to_send
            ],
        )
        return True

    def _note_wait(self, wait_s: float) -> None:
        """Nothing is to be taken, and nothing to leave, for so long."""
        for name in ("lanes", "departures"):
            self._tools.work.note(name, ahead_s=wait_s)

    def _lead_s(self) -> float:
        """What claim and first mark take of late, at the slowest: earlier slots would be missed."""
        return min(MOST_LEAD_S, 1.25 * self._claim_takes_s + self._tools.marker.lead_s)

    def _turn(self, work: DueWork) -> None:
        """Round robin: whoever was served last comes last."""
        self._last_claim[work.campaign_id] = max(self._last_claim.values(), default=0) + 1

    def _slice_ended(self, task: asyncio.Task[int]) -> None:
        self._slices.discard(task)
        self._tools.task_ended("slice", task)


def _longest_wait_s(work: DueWork) -> float:
    """How long the pace may keep a campaign waiting: for one message at its rate."""
    rate_per_s = min(work.rate_per_s, work.campaign_rate_per_s or work.rate_per_s)
    return 1.0 / rate_per_s
