"""One person, several contacts: made under two spellings of a number before both were known as one."""

from collections.abc import AsyncIterator

import pytest

from relance.contacts.erasure.service import erase_contacts
from relance.core.db import Pool, transaction
from relance.core.settings import Settings
from tests.contacts.two_spellings import both_ways, two_spellings
from tests.webhooks.scene import Scene, assert_no_drift, open_scene


@pytest.fixture
async def scene(pool: Pool, settings: Settings) -> AsyncIterator[Scene]:
    async with open_scene(pool, settings) as scene:
        yield scene
    await assert_no_drift(pool)


@two_spellings
@both_ways
async def test_a_contact_under_another_spelling_of_the_number_goes_too(
    scene: Scene, one: str, other: str, turned: bool
) -> None:
    chosen, twin = await scene.contact(one), await scene.contact(other, first_name="Moussa")
    stranger = await scene.contact("+2250701020304")
    sent = await scene.message(await scene.campaign(), twin, parameters={"1": "Moussa"})
    if turned:
        chosen, twin = twin, chosen
    async with transaction(scene.pool) as conn:
        assert await erase_contacts(conn, contact_ids=[chosen]) == sorted([chosen, twin])
    for erased in (chosen, twin):
        row = await scene.contact_row(erased)
        assert (row["phone"], row["first_name"], row["erased_at"] is None) == (None, None, False)
    assert (await scene.row(sent))["parameters"] == {}
    assert (await scene.contact_row(stranger))["phone"] is not None


async def test_a_contact_that_whatsapp_knows_under_the_number_goes_too(scene: Scene) -> None:
    chosen = await scene.contact("+2290197456789")
    twin = await scene.contact(None, wa_id="22997456789", bsuid="BJ.4711")
    async with transaction(scene.pool) as conn:
        assert await erase_contacts(conn, contact_ids=[chosen]) == [chosen, twin]
    assert (await scene.contact_row(twin))["bsuid"] is None
