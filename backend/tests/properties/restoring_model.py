"""The sending model on a database that goes back to a copy of it, while the ledger of Meta does not."""

from collections.abc import Sequence
from pathlib import Path

from relance.campaigns.running.requeue import requeue_pending
from relance.core.clock import utc_now
from relance.core.db import Pool, Row, create_pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.embedded import Addresses
from relance.messages.evidence import NotSent, StatusSeen
from relance.sending import sql
from relance.sending.due import DueWork
from tests.properties.sending_model import MESSAGES, Departure, Sender, SendingModel
from tests.restored.processes import Process
from tests.restored.scene import answer, formers, notice, resume
from tests.support.servers import drop_database, run_sql

_WORDS = {"taken": "accepted", "refused": "refused", "lost": "lost", "swallowed": "lost", "never": "unsent"}


class Copies:
    """A database, one copy of it, and the pool on what it is now."""

    def __init__(self, servers: Addresses, url: str) -> None:
        self._servers = servers
        self._url = url
        self._name = url.rpartition("/")[2]
        self._copy = f"{self._name}_copy"
        self.pool: Pool

    async def open(self) -> None:
        self.pool = await create_pool(self._url, name="test", max_size=6)

    async def close(self) -> None:
        await self.pool.close()
        await drop_database(self._servers, self._copy)

    async def back_up(self) -> None:
        """As a backup finds it: nothing else is at work in this model."""
        await self._put(self._copy, of=self._name)

    async def go_back(self) -> None:
        """All that was written since is gone, sequences and the installation's id with it."""
        await self._put(self._name, of=self._copy)

    async def _put(self, name: str, *, of: str) -> None:
        await self.pool.close()
        await drop_database(self._servers, name)
        await run_sql(self._servers.database_url, f"CREATE DATABASE {name} TEMPLATE {of} STRATEGY FILE_COPY")
        await self.open()


class RestoringModel(SendingModel):
    """Its senders claim, and write their log, as processes do."""

    def __init__(self, copies: Copies, redis: RedisClient, folder: Path, settings: Settings) -> None:
        super().__init__(copies.pool, settings)
        self._copies = copies
        self._folder = folder
        self._process = Process(copies.pool, redis, folder, self.process_name)
        self.has_copy = False
        self.claims_since_copy = 0

    async def close(self) -> None:
        await super().close()
        self._process.log.close()

    # --- a sender, with its log -------------------------------------------------------------------------

    async def claim(self, wanted: int) -> Sender | None:
        taken = await self._process.claim(await self._due(wanted), wanted)
        if taken is None:
            return None
        self.claims_since_copy += 1
        self.senders.append(Sender(taken, list(taken.to_send)))
        return self.senders[-1]

    async def _due(self, wanted: int) -> DueWork:
        await self.pool.execute(
            "UPDATE send_batches SET due_at = now() WHERE campaign_id = $1 AND lane <> 'settle'",
            self.campaign_id,
        )
        return DueWork(self.campaign_id, self.sender_id, "bulk", wanted, "1", 1000.0, None)

    def leave(self, sender: Sender, how: str) -> None:
        message, taken = sender.marked[0], sender.claim
        leaves = taken.lease.is_alive()
        super().leave(sender, how)
        if leaves:
            wamid = self.departures[-1].wamid if how == "taken" else -2
            at, lease = taken.at.timestamp(), taken.lease.batch_id
            self._process.log.left(
                at, taken.installation, lease, self.campaign_id, message["contact_id"],
                message["message_type"], message["id"], message["attempt"],
            )  # fmt: skip
            self._process.log.answered(
                at, taken.installation, lease, message["id"], message["attempt"], _WORDS[how], wamid
            )

    async def record(self, sender: Sender, *, ends: bool, heard: bool) -> None:
        await super().record(sender, ends=ends, heard=heard)
        if ends:
            taken = sender.claim
            self._process.log.ended(taken.at.timestamp(), taken.installation, taken.lease.batch_id)

    # --- Meta, and persons, on what left before ---------------------------------------------------------

    async def echo(self, departure: Departure) -> None:
        if not departure.former:
            await super().echo(departure)
            return
        row = await self._row(departure)
        attempt = 0 if row["wamid"] not in (None, departure.wamid) else None  # as `webhooks/statuses.py`
        seen = StatusSeen(departure.message_id, attempt, departure.wamid, "sent", utc_now())
        await self._apply([seen])
        departure.open = False

    async def prove_unsent(self, departure: Departure) -> None:
        if not departure.former:
            await super().prove_unsent(departure)
            return
        row = await self._row(departure)
        if row["status"] == "unknown":
            await self._apply([NotSent(departure.message_id, row["attempt"])])
        departure.open = False

    async def _row(self, departure: Departure) -> Row:
        row = await self.pool.fetchrow(
            "SELECT status, attempt, wamid FROM messages WHERE id = $1", departure.message_id
        )
        assert row is not None
        return row

    # --- the database goes back -------------------------------------------------------------------------

    async def back_up(self) -> None:
        await self.marker.close()
        await self._copies.back_up()
        self._connect()
        self.has_copy, self.claims_since_copy = True, 0

    async def go_back(self, ends: Sequence[str]) -> bool:
        """Back, noticed, answered, resumed; returns whether the logs told everything.

        `ends`: what each sender, which knows of nothing, still does: how its next message leaves, or `dies`.
        """
        await self.marker.close()
        await self._copies.go_back()
        self._connect()
        self.has_copy = False
        for sender, end in zip(list(self.senders), ends, strict=False):
            await self._end(sender, end)
        for sender in list(self.senders):
            self.die(sender)
        self.unheard.clear()
        if self.lost_claims:
            await self.pool.execute(sql.RELEASE_CLAIMS, self.lost_claims)
            self.lost_claims.clear()
        await self.lapse(None)
        await self._be_noticed()
        covered = await self._answer()
        await self._forget()
        return covered

    async def send_what_waits(self) -> None:
        """To the end of the queue; the first claim under a new id is given back."""
        for _ in range(2 + 2 * MESSAGES):
            sender = await self.claim(MESSAGES)
            if sender is not None:
                await self.mark(sender, MESSAGES, heard=True)
                while sender.marked:
                    self.leave(sender, "taken")
                await self.record(sender, ends=True, heard=True)
        left = await self.pool.fetchval(
            "SELECT count(*) FROM messages WHERE campaign_id = $1 AND status = 'pending'", self.campaign_id
        )
        assert left == 0, f"{left} messages wait and nobody sends them"

    def _connect(self) -> None:
        self.pool = self._copies.pool
        self.marker = type(self.marker)(self.pool)
        self._process.connect(self.pool)

    async def _end(self, sender: Sender, end: str) -> None:
        if end == "dies" or self._others_had(sender):
            return
        if sender.waiting:
            await self.mark(sender, 1, heard=True)
        while sender.marked:
            self.leave(sender, end)
            if not sender.claim.lease.is_alive():
                break
        await self.record(sender, ends=True, heard=True)

    def _others_had(self, sender: Sender) -> bool:
        """A lease that had lapsed since the backup, and lives again for five seconds: not promised."""
        held = {message["id"] for message in (*sender.waiting, *sender.marked)}
        return any(departure.open and departure.message_id in held for departure in self.departures)

    async def _be_noticed(self) -> None:
        """By the next claim; with nothing to claim nothing can go out."""
        before = len(await formers(self.pool))
        due = await self._due(3)
        waits = await self.pool.fetchval(
            "SELECT count(*) FROM send_batches WHERE campaign_id = $1 AND lane = 'bulk'", self.campaign_id
        )
        assert await self._process.claim(due, 3) is None, "a claim of a database that went back is served"
        if not waits:
            await notice(self.pool)
        assert len(await formers(self.pool)) == before + 1, "nobody noticed that the database went back"

    async def _answer(self) -> bool:
        self._process.turn_over_log()
        await self.pool.execute(
            "UPDATE send_batches SET lease_until = now() - interval '1 minute' WHERE leased_by = 'halted'"
        )
        question = await answer(self.pool, "restored", self._folder)
        assert question.state == "settled"
        await resume(self.pool, self.campaign_id)
        await requeue_pending(self.pool)
        return bool(question.covered)

    async def _forget(self) -> None:
        """What left before is known by the rows only; a person decides on what Meta has not taken only."""
        rows = await self.pool.fetch(
            "SELECT id FROM messages WHERE campaign_id = $1 AND status = 'unknown'", self.campaign_id
        )
        for departure in self.departures:
            departure.former, departure.open = True, False
        for row in rows:
            left = [departure for departure in self.departures if departure.message_id == row["id"]]
            taken = [departure for departure in left if departure.taken]
            for departure in (taken or left)[-1:]:
                departure.open = True
