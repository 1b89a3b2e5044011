"""A database that went back, as its tests make it: what was noticed, what the logs say, what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from relance.campaigns.service import resume_campaign
from relance.core.db import Pool, Row, transaction
from relance.installation.identity import MOVED, Trip, halt, settle_installation
from relance.restored.jobs import answer_by_hand
from relance.restored.service import Answer, Question, read_question
from relance.sending.sent_log import SentLog


async def settle(pool: Pool) -> str:
    """As each start does; returns the installation's id."""
    async with transaction(pool) as conn:
        return await settle_installation(conn, "UTC")


async def notice(pool: Pool, reason: str = MOVED) -> str:
    """Something showed that the database went back; returns the id that it had."""
    former: str = await pool.fetchval("SELECT id FROM installation")
    async with transaction(pool) as conn:
        await halt(conn, Trip(former, reason))
    return former


async def formers(pool: Pool) -> list[Row]:
    """The installations it was; none when it was never found to have gone back."""
    return await pool.fetch("SELECT * FROM former_installations ORDER BY halted_at")


async def question(pool: Pool) -> Question:
    """The question as it stands."""
    async with pool.acquire() as conn:
        return await read_question(conn)


async def answer(pool: Pool, said: Answer | None, *folders: Path) -> Question:
    """As `relance restored`; the senders of before have ended: nothing is under way."""
    return await answer_by_hand(pool, folders, answer=said, unknown_grace_s=300, quiet_after_s=0)


async def resume(pool: Pool, campaign_id: int) -> None:
    """A person lets it go on."""
    async with transaction(pool) as conn:
        await resume_campaign(conn, campaign_id=campaign_id)


@dataclass(frozen=True, slots=True)
class Gone:
    """What a log says to have left. `wamid` None: nobody answered."""

    campaign_id: int
    contact_id: int
    message_id: int
    wamid: str | None
    message_type: str = "message_1"
    attempt: int = 1


async def write_log(pool: Pool, folder: Path, former: str, gone: Iterable[Gone]) -> None:
    """The log of a sender that had one claim for each of them, since the backup, and ended in good order."""
    at = (await pool.fetchval("SELECT clock_timestamp()")).timestamp()
    log = SentLog(folder, process="host:9:zz")
    log.start()
    for nth, one in enumerate(gone, start=1):
        log.claimed(
            at, former, 1_000 + nth, campaign_id=one.campaign_id, sender_id=1, lane="bulk", nth=nth,
            before=nth - 1,
            messages=[(one.message_id, one.contact_id, one.message_type, one.attempt)],
        )  # fmt: skip
        log.left(
            at, former, 1_000 + nth, one.campaign_id, one.contact_id, one.message_type, one.message_id,
            one.attempt,
        )  # fmt: skip
        word = "lost" if one.wamid is None else "accepted"
        log.answered(at, former, 1_000 + nth, one.message_id, one.attempt, word, one.wamid or -2)
        log.ended(at, former, 1_000 + nth)
    log.close()
