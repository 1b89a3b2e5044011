"""What the settings say about STOP and START: other words, and what is answered."""

from datetime import timedelta
from typing import Any

import pytest

from relance.core.changeable_settings import ChangeableSettings
from relance.interactions.keywords.hearing import Hearing, hearing_of
from tests.support.waiting import eventually
from tests.webhooks.bodies import inbound_body, text
from tests.webhooks.kept import BSUID, look, reply, taught
from tests.webhooks.scene import Scene

WA_ID = "22901970001"
ANSWER = "C'est noté."


def heard(**changes: Any) -> Hearing:
    return hearing_of(ChangeableSettings(**changes))


async def _say(scene: Scene, words: str, *, ago_s: float = 0) -> None:
    await scene.take(inbound_body(text(words, scene.wamid(), scene.ago(seconds=ago_s), WA_ID)))


async def _answers(scene: Scene) -> list[Any]:
    return await scene.pool.fetch("SELECT * FROM opt_out_answers ORDER BY id")


@pytest.mark.parametrize("said", ["Tsaya", "  tsáya !", "TSAYA svp", "T.S.A.Y.A"])
async def test_a_word_that_was_added_counts_from_the_next_message_on(scene: Scene, said: str) -> None:
    contact = await scene.contact()
    await _say(scene, said, ago_s=9)
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    scene.heard = heard(opt_out_words_added=("tsaya",))
    await _say(scene, f"je veux {said} demain")
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    await _say(scene, said)
    assert (await scene.contact_row(contact))["opted_out_reason"] == "replied_stop"


@pytest.mark.parametrize("removed", ["Arrêt", "ARRET!"])
async def test_a_word_that_was_taken_out_counts_no_more_and_stop_always_does(
    scene: Scene, removed: str
) -> None:
    contact = await scene.contact()
    scene.heard = heard(opt_out_words_removed=(removed, "Stop"))
    await _say(scene, "arrêt", ago_s=9)
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    await _say(scene, "STOP")
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.now


async def test_words_of_start_are_added_and_taken_out_too(scene: Scene) -> None:
    contact = await scene.contact()
    scene.heard = heard(opt_in_words_added=("dawo",), opt_in_words_removed=("reprise",))
    await _say(scene, "STOP", ago_s=9)
    await _say(scene, "reprise", ago_s=8)
    assert (await scene.contact_row(contact))["opted_out_at"] is not None
    await _say(scene, "Dawo")
    assert (await scene.contact_row(contact))["opted_out_at"] is None


async def test_a_kept_reply_is_read_by_the_words_that_hold_when_it_is_taken_in(scene: Scene) -> None:
    contact = await scene.contact()
    message = await scene.message(await scene.campaign(), contact, wamid="wamid.M1")
    await scene.take(inbound_body(reply("wamid.I", scene.now, "tsaya")))
    scene.heard = heard(opt_out_words_added=("tsaya",))
    await scene.take(taught(scene, message))
    await look(scene)

    async def out() -> bool:
        row = await scene.contact_row(contact)
        return (row["bsuid"], row["opted_out_reason"]) == (BSUID, "replied_stop")

    await eventually(out)


async def test_stop_notes_one_answer_and_only_where_a_sentence_is_set(scene: Scene) -> None:
    contact = await scene.contact()
    await _say(scene, "STOP", ago_s=9)
    assert await _answers(scene) == []
    await _say(scene, "START", ago_s=8)
    scene.heard = Hearing(answer=ANSWER)
    await _say(scene, "STOP", ago_s=7)
    await _say(scene, "STOP STOP", ago_s=6)
    [answer] = await _answers(scene)
    assert (answer["contact_id"], answer["text"]) == (contact, ANSWER)
    assert answer["expires_at"] == scene.ago(seconds=7) + timedelta(days=1)


async def test_the_same_webhook_again_and_two_stops_at_once_are_answered_once(scene: Scene) -> None:
    await scene.contact()
    scene.heard = Hearing(answer=ANSWER)
    one, two = (text("STOP", scene.wamid(), scene.ago(seconds=ago), WA_ID) for ago in (3, 2))
    await scene.take(inbound_body(one, two))
    await scene.take(inbound_body(one))
    assert len(await _answers(scene)) == 1


async def test_an_old_stop_that_of_a_stranger_and_one_to_another_app_are_not_answered(scene: Scene) -> None:
    scene.heard = Hearing(answer=ANSWER)
    await _say(scene, "STOP", ago_s=9)
    await scene.contact("+22901970002")
    old = text("STOP", scene.wamid(), scene.ago(hours=25), "22901970002")
    await scene.take(inbound_body(old))
    await scene.contact("+22901970003")
    elsewhere = inbound_body(text("STOP", scene.wamid(), scene.now, "22901970003"))
    await scene.take(elsewhere.replace(b'"field": "messages"', b'"field": "standby"').replace(
        b'"field":"messages"', b'"field":"standby"'))  # fmt: skip
    assert await scene.pool.fetchval("SELECT count(*) FROM contacts WHERE opted_out_at IS NOT NULL") == 2
    assert await _answers(scene) == []


@pytest.mark.parametrize("said", ["Don't text back!", "Ne m’écrivez plus"])
async def test_who_wants_no_word_from_us_gets_no_answer_either(scene: Scene, said: str) -> None:
    contact = await scene.contact()
    scene.heard = Hearing(answer=ANSWER)
    await _say(scene, said)
    assert (await scene.contact_row(contact))["opted_out_at"] is not None
    assert await _answers(scene) == []
