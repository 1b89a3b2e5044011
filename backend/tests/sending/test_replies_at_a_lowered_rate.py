"""Message 2 keeps its lane while Meta's refusals hold the rate of a number far below what is set."""

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.sending.world import make_campaign, running_sender
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator

SET_PER_S = 80.0
CUT_PER_S = 20.0
BULK = 300
REPLIES = 3

# The contacts of the first messages have answered: Message 2 in batches of one, each due at once.
ANSWERED = """
WITH rows AS (
    INSERT INTO messages (campaign_id, contact_id, sender_id, message_type, status, parameters, expires_at)
    SELECT campaign_id, contact_id, sender_id, 'message_2', 'pending', '{"text": "Merci"}',
           now() + interval '1 day'
    FROM messages WHERE campaign_id = $1 ORDER BY id LIMIT $2 RETURNING id, sender_id
)
INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids)
SELECT $1, sender_id, 'reply', ARRAY[id] FROM rows
"""


async def test_replies_go_out_among_the_bulk_while_the_rate_is_cut(
    pool: Pool, redis: RedisClient, settings: Settings, simulator: Simulator
) -> None:
    campaign_id = await make_campaign(
        pool, settings, BULK, message_2={"type": "text", "text": "Merci"}, batch_size=20
    )
    for row in await pool.fetch("SELECT phone FROM contacts ORDER BY id LIMIT $1", REPLIES):
        await simulator.send_inbound(row["phone"])
    # Meta took 20 a second where 80 are set: found a moment ago, by a process that ran before.
    await pool.execute(
        "UPDATE senders SET throttled_rate_per_s = $1, throttled_at = clock_timestamp()", CUT_PER_S
    )
    ledger = simulator.ledger

    def kinds() -> list[str]:
        return ["bulk" if message.template is not None else "reply" for message in ledger.messages]

    async def under_way() -> bool:
        return len(ledger.messages) >= 4

    async def all_replied() -> bool:
        return kinds().count("reply") == REPLIES

    at_pace = settings.model_copy(update={"sender_rate_per_s": SET_PER_S})
    async with running_sender(pool, redis, at_pace, simulator.url) as loop:
        await eventually(under_way)
        (number,) = loop.numbers.list_all()
        before = len(ledger.messages)
        await pool.execute(ANSWERED, campaign_id, REPLIES)
        await eventually(all_replied)
        assert number.lowered_rate() is not None and number.control.rate < SET_PER_S / 2
    # A share of the slots is theirs: a fifth of the rate, beside what was claimed when they came.
    among = kinds()[before:]
    ahead = among[: len(among) - among[::-1].index("reply")].count("bulk")
    assert ahead <= REPLIES / settings.reply_share + CUT_PER_S, among
    assert ahead < BULK / 4
