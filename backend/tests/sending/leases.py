"""Leases as a dead, a frozen and a living sender hold them."""

import asyncio
from datetime import datetime
from pathlib import Path

from relance.core.db import Pool
from relance.sending.claim import Claim, claim
from relance.sending.due import list_due
from relance.sending.marks import Marker
from relance.sending.number import Numbers
from relance.sending.pace import Slots
from relance.sending.places import Places
from relance.sending.sent_log import SentLog
from relance.sending.slices import send_slice
from relance.sending.tools import SliceTools
from relance.sending.writer import CampaignWriter
from relance.whatsapp.client import GraphClient


async def claim_all(pool: Pool, wanted: int, process: str = "dead") -> Claim:
    work = (await list_due(pool, default_rate_per_s=1000))[0]
    names = {"holder": process, "process": process}
    taken = await claim(pool, work=work, wanted=wanted, **names, daily_limit=None, unknown_grace_s=300)
    assert taken is not None
    return taken


async def claim_and_mark(pool: Pool, wanted: int, process: str = "dead") -> Claim:
    taken = await claim_all(pool, wanted, process)
    assert await mark(pool, taken, [row["id"] for row in taken.to_send]) is not None
    return taken


async def mark(pool: Pool, taken: Claim, message_ids: list[int]) -> datetime | None:
    marker = Marker(pool)
    try:
        return await marker.mark(taken.lease, message_ids)
    finally:
        await marker.close()


async def send_as_zombie(
    pool: Pool, graph: GraphClient, taken: Claim, writer: CampaignWriter, slots: Slots
) -> int:
    """Send what was claimed, as a process that believes in its lease."""
    tools = SliceTools(
        pool=pool,
        graph=graph,
        process="zombie",
        sent_log=SentLog(Path("never-written"), process="zombie"),
        unknown_grace_s=300,
        on_stop=lambda *_: asyncio.sleep(0),
        marker=Marker(pool),
        places=Places(8),
        numbers=Numbers("zombie"),
    )
    try:
        return await send_slice(tools, taken, writer, slots, lambda: False, _no_more)
    finally:
        await tools.marker.close()


async def _no_more(_: int) -> None:
    return None


async def end_leases(pool: Pool) -> None:
    """As if the lease time had passed."""
    await pool.execute(
        "UPDATE send_batches SET lease_until = now() - interval '5 seconds' WHERE lease_until IS NOT NULL"
    )
