"""A sender dies between Meta's refusal by status and the record of the answer: no doubt, and one place."""

from relance.core.clock import utc_now
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.counts.recount import check_counts
from relance.messages.evidence import StatusSeen
from relance.messages.store import apply_all
from relance.sending.lapse import lapse_leases
from relance.whatsapp.errors import MetaError
from tests.sending.leases import claim_and_mark, end_leases
from tests.sending.world import make_campaign, queued, states

UNPAID = MetaError(131042, "Payment", "", None)


async def test_lapsed_lease_does_not_doubt_what_a_status_put_back(pool: Pool, settings: Settings) -> None:
    campaign_id = await make_campaign(pool, settings, 3)
    taken = await claim_and_mark(pool, 3)
    refused, *others = [row["id"] for row in taken.to_send]
    async with transaction(pool) as conn:
        failure = StatusSeen(refused, 1, "wamid.A", "failed", utc_now(), UNPAID)
        await apply_all(conn, [failure], unknown_grace_s=300)
    assert await check_counts(pool) == []  # for a moment it stands in the lease and in the queue
    await end_leases(pool)
    await lapse_leases(pool, unknown_grace_s=300)
    assert await states(pool, campaign_id) == {"pending": 1, "unknown": len(others)}
    row = await pool.fetchrow("SELECT attempt, status FROM messages WHERE id = $1", refused)
    assert row is not None
    assert (row["attempt"], row["status"]) == (2, "pending")
    places = "SELECT count(*) FROM send_batches WHERE $1 = ANY(message_ids)"
    assert await pool.fetchval(places, refused) == 1
    assert await queued(pool, campaign_id) == 3
    assert await check_counts(pool) == []
