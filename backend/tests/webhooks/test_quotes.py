"""A quote proves that its message arrived, whatever we believed."""

from tests.webhooks.bodies import inbound_body, text
from tests.webhooks.scene import Scene

WA_ID = "22901970001"


async def test_quote_lifts_a_message_believed_failed(scene: Scene) -> None:
    message = await scene.message(
        await scene.campaign(),
        await scene.contact(),
        "failed",
        failed_at=scene.ago(minutes=5),
        error_code=131000,
    )
    wamid = (await scene.row(message))["wamid"]
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID, quotes=wamid)))
    row = await scene.row(message)
    assert row["status"] == "delivered" and row["interacted_at"] is not None


async def test_quote_of_a_held_message_proves_it_was_released(scene: Scene) -> None:
    message = await scene.message(await scene.campaign(), await scene.contact(), "held", wamid="wamid.H")
    await scene.take(inbound_body(text("hi", "wamid.I", scene.now, WA_ID, quotes="wamid.H")))
    row = await scene.row(message)
    assert row["status"] == "delivered" and row["interacted_at"] is not None
    assert len(await scene.message_2s()) == 1
