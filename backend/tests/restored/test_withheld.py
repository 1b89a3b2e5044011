"""Whoever got a message by a log gets no second one, whatever is queued later, by whoever.

By campaign, contact and type: nothing else is withheld.
"""

from pathlib import Path

import pytest

from relance.campaigns.running.launch import launch_campaign
from relance.campaigns.running.retry import retry_failed
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Pool, transaction
from relance.messages.evidence import Lost, NotSent, Rejected, RetryLater
from relance.restored.service import Answer
from relance.sending.claim import Claim
from relance.whatsapp.errors import MetaError
from tests.campaigns.doubts_scene import bulk_ids
from tests.campaigns.scene import Scene
from tests.restored.scene import Gone, answer, notice, resume, write_log
from tests.sending.leases import claim_all

TEXT = {"type": "text", "text": "Merci"}


@pytest.fixture
async def scene(pool: Pool) -> Scene:
    return await Scene(pool).furnish()


async def go_back(scene: Scene, folder: Path, *gone: Gone, said: Answer = "restored") -> None:
    """The database went back, the log knows of `gone`, and a person has answered."""
    await write_log(scene.pool, folder, await notice(scene.pool), gone)
    question = await answer(scene.pool, said, folder)
    assert (question.state, question.covered) == ("settled", None if said == "copy" else True)


async def launch(scene: Scene, campaign: int) -> None:
    await scene.pool.execute(
        "UPDATE campaigns SET status = 'preparing', status_reason = NULL, launch_until = $2 WHERE id = $1",
        campaign, 2**62,
    )  # fmt: skip
    await launch_campaign(scene.pool, scene.redis, campaign_id=campaign, default_rate_per_s=75)


async def launched(scene: Scene, *contacts: int) -> int:
    campaign = await drafted(scene, *contacts)
    await launch(scene, campaign)
    return campaign


async def drafted(scene: Scene, *contacts: int) -> int:
    category = await scene.add_category(f"C{await scene.pool.fetchval('SELECT count(*) FROM categories')}")
    for contact in contacts:
        await scene.pool.execute("INSERT INTO category_contacts VALUES ($1, $2)", category, contact)
    return await scene.add_campaign(category, status="draft", message_2=TEXT)


async def people(scene: Scene, count: int) -> list[int]:
    return [await scene.add_contact() for _ in range(count)]


def contacts_of(taken: Claim) -> list[int]:
    assert taken.withheld == []
    return [row["contact_id"] for row in taken.to_send]


async def states(scene: Scene, campaign: int) -> dict[tuple[int, str], tuple[str, str | None]]:
    return {
        (row["contact_id"], row["message_type"]): (row["status"], row["wamid"])
        for row in await scene.messages(campaign)
    }


async def test_a_message_2_that_a_reply_makes_later_for_whom_had_it_is_withheld(
    scene: Scene, tmp_path: Path
) -> None:
    had, doubtful, new = await people(scene, 3)
    campaign = await launched(scene, had, doubtful, new)
    ids = await scene.send_all(campaign)
    await go_back(
        scene, tmp_path,
        Gone(campaign, had, 900, "wamid.log.2", "message_2"),
        Gone(campaign, doubtful, 901, None, "message_2"),
    )  # fmt: skip
    await resume(scene.pool, campaign)
    for id_ in ids:
        await scene.answer(id_, message_2="pending")
    taken = await claim_all(scene.pool, 10)
    assert contacts_of(taken) == [new]
    found = await states(scene, campaign)
    assert found[had, "message_2"] == ("sent", "wamid.log.2")
    assert found[doubtful, "message_2"] == ("unknown", None)
    assert found[new, "message_2"] == ("pending", None)
    # What is known of a person is known once: it says nothing of the next row.
    assert await scene.pool.fetchval("SELECT count(*) FROM left_before") == 0


async def test_a_draft_that_was_launched_since_the_backup_and_is_launched_again_leaves_them_out(
    scene: Scene, tmp_path: Path
) -> None:
    had, doubtful, new = await people(scene, 3)
    campaign = await drafted(scene, had, doubtful, new)
    await go_back(
        scene, tmp_path, Gone(campaign, had, 900, "wamid.log.1"), Gone(campaign, doubtful, 901, None)
    )  # fmt: skip
    await launch(scene, campaign)
    assert contacts_of(await claim_all(scene.pool, 10)) == [new]
    found = await states(scene, campaign)
    assert (found[had, "message_1"], found[doubtful, "message_1"]) == (
        ("sent", "wamid.log.1"),
        ("unknown", None),
    )


async def test_a_contact_that_is_imported_again_is_the_same_person(scene: Scene, tmp_path: Path) -> None:
    had = await scene.add_contact(phone="+22901970001")
    campaign = await drafted(scene, had)
    await go_back(scene, tmp_path, Gone(campaign, had, 900, "wamid.log.1"))
    phones = ("+22901970001", "+22901970002")
    async with transaction(scene.pool) as conn:
        imported = await upsert_contacts(conn, rows=[ContactRow(phone, "Awa") for phone in phones])
        new = imported.ids[phones[1]]
        await conn.execute(
            "INSERT INTO category_contacts SELECT category_id, $1 FROM campaign_categories", new
        )
    await launch(scene, campaign)
    assert imported.ids[phones[0]] == had
    assert contacts_of(await claim_all(scene.pool, 10)) == [new]


async def test_another_campaign_and_another_type_of_the_same_person_are_not_withheld(
    scene: Scene, tmp_path: Path
) -> None:
    had, other = await people(scene, 2)
    campaign = await launched(scene, had)
    (message_1,) = await scene.send_all(campaign)
    second = await launched(scene, had, other)
    await go_back(scene, tmp_path, Gone(second, had, 900, "wamid.log.1", "message_2"))
    for found in (campaign, second):
        await resume(scene.pool, found)
    await scene.answer(message_1, message_2="pending")
    claims = [await claim_all(scene.pool, 10, process=f"p{number}") for number in range(2)]
    assert sorted((taken.work.campaign_id, *contacts_of(taken)) for taken in claims) == [
        (campaign, had), (second, had, other),
    ]  # fmt: skip


@pytest.mark.parametrize("said", ["copy", "restored"])
async def test_what_a_sender_that_ran_on_has_recorded_waits_once_or_not_at_all(
    scene: Scene, tmp_path: Path, said: Answer
) -> None:
    """Its answers of before reached the database after it went back."""
    campaign = await launched(scene, *await people(scene, 3))
    waits, again, doubtful = await scene.queued_ids(campaign)
    refused = MetaError(130429, "Rate limit hit", "")
    now = await scene.pool.fetchval("SELECT clock_timestamp()")
    await scene.apply(RetryLater(again, 1, refused, now, 0.0, counts=False), Lost(doubtful, 1, now))
    assert await scene.queued_ids(campaign) == [waits, again, again, doubtful, doubtful]
    # The log speaks of somebody else, so that it is complete and withholds none of them.
    await go_back(scene, tmp_path, Gone(campaign, 999_999, 900, "wamid.log.1"), said=said)
    assert await bulk_ids(scene, campaign) == [waits, again]


async def test_what_failed_here_and_was_sent_again_by_a_person_since_is_not_sent_by_the_same_button(
    scene: Scene, tmp_path: Path
) -> None:
    accepted, unanswered, failed = await people(scene, 3)
    campaign = await launched(scene, accepted, unanswered, failed)
    ids = await scene.queued_ids(campaign)
    refused = MetaError(131000, "Something went wrong", "")
    now = await scene.pool.fetchval("SELECT clock_timestamp()")
    await scene.apply(*(Rejected(id_, 1, refused, now) for id_ in ids))
    await scene.pool.execute("DELETE FROM send_batches")
    await go_back(
        scene, tmp_path,
        Gone(campaign, accepted, ids[0], "wamid.log.1", attempt=2),
        Gone(campaign, unanswered, ids[1], None, attempt=2),
        Gone(campaign, failed, ids[2], None, attempt=1),
    )  # fmt: skip
    await resume(scene.pool, campaign)
    await retry_failed(scene.pool, campaign_id=campaign, now=now, unknown_grace_s=300)
    assert contacts_of(await claim_all(scene.pool, 10)) == [failed]
    found = await states(scene, campaign)
    assert found[accepted, "message_1"] == ("sent", "wamid.log.1")
    assert found[unanswered, "message_1"] == ("unknown", None)


async def test_a_person_s_word_sends_a_withheld_doubt_and_it_is_not_withheld_again(
    scene: Scene, tmp_path: Path
) -> None:
    (doubtful,) = await people(scene, 1)
    campaign = await drafted(scene, doubtful)
    await go_back(scene, tmp_path, Gone(campaign, doubtful, 900, None))
    await launch(scene, campaign)
    assert contacts_of(await claim_all(scene.pool, 10)) == []
    await scene.pool.execute("DELETE FROM send_batches WHERE lease_until IS NOT NULL")
    (row,) = await scene.messages(campaign)
    await scene.apply(NotSent(row["id"], row["attempt"]))
    assert contacts_of(await claim_all(scene.pool, 10)) == [doubtful]


async def test_a_copy_withholds_nothing(scene: Scene, tmp_path: Path) -> None:
    had, new = await people(scene, 2)
    campaign = await launched(scene, had, new)
    await go_back(scene, tmp_path, Gone(campaign, had, 900, "wamid.log.1"), said="copy")
    await resume(scene.pool, campaign)
    assert contacts_of(await claim_all(scene.pool, 10)) == [had, new]


async def test_without_logs_a_launch_that_goes_on_puts_everybody_of_the_campaign_in_doubt(
    scene: Scene, tmp_path: Path
) -> None:
    """And no other campaign, nor what a campaign that is made later sends."""
    first, second = await people(scene, 2)
    campaign = await drafted(scene, first, second)
    await notice(scene.pool)
    assert (await answer(scene.pool, "restored", tmp_path)).covered is False
    await launch(scene, campaign)
    assert contacts_of(await claim_all(scene.pool, 10)) == []
    assert set((await states(scene, campaign)).values()) == {("unknown", None)}
    later = await launched(scene, first, second)
    await scene.pool.execute("DELETE FROM send_batches WHERE campaign_id = $1", campaign)
    assert contacts_of(await claim_all(scene.pool, 10)) == [first, second]
    assert set((await states(scene, later)).values()) == {("pending", None)}


async def test_nothing_is_claimed_until_the_answer_is_carried_out(scene: Scene, tmp_path: Path) -> None:
    (one,) = await people(scene, 1)
    campaign = await launched(scene, one)
    former = await notice(scene.pool)
    # Whoever resumes it behind our back: the claim looks for itself.
    await scene.pool.execute("UPDATE campaigns SET status = 'sending' WHERE id = $1", campaign)
    for step in ("UPDATE former_installations SET read_at = now()",
                 "UPDATE former_installations SET answer = 'restored', answered_at = now()"):  # fmt: skip
        with pytest.raises(AssertionError):
            await claim_all(scene.pool, 10)
        await scene.pool.execute(step)
    with pytest.raises(AssertionError):
        await claim_all(scene.pool, 10)
    await write_log(scene.pool, tmp_path, former, [])
    await scene.pool.execute("UPDATE former_installations SET settled_at = now()")
    assert contacts_of(await claim_all(scene.pool, 10)) == [one]
