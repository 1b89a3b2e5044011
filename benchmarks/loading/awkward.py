"""Contacts with everything that is awkward in files."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from relance.categories.service import create_category
from relance.contacts.consents.service import Consent, note_consents
from relance.contacts.suppressions import Choice, record_choices
from relance.contacts.upsert import ContactRow, upsert_contacts
from relance.core.db import Connection, Pool, transaction

AT_ONCE = 5_000
CATEGORIES = ["Clients", "Amis, anciens", '=VIP "or"', "Été 2026", "+1;2|3", "'", "a\u00a0b"]
TEXTS = [
    "Awa", "=1+1", "'=1", "''", "-5", "+229", "@x", "é", "e\u0301", "Ọláìyá", "Ɖɔ̀sú", "Nguyễn Đức",
    "NULL", "-", "nan", "12,5", "a;b", "a,b", '"', 'say "hi"', "\u200b=x", "\uff1d1", "1*2", "01/02/2026",
    "2026-11-30", "true", "0012", "x\ty", "’‘ʼ", "a|b", "😀", "\x01\u200b", "_x0041_", "<b>", "{{name}}",
    "\\n", "a = b", "#N/A", "1e5",
]  # fmt: skip
FIELDS = [
    "ville",
    "Prénom usuel",
    "=formule",
    "Téléphone",
    "phone",
    "a;b",
    "attributes",
    "note",
    "Désabonné le (UTC)",
]
LONG = ["line\nline", "\n" * 60 + "x", " blank ", "x" * 1000, "\r\n", True, False, 12, -0.5, 2**53]
REASONS = ("whatsapp_preference", "asked by phone", "=STOP", "oui")


async def fill(pool: Pool, contacts: int) -> None:
    """Contacts of all kinds, 5,000 at a time, in seven categories."""
    chance = random.Random(7)
    async with transaction(pool) as conn:
        categories = [(await create_category(conn, name=name)).id for name in CATEGORIES]
    for first in range(0, contacts, AT_ONCE):
        rows = [_person(n, chance) for n in range(first, first + AT_ONCE)]
        async with transaction(pool) as conn:
            ids = list((await upsert_contacts(conn, rows=rows)).ids.values())
            await _tell(conn, ids, {id_: chance.sample(ids, AT_ONCE // 3) for id_ in categories})


def _person(n: int, chance: random.Random) -> ContactRow:
    fields: dict[str, Any] = {name: chance.choice(TEXTS) for name in chance.sample(FIELDS, 3)}
    if n % 10 == 0:
        fields["note"] = chance.choice(LONG)
    return ContactRow(f"+2290197{n:06}", chance.choice([None, *TEXTS]), chance.choice([None, *TEXTS]), fields)


async def _tell(conn: Connection, ids: list[int], members: dict[int, list[int]]) -> None:
    """A third opted out, a quarter with consent, a third known to be on WhatsApp and a third not to be."""
    moment = datetime(2026, 3, 29, 0, 59, 59, 123456, UTC)
    choices = [
        Choice(True, REASONS[n % 4], moment + timedelta(minutes=37 * n), contact_id=id_)
        for n, id_ in enumerate(ids[::3])
    ]
    await record_choices(conn, choices=choices)
    await note_consents(conn, [Consent(id_, True, moment, "paper") for id_ in ids[1::4]])
    await conn.execute(
        "UPDATE contacts SET whatsapp_verified = (ARRAY[NULL, true, false])[id % 3 + 1] WHERE id = ANY($1)",
        ids,
    )
    for category_id, some in members.items():
        await conn.execute(
            "INSERT INTO category_contacts (category_id, contact_id, flags)"
            " SELECT $1, id, flags FROM contacts WHERE id = ANY($2::bigint[])",
            category_id,
            some,
        )
