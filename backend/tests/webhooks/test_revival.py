"""131047 on a Message 2 that a reaction had brought: revived once, by what surely opens the window."""

import pytest

from tests.webhooks.bodies import inbound, inbound_body, status, status_body, text
from tests.webhooks.scene import Scene

WA_ID = "22901970001"


async def refused_message_2(scene: Scene) -> tuple[int, int]:
    """A reaction brought Message 2, Meta took it and refused it later. Returns both message ids."""
    first = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(first))["wamid"]
    reaction = inbound(
        "reaction", "wamid.R", scene.ago(minutes=9), WA_ID, {"message_id": wamid, "emoji": "👍"}
    )
    await scene.take(inbound_body(reaction))
    [second] = await scene.message_2s()
    await scene.pool.execute("DELETE FROM send_batches")
    refusal = status("failed", "wamid.S", scene.ago(minutes=5), echo=scene.echo(second["id"]), code=131047)
    await scene.take(status_body(refusal))
    assert (await scene.row(second["id"]))["status"] == "failed"
    return first, second["id"]


async def test_text_revives_it_once(scene: Scene) -> None:
    _, second = await refused_message_2(scene)
    await scene.take(inbound_body(text("hello?", "wamid.T", scene.ago(minutes=1), WA_ID)))
    row = await scene.row(second)
    assert (row["status"], row["attempt"], row["wamid"], row["error_code"]) == ("pending", 2, None, None)
    assert row["revived_at"] is not None
    assert await scene.queued() == {"reply": [second]}
    await scene.pool.execute("DELETE FROM send_batches")
    refusal = status("failed", "wamid.S2", scene.now, echo=scene.echo(second, 2), code=131047)
    await scene.take(status_body(refusal))
    await scene.take(inbound_body(text("again?", "wamid.U", scene.now, WA_ID)))
    assert (await scene.row(second))["status"] == "failed"
    assert await scene.queued() == {}


@pytest.mark.parametrize("word", ["sent", "failed"])
async def test_late_status_of_the_refused_one_does_not_stop_the_revived_one(scene: Scene, word: str) -> None:
    _, second = await refused_message_2(scene)
    await scene.take(inbound_body(text("hello?", "wamid.T", scene.ago(minutes=1), WA_ID)))
    late = status(word, "wamid.S", scene.ago(minutes=5), echo=scene.echo(second, 1), code=131047)
    if word == "sent":
        late.pop("errors")
    await scene.take(status_body(late))
    assert (await scene.row(second))["status"] == "pending"
    assert await scene.incidents() == []


async def test_reaction_or_an_older_text_does_not_revive(scene: Scene) -> None:
    first, second = await refused_message_2(scene)
    wamid = (await scene.row(first))["wamid"]
    again = inbound("reaction", "wamid.R2", scene.now, WA_ID, {"message_id": wamid, "emoji": "😀"})
    await scene.take(inbound_body(again))
    await scene.take(inbound_body(text("earlier", "wamid.T", scene.ago(minutes=7), WA_ID)))
    assert (await scene.row(second))["status"] == "failed"


async def test_stop_does_not_revive(scene: Scene) -> None:
    _, second = await refused_message_2(scene)
    await scene.take(inbound_body(text("STOP", "wamid.T", scene.now, WA_ID)))
    assert (await scene.row(second))["status"] == "failed"


async def test_text_that_overtook_the_word_of_the_refusal_revives(scene: Scene) -> None:
    first = await scene.message(await scene.campaign(), await scene.contact())
    wamid = (await scene.row(first))["wamid"]
    reaction = inbound(
        "reaction", "wamid.R", scene.ago(minutes=9), WA_ID, {"message_id": wamid, "emoji": "👍"}
    )
    await scene.take(inbound_body(reaction))
    [second] = await scene.message_2s()
    await scene.pool.execute("DELETE FROM send_batches")
    await scene.take(inbound_body(text("hello?", "wamid.T", scene.ago(minutes=1), WA_ID)))
    refusal = status("failed", "wamid.S", scene.ago(minutes=5), echo=scene.echo(second["id"]), code=131047)
    await scene.take(status_body(refusal))
    row = await scene.row(second["id"])
    assert (row["status"], row["attempt"]) == ("pending", 2)
    assert await scene.queued() == {"reply": [second["id"]]}
