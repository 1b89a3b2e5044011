"""Sets of contacts as bitmaps: one of 16,384 bits for each key and bucket of ids.

A key is a run of one to three characters of the searchable text, an own field with its value (one of 4,096
keys), a property, or a category. What a list asks for is the intersection of a few of them, whatever is rare
or common in it. Bitmaps may hold too much, never too little: what they find is compared with the rows
(`contacts/lists/listing.py`).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from asyncpg import BitString

from relance.contacts.filters import ContactFilter
from relance.contacts.search import fold_value

BUCKET_BITS = 14
BUCKET = 1 << BUCKET_BITS
"""Contacts of a bucket: ids `bucket * BUCKET` to `(bucket + 1) * BUCKET - 1`."""

FULL = (1 << BUCKET) - 1

GRAMS, PROPERTIES, CATEGORIES, NAME_BLOCKS, NEXT_BLOCKS = 0, 1, 2, 3, 4
"""Kinds of keys. Of the last two the bits are blocks of names in order, not contacts, and the bucket is 0:
those in use, and those that are being cut."""

LAST_NAME = ("\U0010ffff", 2**63 - 1)
"""Behind every name."""

MOST_GRAMS = 12
"""Runs of a search that are looked up; more leave hardly anybody out, and each is a read of all buckets."""

Bits = int
"""A bucket's bits as a number, the first contact's the highest: as PostgreSQL sends them."""


def cut_grams(text: str) -> set[str]:
    """The runs of one to three characters of `contact_search.text`; the blank alone says nothing."""
    text += " "  # so that the last two letters begin a run of three
    runs = {text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1)}
    return runs.union(text).difference(" ")


@lru_cache(4_096)
def field_key(name: str, value: str) -> str:
    """That of an own field with a value: longer than any run, and one for several."""
    return "=" + hashlib.blake2b(f"{name}\x1f{fold_value(value)}".encode()).hexdigest()[:3]


def cut_keys(text: str, fields: Iterable[tuple[str, str]] | None) -> set[str]:
    """The keys of a contact's text and own fields, of one kind: both change together."""
    return cut_grams(text).union(field_key(name, value) for name, value in fields or ())


def choose_grams(terms: Iterable[str]) -> list[str]:
    """The runs that a text with all `terms` has."""
    found: dict[str, None] = {}
    for term in sorted(terms, key=len, reverse=True):
        if len(term) < 3:
            found[term] = None
        # Every third first: they say most.
        for start in range(3):
            found |= dict.fromkeys(term[at : at + 3] for at in range(start, len(term) - 2, 3))
    return list(found)[:MOST_GRAMS]


def name_properties(flags: int) -> tuple[str, str, str]:
    """The keys of `contacts.flags`: of what is known about WhatsApp, of opting out, of having interacted."""
    return f"v{flags & 12}", f"o{flags & 2}", f"i{flags & 1}"


def wanted_properties(wanted: ContactFilter) -> list[str]:
    """The keys that all contacts of a filter have."""
    every = [name_properties(flags) for flags in wanted.flags]
    return [column[0] for column in zip(*every, strict=True) if len(set(column)) == 1]


class BucketMaker:
    """Collects the bitmaps of one bucket."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, str], bytearray] = {}

    def add(self, contact_id: int, kind: int, keys: Iterable[str]) -> None:
        """This contact has these keys."""
        byte, mask = (contact_id % BUCKET) >> 3, 128 >> (contact_id & 7)
        made = self._made
        for key in keys:
            bits = made.get((kind, key))
            if bits is None:
                bits = made[kind, key] = bytearray(BUCKET >> 3)
            bits[byte] |= mask

    def made(self) -> Mapping[tuple[int, str], bytearray]:
        """The bitmaps by kind and key."""
        return self._made


def to_wire(bits: bytes | bytearray | Bits) -> BitString:
    """As asyncpg sends a `bit(16384)`."""
    if isinstance(bits, int):
        bits = bits.to_bytes(BUCKET >> 3)
    return BitString.frombytes(bytes(bits), BUCKET)


def from_wire(bits: BitString) -> Bits:
    """As a number, for `&` and `|`."""
    return int.from_bytes(bits.bytes)


def bits_of(contact_ids: Iterable[int]) -> dict[int, Bits]:
    """The bits of some contacts, by bucket."""
    maker: dict[int, bytearray] = {}
    for contact_id in contact_ids:
        bits = maker.get(contact_id >> BUCKET_BITS)
        if bits is None:
            bits = maker[contact_id >> BUCKET_BITS] = bytearray(BUCKET >> 3)
        bits[(contact_id % BUCKET) >> 3] |= 128 >> (contact_id & 7)
    return {bucket: int.from_bytes(made) for bucket, made in maker.items()}


def ids_in(bucket: int, bits: Bits, *, descending: bool) -> Iterator[int]:
    """The contacts of a bucket's bits, in order."""
    base = bucket << BUCKET_BITS
    if bits.bit_count() <= 8:
        few = []
        while bits:
            length = bits.bit_length()
            few.append(base + BUCKET - length)
            bits ^= 1 << (length - 1)
        yield from reversed(few) if descending else few
        return
    digits = f"{bits:0{BUCKET}b}"
    at = digits.rfind("1") if descending else digits.find("1")
    while at >= 0:
        yield base + at
        at = digits.rfind("1", 0, at) if descending else digits.find("1", at + 1)
