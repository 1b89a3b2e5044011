"""An erasure and, at the same instant, whatever would bring the person back: each waits for the other."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from relance.contacts.erasure.service import erase_contacts
from relance.contacts.service import ContactChange, create_contact, update_contact
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Connection, Pool, transaction
from relance.core.errors import AppError
from relance.core.settings import Settings
from tests.support.waiting import eventually
from tests.webhooks.bodies import inbound, inbound_body
from tests.webhooks.scene import Scene, assert_no_drift, open_scene

PHONE, OLD_SPELLING = "+2290197456789", "+22997456789"


@pytest.fixture
async def scene(pool: Pool, settings: Settings) -> AsyncIterator[Scene]:
    async with open_scene(pool, settings) as scene:
        yield scene
    await assert_no_drift(pool)


async def _waits(pool: Pool) -> bool:
    asked = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"
    return bool(await pool.fetchval(asked))


async def _while_erasing(scene: Scene, contact: int, other: Callable[[], Awaitable[None]]) -> None:
    """Begin `other` when the erasure has done everything but commit."""
    async with transaction(scene.pool) as conn:
        await erase_contacts(conn, contact_ids=[contact])
        task = asyncio.ensure_future(other())
        await eventually(lambda: _waits(scene.pool))
    await task


async def _with_number(scene: Scene) -> list[int]:
    rows = await scene.pool.fetch("SELECT id FROM contacts WHERE phone IS NOT NULL ORDER BY id")
    return [row["id"] for row in rows]


@pytest.mark.parametrize("spelling", [PHONE, OLD_SPELLING])
async def test_import_of_any_spelling_sees_the_erasure_it_overlaps(scene: Scene, spelling: str) -> None:
    contact = await scene.contact(PHONE)

    async def bring_back() -> None:
        async with transaction(scene.pool) as conn:
            made = await upsert_contacts(conn, rows=[ContactRow(spelling)])
            assert (set(made.erased), made.ids) == ({spelling}, {})

    await _while_erasing(scene, contact, bring_back)
    assert await _with_number(scene) == []


@pytest.mark.parametrize("made_new", [True, False])
async def test_making_or_changing_a_contact_sees_the_erasure_it_overlaps(
    scene: Scene, made_new: bool
) -> None:
    contact, other = await scene.contact(PHONE), await scene.contact("+2290197000100")

    async def bring_back() -> None:
        async with transaction(scene.pool) as conn:
            change = ContactChange(phone=OLD_SPELLING)
            with pytest.raises(AppError) as refused:
                await (
                    create_contact(conn, phone=OLD_SPELLING)
                    if made_new
                    else update_contact(conn, contact_id=other, change=change)
                )
            assert refused.value.code == "contact_erased"

    await _while_erasing(scene, contact, bring_back)
    assert await _with_number(scene) == [other]


async def test_number_that_is_shared_in_a_chat_is_not_learnt_when_it_is_being_erased(scene: Scene) -> None:
    contact = await scene.contact(PHONE)
    other = await scene.contact(None, bsuid="BJ.1")
    card = {"name": {"formatted_name": "Awa"}, "phones": [{"wa_id": OLD_SPELLING[1:]}]}
    said = {"from_user_id": "BJ.1", "origin": "contact_request"}
    body = inbound_body(inbound("contacts", "wamid.C", scene.now, None, [card], **said))
    await _while_erasing(scene, contact, lambda: scene.take(body))
    assert await _with_number(scene) == []
    assert (await scene.contact_row(other))["bsuid"] == "BJ.1"


async def test_erasure_waits_for_an_import_that_has_begun_and_finds_who_it_made(scene: Scene) -> None:
    contact = await scene.contact(PHONE)

    async def erase(conn: Connection) -> None:
        await erase_contacts(conn, contact_ids=[contact])

    async with scene.pool.acquire() as first, scene.pool.acquire() as second:
        importing = first.transaction()
        await importing.start()
        await upsert_contacts(first, rows=[ContactRow(PHONE, first_name="Awa"), ContactRow("+2290197000002")])
        task = asyncio.ensure_future(_in_transaction(second, erase))
        await eventually(lambda: _waits(scene.pool))
        await importing.commit()
        await task
    assert len(await _with_number(scene)) == 1
    assert (await scene.contact_row(contact))["first_name"] is None


async def _in_transaction(conn: Connection, act: Callable[[Connection], Awaitable[None]]) -> None:
    async with conn.transaction():
        await act(conn)


async def test_many_imports_and_erasures_at_once_end_and_nobody_who_was_erased_has_a_number(
    scene: Scene,
) -> None:
    people = [await scene.contact(f"+22901974567{n:02}") for n in range(40)]
    spellings = [f"+229974567{n:02}" for n in range(40)]

    async def erase(some: list[int]) -> None:
        async with transaction(scene.pool) as conn:
            await erase_contacts(conn, contact_ids=some)

    async def load(rows: list[str]) -> None:
        async with transaction(scene.pool) as conn:
            await upsert_contacts(conn, rows=[ContactRow(phone) for phone in rows])

    work = [erase(people[n : n + 5]) for n in range(0, 40, 5)]
    await asyncio.gather(
        *work[:4], *(load(spellings[n:] + spellings[:n]) for n in range(0, 40, 10)), *work[4:]
    )
    async with transaction(scene.pool) as conn:
        made = await upsert_contacts(conn, rows=[ContactRow(phone) for phone in spellings])
    # An import that came wholly before its erasure knew no hash yet; none makes anybody now.
    assert not made.created
    assert made.erased | made.ids.keys() == set(spellings)
