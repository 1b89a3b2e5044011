"""A few senders, a Meta that remembers, and a database: what really left against what the rows say."""

import itertools
from collections import Counter
from dataclasses import dataclass, field

from relance.core.clock import boottime_s, utc_now
from relance.core.db import Pool, Row, transaction
from relance.core.settings import Settings
from relance.messages.evidence import Evidence, NotSent, StatusSeen
from relance.messages.store import apply_all
from relance.sending import sql
from relance.sending.answered import Answered
from relance.sending.claim import Claim, claim
from relance.sending.due import DueWork
from relance.sending.lapse import lapse_leases
from relance.sending.marks import Marker
from relance.sending.record import SliceRecord, record
from relance.whatsapp.errors import MetaError
from relance.whatsapp.outcome import Outcome
from tests.sending.world import make_campaign

MESSAGES = 3
GRACE_S = 300.0

_PHONES = itertools.count(22960000000, MESSAGES)
_REFUSED = Outcome("retry_at", "number", delay_s=0.0, error=MetaError(130429, "Rate limit hit", ""))
_LOST = Outcome("unknown", "row", error=MetaError(-1, "The answer was lost", ""))


@dataclass(slots=True, eq=False)
class Departure:
    """A message that left once, with what came of it; `open` until the sender or a proof has told."""

    message_id: int
    attempt: int
    taken: bool
    wamid: str
    open: bool = True
    former: bool = False
    """Before the database went back."""


@dataclass(slots=True, eq=False)
class Sender:
    """One claim of one process, as `Departures` and `_Slice` hold it."""

    claim: Claim
    waiting: list[Row]
    marked: list[Row] = field(default_factory=list)
    """With a confirmed mark; they may leave while the lease is alive."""
    answered: list[tuple[Answered, Departure]] = field(default_factory=list)
    never_left: list[int] = field(default_factory=list)
    ended: bool = False


class SendingModel:
    """Every step does to the database what a sender, Meta or the settling would do."""

    process_name = "model:1:aa"

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self.pool = pool
        self.marker = Marker(pool)
        self.settings = settings
        self.departures: list[Departure] = []
        self.senders: list[Sender] = []
        self.unheard: list[SliceRecord] = []
        """Records whose COMMIT was answered by nobody: repeated, once or often, soon or late."""
        self.lost_claims: list[str] = []
        self.orphans = 0
        self._names = itertools.count(1)

    async def open(self) -> None:
        """A campaign of its own on the shared database."""
        self.campaign_id = await make_campaign(
            self.pool, self.settings, MESSAGES, first_phone=next(_PHONES), batch_size=2
        )
        self.sender_id = await self.pool.fetchval(
            "SELECT sender_id FROM campaigns WHERE id = $1", self.campaign_id
        )

    async def close(self) -> None:
        """Its leases and its queue are nobody's business any more."""
        await self.marker.close()
        await self.pool.execute("DELETE FROM send_batches WHERE campaign_id = $1", self.campaign_id)

    # --- a sender ---------------------------------------------------------------------------------------

    async def claim(self, wanted: int) -> Sender | None:
        """Somebody claims what is due; None when nothing is."""
        taken = await self._claim(wanted, f"{self.campaign_id}:{next(self._names)}")
        if taken is None:
            return None
        self.senders.append(Sender(taken, list(taken.to_send)))
        return self.senders[-1]

    async def claim_unheard(self, wanted: int) -> None:
        """The answer is lost: all that its holder can do is give the claim back by its word."""
        holder = f"{self.campaign_id}:{next(self._names)}"
        if await self._claim(wanted, holder) is not None:
            self.lost_claims.append(holder)

    async def _claim(self, wanted: int, holder: str) -> Claim | None:
        await self.pool.execute(
            "UPDATE send_batches SET due_at = now() WHERE campaign_id = $1 AND lane <> 'settle'",
            self.campaign_id,
        )
        work = DueWork(self.campaign_id, self.sender_id, "bulk", wanted, "1", 1000.0, None)
        return await claim(
            self.pool,
            work=work,
            wanted=wanted,
            holder=holder,
            process=self.process_name,
            daily_limit=None,
            unknown_grace_s=300,
        )

    async def release_lost_claims(self) -> None:
        await self.pool.execute(sql.RELEASE_CLAIMS, self.lost_claims)
        self.lost_claims.clear()

    async def mark(self, sender: Sender, count: int, *, heard: bool) -> None:
        """Ask for a mark; not `heard`: it was committed, and the sender does not know."""
        group = sender.waiting[:count]
        at = await self.marker.mark(sender.claim.lease, [row["id"] for row in group])
        if at is not None and heard:
            sender.waiting = sender.waiting[count:]
            sender.marked += group

    def leave(self, sender: Sender, how: str) -> None:
        """The last look, then the first byte. `how`: taken, refused, lost (taken, answer lost), swallowed
        (not taken, answer lost), never (no connection)."""
        message = sender.marked.pop(0)
        if not sender.claim.lease.is_alive():
            sender.waiting.append(message)
            return
        if how == "never":
            sender.never_left.append(message["id"])
            return
        assert not [d for d in self.departures if d.message_id == message["id"] and d.open], (
            f"message {message['id']} leaves while nobody knows what became of it before"
        )
        taken = how in ("taken", "lost")
        wamid = f"wamid.{message['id']}.{message['attempt']}.{len(self.departures)}"
        departure = Departure(message["id"], message["attempt"], taken, wamid)
        self.departures.append(departure)
        now_s = boottime_s()
        outcome = {
            "taken": Outcome("accepted", "row", wamid=wamid),
            "refused": _REFUSED,
            "lost": _LOST,
            "swallowed": _LOST,
        }[how]
        sender.answered.append((Answered(message, outcome, now_s, now_s), departure))

    async def record(self, sender: Sender, *, ends: bool, heard: bool) -> None:
        """Write down what was answered; `ends` hands back the rest."""
        unsent = None
        if ends:
            unsent = [row["id"] for row in (*sender.waiting, *sender.marked)] + sender.never_left
            sender.ended = True
            self.senders.remove(sender)
        slice_ = SliceRecord(
            sender.claim.lease,
            withheld=list(sender.claim.withheld),
            answered=[answered for answered, _ in sender.answered],
            unsent=unsent,
        )
        for answered, departure in sender.answered:
            if answered.outcome is _REFUSED or answered.outcome.action == "accepted":
                departure.open = False
        sender.answered = []
        await record(self.pool, slice_, unknown_grace_s=GRACE_S)
        if not heard:
            self.unheard.append(slice_)

    async def repeat(self, slice_: SliceRecord) -> None:
        """A record whose answer was lost is made once more."""
        await record(self.pool, slice_, unknown_grace_s=GRACE_S)

    def die(self, sender: Sender) -> None:
        """SIGKILL: what it knew is gone with it."""
        self.senders.remove(sender)
        self.orphans += 1

    # --- time, Meta, settling ---------------------------------------------------------------------------

    async def lapse(self, sender: Sender | None, *, knows: bool = True) -> None:
        """Leases end: of one sender that lives on, a zombie, or of all that nobody holds any more.

        It does not know where it was the database's clock that jumped.
        """
        held = {other.claim.lease.batch_id for other in self.senders if other is not sender}
        if sender is not None and knows:
            sender.claim.lease.until_s = boottime_s() - 1
        await self.pool.execute(
            "UPDATE send_batches SET lease_until = now() - interval '1 minute' "
            "WHERE campaign_id = $1 AND lease_until IS NOT NULL AND NOT id = ANY($2::bigint[])",
            self.campaign_id,
            sorted(held),
        )
        await lapse_leases(self.pool, unknown_grace_s=GRACE_S)
        self.orphans = 0

    async def echo(self, departure: Departure) -> None:
        """Meta's first status of a message that it took."""
        seen = StatusSeen(departure.message_id, departure.attempt, departure.wamid, "sent", utc_now())
        await self._apply([seen])
        departure.open = False

    async def prove_unsent(self, departure: Departure) -> None:
        """What settling, or a person, says of a doubt; only ever of one that Meta did not take."""
        assert not departure.taken
        row = await self.pool.fetchrow(
            "SELECT status, attempt FROM messages WHERE id = $1", departure.message_id
        )
        if row is None or (row["status"], row["attempt"]) != ("unknown", departure.attempt):
            return
        await self._apply([NotSent(departure.message_id, departure.attempt)])
        departure.open = False

    async def _apply(self, evidence: list[Evidence]) -> None:
        async with transaction(self.pool) as conn:
            await apply_all(conn, evidence, unknown_grace_s=GRACE_S)

    # --- what must hold ---------------------------------------------------------------------------------

    async def check(self) -> None:
        """Nothing was taken twice, and every message is in exactly one place."""
        taken = Counter(departure.message_id for departure in self.departures if departure.taken)
        assert not [message_id for message_id, times in taken.items() if times > 1], taken
        rows = await self.pool.fetch(
            "SELECT id, status, attempt, wamid FROM messages WHERE campaign_id = $1", self.campaign_id
        )
        batches = await self.pool.fetch(
            "SELECT lane, message_ids, lease_until IS NULL AS free FROM send_batches WHERE campaign_id = $1",
            self.campaign_id,
        )
        queued = Counter(id_ for b in batches if b["lane"] != "settle" for id_ in b["message_ids"])
        free = {id_ for b in batches if b["lane"] != "settle" and b["free"] for id_ in b["message_ids"]}
        settling = {id_ for b in batches if b["lane"] == "settle" for id_ in b["message_ids"]}
        open_ = {d.message_id for d in self.departures if d.open}
        for row in rows:
            message_id = row["id"]
            if row["status"] == "pending":
                assert queued[message_id] == 1, f"message {message_id} waits in {queued[message_id]} batches"
                assert not (message_id in free and message_id in open_), (
                    f"{message_id} is free and may be out"
                )
            elif row["status"] == "unknown":
                assert message_id in settling, f"message {message_id} is in doubt and nobody settles it"
            else:
                assert row["status"] == "sent", row["status"]
                assert taken[message_id] == 1, f"message {message_id} is sent and Meta has not got it"
