"""Random histories of people who give, withdraw, say STOP and START, are erased and imported again.

After each step: nobody whose last word is no, and nobody who was erased, would be claimed.
"""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from relance.contacts.consents.service import Consent, record_consents
from relance.contacts.erasure.service import erase_contact
from relance.contacts.service import delete_contact
from relance.contacts.suppressions import opt_in, opt_out
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Pool
from relance.core.settings import Settings
from relance.sending.claim import _why_not
from relance.sending.sql import READ_CLAIMED
from tests.webhooks.bodies import inbound_body, text
from tests.webhooks.scene import Scene, open_scene

PEOPLE = 4
STEPS = 30
MOST_AGO_S = 3000


def phone_of(person: int, *, old: bool = False) -> str:
    return f"+229{'' if old else '01'}9700000{person}"


class Model:
    """What each person said last (by the time they said it), and who was erased."""

    def __init__(self) -> None:
        self.words: dict[int, tuple[datetime, bool]] = {}
        self.erased: set[int] = set()

    def say(self, person: int, at: datetime, wants_none: bool) -> None:
        before = self.words.get(person)
        if before is None or (at, wants_none) > before:
            self.words[person] = (at, wants_none)

    def is_out(self, person: int) -> bool:
        return person in self.erased or self.words.get(person, (None, False))[1]


class History:
    """One history on one database."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.chance, self.model = scene, random.Random(seed), Model()

    async def contact_of(self, person: int) -> int | None:
        found: int | None = await self.scene.pool.fetchval(
            "SELECT id FROM contacts WHERE phone = ANY($1) AND deleted_at IS NULL",
            [phone_of(person), phone_of(person, old=True)],
        )
        return found

    async def step(self) -> None:
        person = self.chance.randrange(PEOPLE)
        act = self.chance.choice(
            ["import", "import", "give", "withdraw", "stop", "start", "out", "in", "delete", "erase"]
        )
        # Each at another moment: of two words in one instant the model would have to know the order.
        at = self.scene.ago(seconds=self.chance.randrange(10, MOST_AGO_S) * 10 + person)
        contact = await self.contact_of(person)
        if act in ("stop", "start"):
            wamid = self.scene.wamid()
            await self.scene.take(
                inbound_body(
                    text(act.upper(), wamid, at, phone_of(person, old=self.chance.random() < 0.5)[1:])
                )
            )
            self.model.say(person, at, act == "stop")
            return
        async with self.scene.pool.acquire() as conn, conn.transaction():
            if act == "import":
                rows = [ContactRow(phone_of(person, old=contact is None and self.chance.random() < 0.5))]
                if contact is not None:
                    rows = [
                        ContactRow(await conn.fetchval("SELECT phone FROM contacts WHERE id = $1", contact))
                    ]
                await upsert_contacts(conn, rows=rows)
            elif contact is not None:
                await self._change(conn, act, person, contact, at)

    async def _change(self, conn: Any, act: str, person: int, contact: int, at: datetime) -> None:
        if act in ("give", "withdraw"):
            await record_consents(conn, [Consent(contact, act == "give", at, "form")])
            if act == "withdraw":
                self.model.say(person, at, True)
        elif act == "out":
            await opt_out(conn, contact_ids=[contact], reason="operator", at=at)
            self.model.say(person, at, True)
        elif act == "in":
            await opt_in(conn, contact_ids=[contact], reason="operator", at=at)
            self.model.say(person, at, False)
        elif act == "delete":
            await delete_contact(conn, contact_id=contact)
        else:
            await erase_contact(conn, contact_id=contact)
            self.model.erased.add(person)

    async def check(self, messages: dict[int, int]) -> None:
        """Every contact there is has a message that waits: would it leave?"""
        campaign = messages.setdefault(0, await self.scene.campaign() if 0 not in messages else messages[0])
        for person in range(PEOPLE):
            contact = await self.contact_of(person)
            if person in self.model.erased:
                assert contact is None, "an erased person is a contact again"
            if contact is not None and contact not in messages:
                messages[contact] = await self.scene.message(campaign, contact, "pending")
            if contact is not None:
                [row] = await self.scene.pool.fetch(READ_CLAIMED, [messages[contact]])
                assert (_why_not(row) is not None) == self.model.is_out(person), person
        gone = await self.scene.pool.fetch(
            "SELECT m.id FROM messages m JOIN contacts c ON c.id = m.contact_id"
            " WHERE c.deleted_at IS NOT NULL"
        )
        rows = await self.scene.pool.fetch(READ_CLAIMED, [row["id"] for row in gone])
        assert all(_why_not(row) is not None for row in rows)


@pytest.mark.parametrize("seed", range(6))
async def test_nobody_who_withdrew_or_is_erased_is_claimed(pool: Pool, settings: Settings, seed: int) -> None:
    async with open_scene(pool, settings) as scene:
        scene.now -= timedelta(seconds=1)
        history, messages = History(scene, seed), dict[int, int]()
        for _ in range(STEPS):
            await history.step()
            await history.check(messages)
