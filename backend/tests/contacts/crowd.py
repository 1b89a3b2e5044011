"""People with every mixture of properties, what may happen to them, and a plain reading of a filter."""

import random
import string
from dataclasses import dataclass, field
from typing import Any

from relance.contacts.filters import ContactFilter, Order, Verified
from relance.contacts.search_index import write_index
from relance.contacts.search_index.bitmaps import BUCKET
from relance.contacts.service import delete_contacts
from relance.core.db import Connection, Pool, transaction

FIRST = ["Awa", "Hélène", "Koffi", "Zoé", "zoe-anne", "Ab", "B", "Мария", "李", "100%", "_x\\y", None]
LAST = ["Mensah", "Traoré", "N'Diaye", "O'Neil", "Zoé", "Ba", "de la Ba", "É", None]
SEARCHES = [
    "awa", "HELENE", "hélène trao", "zoe", "ba", "b", "é", "e", "01", "229", "+229 01", "0022901", "+1",
    "n'di", "100%", "_x", "\\", "мар", "м", "李", "zoe ba", "nobody", "o'neil zoe", "00", "7", "anne",
]  # fmt: skip
CATEGORIES = 4
TOWNS = [
    "Cotonou",
    "Cotonou ",
    "Sèmè",
    "seme",
    "Abomey",
    "12",
    12,
    True,
    "true",
    "x" * 90 + "é",
    "N'Dali",
    "",
]
FIELDS = [
    (), (), (("town", "cotonou"),), (("town", "seme"),), (("town", "12"),), (("town", "true"),),
    (("town", "x" * 90 + "e"),), (("a:b", "ndali"), ("town", "cotonou")), (("nothing", "1"),),
]  # fmt: skip


@dataclass(slots=True)
class Crowd:
    """The contacts of a database, changed at random."""

    pool: Pool
    chance: random.Random
    taken: set[int] = field(default_factory=set)

    async def empty(self) -> None:
        """Begin with nobody and some categories."""
        await self.pool.execute("TRUNCATE contacts RESTART IDENTITY CASCADE")
        await self.pool.execute("TRUNCATE categories, contact_counts RESTART IDENTITY CASCADE")
        await self.pool.execute("INSERT INTO categories (name) SELECT 'c' || n FROM generate_series(1, 4) n")

    async def change(self) -> None:
        """Something happens to some of them."""
        steps = (
            self._arrive,
            self._arrive,
            self._rename,
            self._describe,
            self._learn,
            self._join,
            self._leave,
            self._go,
        )
        async with transaction(self.pool) as conn:
            await self.chance.choice(steps)(conn)

    async def fold(self) -> None:
        """Write the bitmaps."""
        await write_index(self.pool)

    def _some(self) -> list[int]:
        return self.chance.sample(sorted(self.taken), min(len(self.taken), self.chance.randrange(1, 20)))

    async def _arrive(self, conn: Connection) -> None:
        # Around the ends of buckets, and with gaps.
        first = self.chance.randrange(3) * BUCKET + self.chance.choice([1, BUCKET - 12, 700])
        ids = [id_ for id_ in range(first, first + self.chance.randrange(40)) if id_ not in self.taken]
        self.taken |= set(ids)
        await conn.execute(
            "INSERT INTO contacts (id, phone, first_name, last_name, whatsapp_verified)"
            " OVERRIDING SYSTEM VALUE SELECT *"
            " FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::boolean[])",
            ids,
            [self._phone(id_) for id_ in ids],
            [self.chance.choice(FIRST) for _ in ids],
            [self.chance.choice(LAST) for _ in ids],
            [self.chance.choice([None, True, False]) for _ in ids],
        )

    def _phone(self, id_: int) -> str:
        return f"+{self.chance.choice(['22901', '33', '1'])}{self.chance.randrange(1000):03d}{id_:05d}"

    async def _rename(self, conn: Connection) -> None:
        for id_ in self._some():
            await conn.execute(
                "UPDATE contacts SET first_name = $2, phone = $3 WHERE id = $1 AND deleted_at IS NULL",
                id_, self.chance.choice(FIRST), self._phone(id_),
            )  # fmt: skip

    async def _describe(self, conn: Connection) -> None:
        fields = {"town": self.chance.choice(TOWNS), **self.chance.choice([{}, {"a:b": "N\u2019Dali"}])}
        await conn.execute(
            "UPDATE contacts SET attributes = $2 WHERE id = ANY($1) AND deleted_at IS NULL",
            self._some(),
            fields,
        )

    async def _learn(self, conn: Connection) -> None:
        await conn.execute(
            "UPDATE contacts SET whatsapp_verified = $2, opted_out_at = $3, opted_out_reason = 'asked',"
            " interacted_at = now()"
            " WHERE id = ANY($1) AND deleted_at IS NULL",
            self._some(),
            self.chance.choice([None, True, False]),
            self.chance.choice([None, await conn.fetchval("SELECT now()")]),
        )

    async def _join(self, conn: Connection) -> None:
        await conn.execute(
            "INSERT INTO category_contacts (category_id, contact_id) SELECT $1, id FROM contacts"
            " WHERE id = ANY($2) AND deleted_at IS NULL ON CONFLICT DO NOTHING",
            self.chance.randrange(1, CATEGORIES + 1),
            self._some(),
        )

    async def _leave(self, conn: Connection) -> None:
        await conn.execute("DELETE FROM category_contacts WHERE contact_id = ANY($1)", self._some())

    async def _go(self, conn: Connection) -> None:
        await delete_contacts(conn, contact_ids=self._some())

    def ask(self) -> tuple[ContactFilter, Order]:
        """A search, a filter and an order; mostly a search."""
        return ContactFilter(
            q=self.chance.choice([None, *SEARCHES, *self.chance.choices(string.ascii_lowercase, k=3)]),
            category_id=self.chance.choice([None, None, 1, 2, 5]),
            whatsapp_verified=self.chance.choice([None, None, *Verified]),
            opted_out=self.chance.choice([None, None, True, False]),
            interacted=self.chance.choice([None, None, True, False]),
            fields=self.chance.choice(FIELDS),
        ), self.chance.choice(list(Order))  # fmt: skip

    async def read_plainly(self, wanted: ContactFilter, order: Order) -> list[int]:
        """The ids of a filter, from the rows alone."""
        rows = await self.pool.fetch(
            "SELECT c.*, ARRAY(SELECT category_id FROM category_contacts k WHERE k.contact_id = c.id)"
            " AS categories FROM contacts c WHERE deleted_at IS NULL ORDER BY id"
        )
        found = [row for row in rows if matches(row, wanted)]
        if order is Order.NAME:
            found.sort(key=name_key)
        ids = [row["id"] for row in found]
        return ids[::-1] if order is Order.NEWEST else ids


def fold_plainly(text: str) -> str:
    """No accents of those in the names above, no capitals."""
    return text.lower().translate(str.maketrans("éèê", "eee"))


def name_key(row: Any) -> str:
    """Where a person stands in the order of names; the nameless are the last but for other scripts."""
    return fold_plainly(" ".join(filter(None, (row["first_name"], row["last_name"])))).strip() or "~"


def matches(row: Any, wanted: ContactFilter) -> bool:
    """Whether a contact is meant."""
    verified = {None: Verified.UNKNOWN, True: Verified.TRUE, False: Verified.FALSE}[row["whatsapp_verified"]]
    return (
        _is_found(row, (wanted.q or "").strip())
        and wanted.category_id in (None, *row["categories"])
        and wanted.whatsapp_verified in (None, verified)
        and wanted.opted_out in (None, row["opted_out_at"] is not None)
        and wanted.interacted in (None, row["interacted_at"] is not None)
        and all(_values(row).get(name) == value for name, value in wanted.fields)
    )


def _values(row: Any) -> dict[str, str]:
    """Own fields as they are compared."""
    return {
        name: fold_plainly(str(value).replace("'", "").replace("\u2019", "")).strip()
        for name, value in row["attributes"].items()
    }


def _is_found(row: Any, q: str) -> bool:
    text = " " + " ".join(filter(None, (row["first_name"], row["last_name"], row["phone"][1:])))
    text = " ".join([fold_plainly(text), *(value[:60] for value in _values(row).values())])
    if q[:1] in set("+0123456789") and not q.strip("+0123456789 "):
        digits = q.replace(" ", "").removeprefix("+").removeprefix("00")
        whole = q.startswith(("+", "00"))
        return (f" {digits}" if whole else digits) in text if digits else True
    return all(term in text for term in fold_plainly(q).split())
