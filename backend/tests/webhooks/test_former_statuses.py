"""Statuses of the ids that a database had before it went back: whose they are, a person says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.restored.scene import Gone, answer, notice, write_log
from tests.webhooks.bodies import status, status_body
from tests.webhooks.scene import Scene

PHONE = "+22901970001"
THEIRS: dict[str, Any] = {"recipient_id": PHONE[1:]}
SOMEBODY_ELSE = {"recipient_id": "22901979999"}


async def went_back(scene: Scene) -> None:
    """Somebody noticed; the intake asks which installation it is, as it does each second."""
    await notice(scene.pool)
    look_again(scene)


def look_again(scene: Scene) -> None:
    scene.intake._committer.abandon()


async def tell(scene: Scene, message: int, word: str, **more: Any) -> None:
    """A status under the id that the database had before (the scene's own: it was opened under it)."""
    item = status(word, f"wamid.of.{message}", scene.ago(minutes=2), echo=scene.echo(message), **more)
    await scene.take(status_body(item))


async def kept(scene: Scene) -> int:
    found: int = await scene.pool.fetchval("SELECT count(*) FROM kept_statuses")
    return found


async def answer_restored(scene: Scene, folder: Path, *gone: Gone) -> None:
    await write_log(scene.pool, folder, scene.installation, gone)
    question = await answer(scene.pool, "restored", folder)
    assert (question.state, question.covered) == ("settled", True)
    look_again(scene)


async def queued(scene: Scene) -> int:
    campaign = await scene.campaign()
    message = await scene.message(campaign, await scene.contact(PHONE), "pending")
    await scene.pool.execute(
        "INSERT INTO send_batches (campaign_id, sender_id, lane, message_ids) VALUES ($1, $2, 'bulk', $3)",
        campaign, scene.sender_id, [message],
    )  # fmt: skip
    return message


async def test_they_wait_for_the_answer_and_are_taken_in_after_restored(scene: Scene, tmp_path: Path) -> None:
    message = await queued(scene)
    await went_back(scene)
    await tell(scene, message, "delivered", **THEIRS)
    row = await scene.row(message)
    assert (row["status"], row["delivered_at"], await kept(scene)) == ("pending", None, 1)
    gone = Gone(row["campaign_id"], row["contact_id"], message, f"wamid.of.{message}")
    await answer_restored(scene, tmp_path, gone)
    row = await scene.row(message)
    assert (row["status"], row["wamid"], await kept(scene)) == ("delivered", gone.wamid, 0)
    assert row["delivered_at"] == scene.ago(minutes=2)


async def test_what_no_log_knows_is_settled_by_a_status_that_was_kept(scene: Scene, tmp_path: Path) -> None:
    message = await queued(scene)
    await went_back(scene)
    await tell(scene, message, "read", **THEIRS)
    assert (await answer(scene.pool, "restored", tmp_path)).covered is False
    row = await scene.row(message)
    assert (row["status"], row["wamid"]) == ("read", f"wamid.of.{message}")
    assert await scene.queued() == {"settle": [message]}


async def test_they_are_forgotten_after_copy_and_later_ones_are_nobodys(scene: Scene, tmp_path: Path) -> None:
    message = await queued(scene)
    await went_back(scene)
    await tell(scene, message, "delivered", **THEIRS)
    await answer(scene.pool, "copy", tmp_path)
    assert await kept(scene) == 0
    look_again(scene)
    await tell(scene, message, "read", **THEIRS)
    assert (await scene.row(message))["status"] == "pending"
    assert await scene.drops() == {"foreign_echo": 1}
    assert await kept(scene) == 0


async def test_what_is_kept_by_an_intake_that_had_not_heard_of_the_answer_is_taken_in_or_dropped(
    scene: Scene, tmp_path: Path
) -> None:
    """It asks once a second; the tick looks at what is kept."""
    from relance.restored.settle import replay_kept

    message = await queued(scene)
    await went_back(scene)
    await tell(scene, message, "sent", **THEIRS)
    row = await scene.row(message)
    await answer_restored_unheard(scene, tmp_path, row["campaign_id"], row["contact_id"], message)
    await tell(scene, message, "read", **THEIRS)
    assert await kept(scene) == 1
    assert await replay_kept(scene.pool, unknown_grace_s=300) == 1
    assert (await scene.row(message))["status"] == "read"


async def answer_restored_unheard(scene: Scene, folder: Path, campaign: int, contact: int, id_: int) -> None:
    await write_log(scene.pool, folder, scene.installation, [Gone(campaign, contact, id_, f"wamid.of.{id_}")])
    scene.intake._committer._context._read_at_s += 3600  # type: ignore[union-attr]  # it asks in an hour
    await answer(scene.pool, "restored", folder)


async def test_after_restored_they_count_up_to_the_highest_message_id_and_not_above(
    scene: Scene, tmp_path: Path
) -> None:
    message = await queued(scene)
    campaign = (await scene.row(message))["campaign_id"]
    other = await scene.contact("+22901970002")
    await went_back(scene)
    await answer_restored(
        scene, tmp_path, Gone(campaign, await contact_of(scene, message), message, "wamid.L")
    )
    # As if the ids had not been moved up: the next one came to another person's message.
    reissued = await scene.pool.fetchval(
        "INSERT INTO messages (id, campaign_id, contact_id, sender_id, message_type, status)"
        " OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, 'message_1', 'unknown') RETURNING id",
        message + 1, campaign, other, scene.sender_id,
    )  # fmt: skip
    await tell(scene, reissued, "read", recipient_id="22901970002")
    assert (await scene.row(reissued))["status"] == "unknown"
    item = status("read", "wamid.L", scene.now, echo=scene.echo(message), **THEIRS)
    await scene.take(status_body(item))
    assert (await scene.row(message))["status"] == "read"
    assert (await scene.contact_row(other))["whatsapp_verified"] is None


async def contact_of(scene: Scene, message: int) -> int:
    found: int = (await scene.row(message))["contact_id"]
    return found


@pytest.mark.parametrize(
    ("said", "status_after"),
    [
        (THEIRS, "delivered"),
        ({"recipient_user_id": "BJ.1234567890123456"}, "delivered"),
        (SOMEBODY_ELSE, "unknown"),
        ({}, "unknown"),
    ],
)
async def test_they_count_only_for_the_person_whom_they_name(
    scene: Scene, tmp_path: Path, said: dict[str, str], status_after: str
) -> None:
    """Ids given out between the backup and the halt may be another person's in this database."""
    message = await queued(scene)
    contact = await contact_of(scene, message)
    await scene.pool.execute("UPDATE contacts SET bsuid = 'BJ.1234567890123456' WHERE id = $1", contact)
    campaign = (await scene.row(message))["campaign_id"]
    await went_back(scene)
    await answer_restored(scene, tmp_path, Gone(campaign, contact, message, None))
    assert (await scene.row(message))["status"] == "unknown"
    await tell(scene, message, "delivered", **said)
    assert (await scene.row(message))["status"] == status_after


async def test_a_former_one_says_nothing_of_what_was_sent_since(scene: Scene, tmp_path: Path) -> None:
    message = await queued(scene)
    contact = await contact_of(scene, message)
    campaign = (await scene.row(message))["campaign_id"]
    await went_back(scene)
    await answer_restored(scene, tmp_path, Gone(campaign, contact, message, None))
    # A person had it sent again, at the risk of a double: it has a wamid of its own now.
    await scene.pool.execute(
        "UPDATE messages SET status = 'sent', attempt = 2, wamid = 'wamid.own', sent_at = $2,"
        " expires_at = $2::timestamptz + $3::interval WHERE id = $1",
        message, scene.now, timedelta(days=1),
    )  # fmt: skip
    await tell(scene, message, "failed", **THEIRS)
    row = await scene.row(message)
    assert (row["status"], row["wamid"]) == ("sent", "wamid.own")
    await tell(scene, message, "delivered", **THEIRS)
    row = await scene.row(message)
    assert (row["status"], row["wamid"]) == ("delivered", "wamid.own")
    assert "double" in await scene.incidents()
