"""Contacts and their categories, as lines of COPY."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import gcd

from loading.times import Clock
from loading.words import CITIES, FIRST_NAMES, LAST_NAMES, NUMBERS

CONTACT_COLUMNS = (
    "id", "phone", "wa_id", "first_name", "last_name", "attributes", "whatsapp_verified", "verified_at",
    "opted_out_at", "opted_out_reason", "created_at", "updated_at", "deleted_at", "interacted_at",
)  # fmt: skip
MEMBER_COLUMNS = ("category_id", "contact_id", "flags")

ON_WHATSAPP, NOT_ON_WHATSAPP, OPTED_OUT, INTERACTED, DELETED = 4, 8, 2, 1, 16
_LINES_A_PIECE = 5_000


@dataclass(slots=True)
class People:
    """All contacts, ids 1 to `count`. `flags` as in `contacts.flags`, with DELETED beside them."""

    count: int
    flags: bytearray
    first_names: list[str]
    interacted_s: dict[int, int] = field(default_factory=dict)

    def members(self, category: int, size: int) -> list[int]:
        """The contacts of a category in order: spread over all ids, without the deleted ones."""
        if size == 0:
            return []
        step = max(1, self.count // size - category % 3) or 1
        while gcd(step, self.count) != 1:
            step += 1
        start = category * 7_919
        return sorted(1 + (start + place * step) % self.count for place in range(size))


def make_people(count: int, chance: random.Random) -> People:
    """Decide who they are and what is known about them."""
    flags = bytearray(count + 1)
    for contact_id, (a, b) in enumerate(
        zip(chance.randbytes(count), chance.randbytes(count), strict=True), 1
    ):
        known = ON_WHATSAPP if a < 210 else NOT_ON_WHATSAPP if a < 218 else 0
        flags[contact_id] = known | (OPTED_OUT if b < 4 else 0)
        if b == 255 and a < 128:
            flags[contact_id] = DELETED
    names = [""] + [name if chance.random() < 0.97 else "" for name in chance.choices(FIRST_NAMES, k=count)]
    return People(count, flags, names)


def contact_lines(people: People, clock: Clock, now_s: int, chance: random.Random) -> Iterator[bytes]:
    """All contacts."""
    beginnings = chance.choices(NUMBERS, [share for _, _, share in NUMBERS], k=people.count)
    lines: list[str] = []
    for contact_id in range(1, people.count + 1):
        beginning, digits, _ = beginnings[contact_id - 1]
        flags = people.flags[contact_id]
        created = clock.text(now_s - 405 * 86_400 + contact_id * 400 * 86_400 // people.count)
        if flags & DELETED:
            deleted = clock.text(now_s - chance.randrange(30 * 86_400))
            lines.append(
                f"{contact_id}\t\\N\t\\N\t\\N\t\\N\t{{}}\t\\N\t\\N\t\\N\t\\N\t{created}\t{deleted}\t{deleted}\t\\N\n"
            )
            continue
        number = f"{beginning}{contact_id * 7_654_321 % 10**digits:0{digits}d}"
        verified = "t" if flags & ON_WHATSAPP else "f" if flags & NOT_ON_WHATSAPP else "\\N"
        out = clock.text(now_s - chance.randrange(200 * 86_400)) if flags & OPTED_OUT else "\\N"
        interacted = people.interacted_s.get(contact_id)
        attributes = f'{{"city": "{chance.choice(CITIES)}"}}' if contact_id % 3 == 0 else "{}"
        lines.append(
            f"{contact_id}\t{number}\t{number[1:] if flags & ON_WHATSAPP else chr(92) + 'N'}\t"
            f"{people.first_names[contact_id] or chr(92) + 'N'}\t{chance.choice(LAST_NAMES)}\t{attributes}\t"
            f"{verified}\t{created if flags & 12 else chr(92) + 'N'}\t{out}\t"
            f"{'STOP' if flags & OPTED_OUT else chr(92) + 'N'}\t{created}\t{created}\t\\N\t"
            f"{clock.text(interacted) if interacted else chr(92) + 'N'}\n"
        )
        if len(lines) == _LINES_A_PIECE:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def member_lines(people: People, sizes: list[int]) -> Iterator[bytes]:
    """Who is in which category, with the copies of the flags."""
    for place, size in enumerate(sizes):
        lines = [
            f"{place + 1}\t{contact_id}\t{people.flags[contact_id]}\n"
            for contact_id in people.members(place, size)
            if not people.flags[contact_id] & DELETED
        ]
        if lines:
            yield "".join(lines).encode()
