"""Hosts with sender processes, an intake, and whatever happens to them that is no database that went back."""

import asyncio
import itertools
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from relance.core.clock import boottime_s, utc_now
from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.sending import sql
from relance.sending.answered import Answered
from relance.sending.claim import Claim, claim
from relance.sending.due import DueWork
from relance.sending.lapse import lapse_leases
from relance.sending.lease import LEASE_S
from relance.sending.marks import Marker
from relance.sending.put_back import put_back_what_lies_ahead
from relance.sending.record import SliceRecord, record
from relance.webhooks.apply import apply_group
from relance.webhooks.group import Group
from relance.webhooks.resolve.context import read_context
from relance.whatsapp.echo import format_echo
from relance.whatsapp.errors import MetaError
from relance.whatsapp.outcome import Outcome
from relance.whatsapp.webhook import parse_webhook
from tests.restored.processes import Process
from tests.restored.scene import formers
from tests.sending.world import make_campaign
from tests.webhooks.bodies import status, status_body

HOSTS = 3
MESSAGES = 150
GRACE_S = 300.0

_FULL = Outcome("retry_at", "number", delay_s=0.0, error=MetaError(130429, "Rate limit hit", ""))
_LOST = Outcome("unknown", "row", error=MetaError(-1, "The answer was lost", ""))
_PHONES = itertools.count(22970000000, MESSAGES)


@dataclass(frozen=True, slots=True)
class Left:
    """One attempt that left, of which Meta may tell at any time, as often as it likes."""

    message_id: int
    attempt: int
    wamid: str


class OrdinaryLife:
    """Each step is something that happens on any day."""

    def __init__(self, pool: Pool, redis: RedisClient, folder: Path, settings: Settings) -> None:
        self.pool = pool
        self.redis = redis
        self._settings = settings
        self.folders = [folder / f"host{number}" for number in range(HOSTS)]
        self.processes: list[Process] = []
        self.held: list[Claim] = []
        self.left: list[Left] = []
        self._names = itertools.count(1)

    async def open(self) -> None:
        self.campaign_id = await make_campaign(
            self.pool, self._settings, MESSAGES, first_phone=next(_PHONES), batch_size=2
        )
        sender_id = "SELECT sender_id FROM campaigns WHERE id = $1"
        self.sender_id = await self.pool.fetchval(sender_id, self.campaign_id)
        self.start(0)

    async def close(self) -> None:
        for process in self.processes:
            process.log.close()
        await self.pool.execute("DELETE FROM send_batches WHERE campaign_id = $1", self.campaign_id)

    # --- processes --------------------------------------------------------------------------------------

    def start(self, host: int) -> None:
        name = f"host{host}:{next(self._names)}:aa"
        self.processes.append(Process(self.pool, self.redis, self.folders[host], name))

    def end(self, place: int) -> None:
        self.processes.pop(place).log.close()

    def _work(self, wanted: int) -> DueWork:
        return DueWork(self.campaign_id, self.sender_id, "bulk", wanted, "1", 1000.0, None)

    async def claim_at_once(self, count: int, wanted: int) -> None:
        """Several lanes at the same moment; each keeps what it got."""
        await self.pool.execute("UPDATE send_batches SET due_at = now() WHERE lane <> 'settle'")
        chosen = list(itertools.islice(itertools.cycle(self.processes), count))
        taken = await asyncio.gather(*(process.claim(self._work(wanted), wanted) for process in chosen))
        self.held += [one for one in taken if one is not None]

    async def serve(self, held: Claim, how: str) -> None:
        """Mark all and let them leave; or hand all back (`back`)."""
        self.held.remove(held)
        ids = [row["id"] for row in held.to_send]
        if how == "back":
            await record(self.pool, SliceRecord(held.lease, unsent=ids), unknown_grace_s=GRACE_S)
            return
        marker = Marker(self.pool)
        marked = await marker.mark(held.lease, ids)
        await marker.close()
        if marked is None:
            return
        left = [
            Left(row["id"], row["attempt"], f"wamid.{row['id']}.{row['attempt']}") for row in held.to_send
        ]
        if how != "full":  # refused: Meta tells of nothing
            self.left += left
        if how == "killed":
            return
        answered = [
            Answered(row, self._outcome(how, one.wamid), boottime_s(), boottime_s())
            for row, one in zip(held.to_send, left, strict=True)
        ]
        await record(
            self.pool, SliceRecord(held.lease, answered=answered, unsent=[]), unknown_grace_s=GRACE_S
        )

    @staticmethod
    def _outcome(how: str, wamid: str) -> Outcome:
        return {"taken": Outcome("accepted", "row", wamid=wamid), "full": _FULL, "lost": _LOST}[how]

    async def claim_whose_answer_is_lost(self) -> None:
        work = self._work(2)
        names = {"holder": "unheard", "process": "host0:0:aa"}
        await claim(self.pool, work=work, wanted=2, **names, daily_limit=None, unknown_grace_s=GRACE_S)
        await self.pool.execute(sql.RELEASE_CLAIMS, ["unheard"])

    async def claim_that_is_not_committed(self) -> None:
        async with self.pool.acquire() as conn:
            crash = conn.transaction()
            await crash.start()
            await conn.fetch(sql.CLAIM, self.campaign_id, "bulk", 2, "crashed", LEASE_S, "host0:0:aa")
            await crash.rollback()

    # --- what happens around them -----------------------------------------------------------------------

    async def lapse(self) -> None:
        self.held.clear()  # whoever held them was killed
        await self.pool.execute(
            "UPDATE send_batches SET lease_until = now() - interval '1 minute' WHERE lease_until IS NOT NULL"
        )
        await lapse_leases(self.pool, unknown_grace_s=GRACE_S)

    async def set_the_clock_back(self) -> None:
        """What lies an hour ahead by the new clock is put back."""
        await self.pool.execute(
            "UPDATE send_batches SET due_at = due_at + interval '1 hour',"
            " lease_until = lease_until + interval '1 hour' WHERE lane <> 'settle'"
        )
        await put_back_what_lies_ahead(self.pool)

    async def skip_ids(self) -> None:
        await self.pool.execute(
            "SELECT nextval('messages_id_seq'), nextval('send_batches_id_seq') FROM generate_series(1, 40)"
        )

    async def forget_claims(self) -> None:
        """Processes that are gone for a week are folded into one row."""
        await self.pool.execute(sql.COMPACT_LAST_CLAIMS, 0)

    async def empty_redis(self) -> None:
        await self.redis.flushdb()

    def lose_disk(self, host: int) -> None:
        shutil.rmtree(self.folders[host], ignore_errors=True)

    def copy_disk(self, host: int, other: int) -> None:
        """A new host made from another one's folder, beside what it has."""
        if host != other and self.folders[host].exists():
            shutil.copytree(self.folders[host], self.folders[other], dirs_exist_ok=True)

    async def hear(self, left: Sequence[Left], age_s: int, word: str) -> None:
        """Meta tells of what left, late, twice, in one body."""
        async with self.pool.acquire() as conn:
            context = await read_context(conn, unknown_grace_s=GRACE_S)
            at, code = utc_now() - timedelta(seconds=age_s), 131016 if word == "failed" else None
            echoes = [format_echo(context.installation, one.message_id, one.attempt) for one in left]
            items = [
                status(word, one.wamid, at, echo=echo, code=code)
                for one, echo in zip(left, echoes, strict=True)
            ]
            group = Group()
            group.add(parse_webhook(status_body(*items, *items)))
            await apply_group(conn, group, context)

    async def check(self) -> None:
        found = await formers(self.pool)
        assert not found, [dict(row) for row in found]
