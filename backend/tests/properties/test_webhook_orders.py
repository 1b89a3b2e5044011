"""Whatever the order, the number and the grouping in which it all arrives, the end is the same.

One message, its answer from Meta, its statuses and a reply, in any order, repeated at will, some of them at
the same time: one end state, one Message 2, and counts that agree with a recount.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any

import hypothesis
from hypothesis import given
from hypothesis import strategies as st

from relance.core.clock import utc_now
from relance.core.db import create_pool, transaction
from relance.core.settings import Settings
from relance.interactions.retry import retry_unattributed
from relance.messages.evidence import Accepted
from relance.messages.store import apply_all
from tests.webhooks.bodies import inbound_body, status, status_body, text
from tests.webhooks.scene import Scene, assert_no_drift, open_scene

WORDS = ("answer", "sent", "delivered", "read", "failed", "refused", "reply")
# What Meta says with `failed`: withheld from this person; the account has no means of payment.
CODES = {"failed": 131049, "refused": 131042}


@st.composite
def histories(draw: st.DrawFn) -> list[list[str]]:
    """Rounds of events; those of one round come at the same time."""
    kinds = draw(st.sets(st.sampled_from(WORDS), min_size=1))
    if kinds <= {"reply"}:
        kinds |= {"sent"}
    if "failed" in kinds:
        kinds -= {"refused"}
    if kinds & set(CODES):
        kinds -= {"reply"}
    again = draw(st.lists(st.sampled_from(sorted(kinds)), max_size=6))
    events = draw(st.permutations([*sorted(kinds), *again]))
    rounds: list[list[str]] = [[]]
    for event in events:
        if draw(st.booleans()):
            rounds.append([])
        rounds[-1].append(event)
    return [events for events in rounds if events]


def expected_status(kinds: set[str]) -> str:
    """What Meta's words say in the end."""
    if "read" in kinds:
        return "read"
    if "delivered" in kinds:
        return "delivered"
    if "refused" in kinds:
        return "pending"
    return "failed" if "failed" in kinds else "sent"


async def record_answer(scene: Scene, message: int, wamid: str) -> None:
    """What the sender does with Meta's answer."""
    async with transaction(scene.pool) as conn:
        answer = Accepted(message, 1, wamid, scene.now)
        await apply_all(conn, [answer], unknown_grace_s=300)


async def play(scene: Scene, rounds: list[list[str]], number: int) -> None:
    """Play one history on a new message, and look at its end."""
    contact = await scene.contact(f"+2290197{number:06}")
    message = await scene.message(await scene.campaign(), contact, "pending")
    wamid, echo = f"wamid.{number}", scene.echo(message)

    def happen(event: str) -> Awaitable[Any]:
        if event == "answer":
            return record_answer(scene, message, wamid)
        if event == "reply":
            item = text("hi", f"wamid.r{number}", scene.now, f"2290197{number:06}")
            return scene.take(inbound_body(item))
        word = "failed" if event in CODES else event
        item = status(word, wamid, scene.now, echo=echo, code=CODES.get(event))
        return scene.take(status_body(item))

    for events in rounds:
        await asyncio.gather(*map(happen, events))
    await retry_unattributed(scene.pool)
    kinds = {event for events in rounds for event in events}
    row = await scene.row(message)
    assert row["status"] == expected_status(kinds)
    waits = row["status"] == "pending"
    assert (row["wamid"], row["attempt"]) == ((None, 2) if waits else (wamid, row["attempt"]))
    assert (row["sent_at"] is None) == waits
    places = (await scene.queued()).get("bulk", []).count(message)
    # Delivered after all, it is left out when its turn comes.
    assert places == 1 if waits else places <= ("refused" in kinds)
    assert (row["delivered_at"] is not None) == bool(kinds & {"delivered", "read"})
    assert (row["read_at"] is not None) == ("read" in kinds)
    assert (row["interacted_at"] is not None) == ("reply" in kinds)
    seconds = await scene.pool.fetch(
        "SELECT id FROM messages WHERE contact_id = $1 AND message_type = 'message_2'", contact
    )
    queued = (await scene.queued()).get("reply", [])
    assert len(seconds) == (1 if "reply" in kinds else 0)
    assert [queued.count(second["id"]) for second in seconds] == [1] * len(seconds)
    assert set(await scene.incidents()) <= {"account_stopped"}
    await assert_no_drift(scene.pool)


async def _play_alone(settings: Settings, rounds: list[list[str]], state: dict[str, Any]) -> None:
    if "scene" not in state:
        state["pool"] = await create_pool(settings.require_database_url(), name="test", max_size=12)
        state["opened"] = open_scene(state["pool"], settings)
        state["scene"] = await state["opened"].__aenter__()
        state["number"] = 0
    state["number"] += 1
    state["scene"].now = utc_now().replace(microsecond=0)
    await play(state["scene"], rounds, state["number"])


async def _close(state: dict[str, Any]) -> None:
    if "scene" in state:
        await state["opened"].__aexit__(None, None, None)
        await state["pool"].close()


def test_any_order_and_multiplicity_ends_the_same(settings: Settings) -> None:
    state: dict[str, Any] = {}
    with asyncio.Runner() as runner:

        @hypothesis.settings(max_examples=80, deadline=None, database=None)
        @given(rounds=histories())
        def check(rounds: list[list[str]]) -> None:
            runner.run(_play_alone(settings, rounds, state))

        try:
            check()
        finally:
            runner.run(_close(state))
