"""A database of an older version is upgraded in the middle of a campaign, and sending goes on rightly."""

from datetime import timedelta

import pytest

from relance.campaigns.doubts.decide import Decider, DoubtRequest, decide_doubts
from relance.core.clock import utc_now
from relance.core.db import Pool, create_pool, transaction
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from relance.embedded import Addresses
from relance.installation.identity import settle_installation
from relance.migrations.apply import migrate
from tests.migrations.old_database import old_database, run_a_campaign
from tests.sending.world import queued, running_sender
from tests.support.waiting import eventually
from tests.webhooks.scene import assert_no_drift
from whatsapp_simulator import Simulator

BEFORE_MARKS = "0013"
FAR_BEFORE = "0007"


async def states(pool: Pool) -> dict[int, str]:
    return {row["id"]: row["status"] for row in await pool.fetch("SELECT id, status FROM messages")}


@pytest.mark.parametrize("revision", [BEFORE_MARKS, FAR_BEFORE])
async def test_a_campaign_goes_on_after_the_upgrade_and_nobody_is_doubled_or_lost(
    servers: Addresses, database_url: str, redis: RedisClient, settings: Settings, simulator: Simulator,
    revision: str,
) -> None:  # fmt: skip
    name = f"{database_url.rpartition('/')[2]}_old"
    async with old_database(servers, name, revision) as url:
        async with await create_pool(url, name="old", max_size=2) as pool:
            ids = await run_a_campaign(pool, settings)
            before = await states(pool)
        await migrate(url)
        await migrate(url)  # each start does
        fast = settings.model_copy(update={"sender_rate_per_s": 1000.0, "database_url": url})
        async with await create_pool(url, name="test", max_size=10) as pool:
            async with transaction(pool) as conn:
                await settle_installation(conn, "UTC")
            assert await pool.fetchval("SELECT count(*) FROM former_installations") == 0
            assert await states(pool) == before
            goes = {*ids["waiting"], *ids["message_2"]}
            doubts = {*ids["leased"], *ids["doubtful"]}

            async def gone_on() -> bool:
                now = await states(pool)
                return all(now[id_] == "sent" for id_ in goes) and all(
                    now[id_] == "unknown" for id_ in doubts
                )

            await simulator.send_inbound(await phone_of(pool, ids["message_2"][0]))  # else Meta refuses it
            async with running_sender(pool, redis, fast, simulator.url):
                await eventually(gone_on)
            # Whatever nobody asked for is as it was, and each doubt is settled by nothing but evidence.
            now = await states(pool)
            assert {id_: now[id_] for id_ in before.keys() - goes - doubts} == {
                id_: before[id_] for id_ in before.keys() - goes - doubts
            }
            assert (simulator.summary()["accepted"], simulator.summary()["duplicates"]) == (len(goes), 0)
            campaign_id: int = await pool.fetchval("SELECT id FROM campaigns")
            assert await queued(pool, campaign_id) == len(doubts)

            await decide(pool, campaign_id, ids)
            async with running_sender(pool, redis, fast, simulator.url):
                await eventually(lambda: all_sent(pool, doubts))
            # The old doubts count as sent by a person's word; those of the killed sender went out again.
            again = len(ids["leased"])
            assert simulator.summary()["accepted"] == len(goes) + again
            assert simulator.summary()["duplicates"] == 0
            rows = await pool.fetch(
                "SELECT id, attempt, wamid FROM messages WHERE id = ANY($1)", list(doubts)
            )
            assert {row["id"]: (row["attempt"], row["wamid"] is not None) for row in rows} == {
                **dict.fromkeys(ids["doubtful"], (1, False)),
                **dict.fromkeys(ids["leased"], (2, True)),
            }
            assert not await pool.fetchval("SELECT count(*) FROM send_batches WHERE lane <> 'settle'")
            await assert_no_drift(pool)


async def phone_of(pool: Pool, message: int) -> str:
    found: str = await pool.fetchval(
        "SELECT phone FROM messages m JOIN contacts c ON c.id = m.contact_id WHERE m.id = $1", message
    )
    return found


async def all_sent(pool: Pool, ids: set[int]) -> bool:
    now = await states(pool)
    return all(now[id_] == "sent" for id_ in ids)


async def decide(pool: Pool, campaign_id: int, ids: dict[str, list[int]]) -> None:
    """The doubts of before the upgrade count as sent, those of the sender that was killed are sent again."""
    ten_minutes_ago = utc_now() - timedelta(minutes=10)
    for request, count in (
        (DoubtRequest(campaign_id, "message_1", "count_as_sent", ten_minutes_ago), len(ids["doubtful"])),
        (DoubtRequest(campaign_id, "message_1", "send_again"), len(ids["leased"])),
    ):
        done = await decide_doubts(pool, request=request, decider=Decider(place="test"), unknown_grace_s=300)
        assert done.decided == count
