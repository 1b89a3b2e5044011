"""What Meta's answers tell of the people they are about."""

from datetime import timedelta

from relance.contacts.suppressions import Choice, record_choices
from relance.core.clock import utc_now
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from relance.sending.learn import Told, learn_ids
from tests.sending.world import make_campaign

BSUID = "BJ.13491208655302741918"


async def learn(pool: Pool, *told: Told) -> None:
    async with transaction(pool) as conn:
        await learn_ids(conn, told)


async def message_ids(pool: Pool, campaign_id: int) -> list[int]:
    rows = await pool.fetch("SELECT id FROM messages WHERE campaign_id = $1 ORDER BY id", campaign_id)
    return [row["id"] for row in rows]


async def ids(pool: Pool) -> list[tuple[str | None, str | None]]:
    rows = await pool.fetch("SELECT wa_id, bsuid FROM contacts ORDER BY id")
    return [(row["wa_id"], row["bsuid"]) for row in rows]


async def test_answer_teaches_both_ids_and_a_bsuid_only_once(pool: Pool, settings: Settings) -> None:
    one, two = await message_ids(pool, await make_campaign(pool, settings, 2))
    await learn(pool, (one, "22955512345", BSUID), (two, None, "BJ.2"))
    assert await ids(pool) == [("22955512345", BSUID), (None, "BJ.2")]
    await learn(pool, (one, None, "BJ.3"), (two, "22955512346", None))
    assert await ids(pool) == [("22955512345", BSUID), ("22955512346", "BJ.2")]


async def test_two_contacts_never_get_one_id(pool: Pool, settings: Settings) -> None:
    one, two = await message_ids(pool, await make_campaign(pool, settings, 2))
    await learn(pool, (two, "22955512345", BSUID), (one, "22955512345", BSUID))
    assert await ids(pool) == [("22955512345", BSUID), (None, None)]
    await learn(pool, (two, "22955512345", BSUID))
    assert await ids(pool) == [("22955512345", BSUID), (None, None)]


async def test_stop_and_kept_reply_under_a_bsuid_hold_when_an_answer_tells_whose_it_is(
    pool: Pool, settings: Settings
) -> None:
    [one] = await message_ids(pool, await make_campaign(pool, settings, 1))
    async with transaction(pool) as conn:
        stop = Choice(True, "replied_stop", utc_now() - timedelta(minutes=1), identities=(f"bsuid:{BSUID}",))
        await record_choices(conn, choices=[stop])
    await pool.execute(
        "INSERT INTO kept_replies (wamid, sender_id, bsuid, at, message, ends_at) "
        "SELECT 'wamid.I', id, $1, now(), '{}', now() + interval '1 day' FROM senders",
        BSUID,
    )
    await learn(pool, (one, None, BSUID))
    assert await pool.fetchval("SELECT opted_out_at IS NOT NULL FROM contacts")
    assert await pool.fetchval("SELECT look_at <= now() FROM kept_replies")
