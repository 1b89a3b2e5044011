"""STOP and START in a chat: whoever says it under whatever spelling of their number, the later one holds."""

import pytest

from relance.contacts.suppressions import opt_in, opt_out
from relance.contacts.upsert import ContactRow, upsert_contacts
from tests.contacts.two_spellings import both_ways, two_spellings
from tests.webhooks.bodies import inbound, inbound_body, text
from tests.webhooks.scene import Scene

WA_ID = "22901970001"
PARENT = "BJ.ENT.99887766"


async def _say(scene: Scene, words: str, *, ago_s: float = 0, wa_id: str | None = WA_ID, **who: str) -> None:
    scene_wamid = f"wamid.{words}.{ago_s}"
    await scene.take(inbound_body(text(words, scene_wamid, scene.ago(seconds=ago_s), wa_id, **who)))


@pytest.mark.parametrize(
    ("phone", "wa_id"),
    [
        ("+2290197000111", "22997000111"),
        ("+22997000111", "2290197000111"),
        ("+5511987654321", "551187654321"),
        ("+551187654321", "5511987654321"),
        ("+541123456789", "5491123456789"),
        ("+5491123456789", "541123456789"),
        ("+525512345678", "5215512345678"),
        ("+5215512345678", "525512345678"),
    ],
)
async def test_stop_under_another_spelling_of_the_number_counts_now_and_for_later_contacts(
    scene: Scene, phone: str, wa_id: str
) -> None:
    contact = await scene.contact(phone)
    await _say(scene, "STOP", wa_id=wa_id)
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.now
    async with scene.pool.acquire() as conn, conn.transaction():
        made = await upsert_contacts(conn, rows=[ContactRow(f"+{wa_id}")])
    later = await scene.contact_row(made.ids[f"+{wa_id}"])
    assert (later["opted_out_at"], later["opted_out_reason"]) == (scene.now, "replied_stop")


async def test_start_after_stop_brings_the_person_back_and_stop_again_takes_them_out(scene: Scene) -> None:
    contact = await scene.contact()
    await _say(scene, "STOP", ago_s=30)
    await _say(scene, "Je veux me réabonner", ago_s=20)
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    [choice] = await scene.pool.fetch("SELECT DISTINCT opted_out, reason, at FROM suppressions")
    assert tuple(choice) == (False, "replied_start", scene.ago(seconds=20))
    await _say(scene, "Stop svp", ago_s=10)
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.ago(seconds=10)


async def test_start_that_meta_brings_after_a_later_stop_changes_nothing(scene: Scene) -> None:
    contact = await scene.contact()
    await _say(scene, "STOP", ago_s=5)
    await _say(scene, "START", ago_s=10)
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.ago(seconds=5)


async def test_start_takes_back_what_an_operator_or_whatsapp_noted_before(scene: Scene) -> None:
    contact = await scene.contact()
    async with scene.pool.acquire() as conn, conn.transaction():
        await opt_out(conn, contact_ids=[contact], reason="operator", at=scene.ago(days=1))
    await _say(scene, "START")
    assert (await scene.contact_row(contact))["opted_out_at"] is None


async def test_stop_after_an_operators_opt_in_holds(scene: Scene) -> None:
    contact = await scene.contact()
    await _say(scene, "STOP", ago_s=30)
    async with scene.pool.acquire() as conn, conn.transaction():
        await opt_in(conn, contact_ids=[contact], reason="operator", at=scene.ago(seconds=20))
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    await _say(scene, "arretez svp", ago_s=10)
    assert (await scene.contact_row(contact))["opted_out_at"] == scene.ago(seconds=10)


async def test_start_of_a_stranger_takes_back_their_stop(scene: Scene) -> None:
    await _say(scene, "STOP", ago_s=9)
    await _say(scene, "START")
    async with scene.pool.acquire() as conn, conn.transaction():
        made = await upsert_contacts(conn, rows=[ContactRow(f"+{WA_ID}")])
    assert (await scene.contact_row(made.ids[f"+{WA_ID}"]))["opted_out_at"] is None


async def test_stop_of_a_stranger_is_held_under_every_id_it_came_with(scene: Scene) -> None:
    await _say(scene, "STOP", from_user_id="BJ.1", from_parent_user_id=PARENT)
    held = await scene.pool.fetch("SELECT identity FROM suppressions WHERE opted_out ORDER BY 1")
    expected = ["bsuid:BJ.1", f"bsuid:{PARENT}", f"phone:+{WA_ID}", f"wa:{WA_ID}"]
    assert [row["identity"] for row in held] == expected


async def test_button_that_says_stop_the_promotions_opts_out(scene: Scene) -> None:
    contact = await scene.contact()
    tap = {"text": "Arrêter les promotions", "payload": "Arrêter les promotions"}
    await scene.take(inbound_body(inbound("button", "wamid.I", scene.now, WA_ID, tap)))
    assert (await scene.contact_row(contact))["opted_out_reason"] == "replied_stop"


async def test_stop_and_start_are_written_down_as_consents_with_their_words(scene: Scene) -> None:
    contact = await scene.contact()
    await _say(scene, "STOP svp", ago_s=30)
    await _say(scene, "START", ago_s=20)
    await _say(scene, "START", ago_s=20)
    tap = {"text": "Arrêter les promotions", "payload": "STOP"}
    await scene.take(inbound_body(inbound("button", "wamid.I", scene.now, WA_ID, tap)))
    rows = await scene.pool.fetch("SELECT given, how, words, at FROM consents ORDER BY at")
    assert [tuple(row) for row in rows] == [
        (False, "keyword", "STOP svp", scene.ago(seconds=30)),
        (True, "keyword", "START", scene.ago(seconds=20)),
        (False, "button", "Arrêter les promotions", scene.now),
    ]
    assert (await scene.contact_row(contact))["consented_at"] is None


async def test_wish_inside_an_ordinary_sentence_is_none(scene: Scene) -> None:
    contact = await scene.contact()
    await _say(scene, "stop by my shop tomorrow")
    assert (await scene.contact_row(contact))["opted_out_at"] is None
    assert await scene.pool.fetchval("SELECT count(*) FROM suppressions") == 0


async def test_what_else_they_say_and_an_import_of_their_row_bring_nobody_back(scene: Scene) -> None:
    contact = await scene.contact()
    await _say(scene, "STOP", ago_s=30)
    await _say(scene, "Bonjour", ago_s=20)
    await _say(scene, "YES", ago_s=10)
    async with scene.pool.acquire() as conn, conn.transaction():
        await upsert_contacts(conn, rows=[ContactRow(f"+{WA_ID}", first_name="Awa")])
    row = await scene.contact_row(contact)
    assert (row["first_name"], row["opted_out_at"]) == ("Awa", scene.ago(seconds=30))
    assert row["opted_out_reason"] == "replied_stop"


@two_spellings
@both_ways
async def test_both_contacts_of_one_number_in_two_spellings_stop_and_come_back(
    scene: Scene, one: str, other: str, turned: bool
) -> None:
    people = [await scene.contact(one), await scene.contact(other)]
    said, answered = (other, one) if turned else (one, other)
    await scene.take(inbound_body(text("STOP", "wamid.S", scene.ago(minutes=2), said[1:])))
    assert all([(await scene.contact_row(id_))["opted_out_at"] for id_ in people])
    await scene.take(inbound_body(text("START", "wamid.T", scene.now, answered[1:])))
    assert not any([(await scene.contact_row(id_))["opted_out_at"] for id_ in people])
