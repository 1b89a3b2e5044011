"""Decisions on doubts with a sender at work: what the risk comes to, by the ledger of the simulator."""

from typing import Any

import httpx2
import pytest

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.core.settings import Settings
from tests.sending.world import make_campaign, running_sender, states
from tests.support.waiting import eventually
from whatsapp_simulator import Simulator
from whatsapp_simulator.faults import Faults

PEOPLE = 3
"""So few that all leave before a lost answer holds up the rest."""

NEVER_TAKEN = Faults(drop_before_accept_share=1.0)
TAKEN = Faults(accept_then_drop_share=1.0)


async def decide(client: httpx2.AsyncClient, campaign: int, decision: str) -> dict[str, Any]:
    found = (await client.get(f"/api/campaigns/{campaign}/doubts")).json()
    (item,) = found["items"]
    assert (item["messages"], item["twice_if_sent_again"], item["nothing_if_counted"]) == (PEOPLE,) * 3
    request = {"message_type": "message_1", "decision": decision, "left_before": found["read_at"]}
    answers = [await client.post(f"/api/campaigns/{campaign}/doubts", json=request) for _ in range(2)]
    assert [answer.json()["decided"] for answer in answers] == [PEOPLE, 0]
    done: dict[str, Any] = answers[0].json()
    return done


@pytest.mark.parametrize(
    ("faults", "decision", "end", "accepted", "duplicates"),
    [
        pytest.param(NEVER_TAKEN, "send_again", "sent", PEOPLE, 0, id="sent again, rightly"),
        pytest.param(TAKEN, "send_again", "sent", 2 * PEOPLE, PEOPLE, id="sent again, and twice"),
        pytest.param(NEVER_TAKEN, "count_as_sent", "sent", 0, 0, id="counted, and nobody got it"),
        pytest.param(TAKEN, "count_as_sent", "sent", PEOPLE, 0, id="counted, rightly"),
        pytest.param(TAKEN, "wait", "unknown", PEOPLE, 0, id="waited for"),
    ],
)
async def test_a_decision_costs_no_more_than_was_told(
    client: httpx2.AsyncClient,
    pool: Pool,
    redis: RedisClient,
    settings: Settings,
    simulator: Simulator,
    faults: Faults,
    decision: str,
    end: str,
    accepted: int,
    duplicates: int,
) -> None:
    simulator.faults = faults
    campaign = await make_campaign(pool, settings, PEOPLE)

    async def all_are(state: str) -> bool:
        return await states(pool, campaign) == {state: PEOPLE}

    async with running_sender(pool, redis, settings, simulator.url):
        await eventually(lambda: all_are("unknown"))
        simulator.faults = Faults()
        await decide(client, campaign, decision)
        # Nothing is in the queue any more that a sender could send.
        await eventually(
            lambda: pool.fetchval(
                "SELECT NOT EXISTS (SELECT FROM send_batches WHERE lane <> 'settle'"
                " AND campaign_id = $1)", campaign)
        )  # fmt: skip
        await eventually(lambda: all_are(end))
    summary = simulator.summary()
    assert (summary["accepted"], summary["duplicates"]) == (accepted, duplicates)
