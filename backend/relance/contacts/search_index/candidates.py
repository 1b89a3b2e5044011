"""Who may be meant by a search and a filter: everybody who is, and hardly anybody else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from asyncpg import BitString

from relance.contacts.filters import ContactFilter
from relance.contacts.search_index import sql
from relance.contacts.search_index.bitmaps import (
    BUCKET,
    BUCKET_BITS,
    CATEGORIES,
    FULL,
    GRAMS,
    NAME_BLOCKS,
    PROPERTIES,
    Bits,
    bits_of,
    choose_grams,
    field_key,
    from_wire,
    ids_in,
    wanted_properties,
)
from relance.core.db import Connection, Row


@dataclass(frozen=True, slots=True)
class Candidates:
    """Contacts as bits by bucket; `count` is how many they are.

    `blocks` of names hold them all, but for the `late`: those whose text changed a moment ago.
    """

    buckets: dict[int, Bits] = field(repr=False)
    last_bucket: int
    count: int
    blocks: list[int]
    late: list[int]

    def ids(self, *, descending: bool, after: int) -> Iterator[int]:
        """In order of id, those beyond `after`."""
        for bucket in sorted(self.buckets, reverse=descending):
            first = bucket << BUCKET_BITS
            bits = self.buckets[bucket]
            if descending and after < first + BUCKET:
                bits = (
                    bits >> (BUCKET - (after - first)) << (BUCKET - (after - first)) if after > first else 0
                )
            elif not descending and after >= first:
                bits &= FULL >> min(BUCKET, after - first + 1)
            yield from ids_in(bucket, bits, descending=descending)

    def as_one(self) -> BitString:
        """All buckets in a row: the bit of a contact is at its id."""
        parts = [self.buckets.get(bucket, 0).to_bytes(BUCKET >> 3) for bucket in range(self.last_bucket + 1)]
        return BitString.frombytes(b"".join(parts), BUCKET * (self.last_bucket + 1))


def wanted_keys(wanted: ContactFilter) -> list[tuple[int, str]]:
    """The keys that all contacts of a filter have, by kind."""
    terms = () if wanted.search is None else wanted.search.terms
    keys = [(GRAMS, gram) for gram in choose_grams(terms)]
    # Two may be one key, and each is counted once.
    keys += [(GRAMS, key) for key in sorted({field_key(name, value) for name, value in wanted.fields})]
    keys += [(PROPERTIES, key) for key in wanted_properties(wanted)]
    if wanted.category_id is not None:
        keys.append((CATEGORIES, str(wanted.category_id)))
    return keys


async def find_candidates(conn: Connection, *, wanted: ContactFilter, by_name: bool = False) -> Candidates:
    """Everybody of the filter as of one moment, and a few whose bits say too much. One statement."""
    keys = wanted_keys(wanted)
    if by_name:
        keys += [(NAME_BLOCKS, key) for kind, key in keys if kind == GRAMS and len(key) == 3]
    kinds = [kind for kind, _ in keys]
    counts = [kinds.count(kind) for kind in kinds]
    found = _Found(kinds)
    for row in await conn.fetch(sql.FIND, kinds, [key for _, key in keys], counts):
        found.add(row)
    return found.intersect()


class _Found:
    """What the statement says, by kind."""

    def __init__(self, kinds: Sequence[int]) -> None:
        self._bits: dict[int, dict[int, Bits]] = {kind: {} for kind in kinds}
        self._due: dict[int, list[int]] = {kind: [] for kind in kinds}
        self._last_id, self._last_block = -1, 0
        self._made: set[int] = set()

    def add(self, row: Row) -> None:
        """One of its rows."""
        kind, bucket, bits, ids = row
        if bits is not None:
            self._bits[kind][bucket] = from_wire(bits)
        elif kind is None:
            *made, self._last_id = ids
            self._made = set(made)
        elif kind == NAME_BLOCKS:
            self._last_block = bucket
        else:
            self._due[kind] += ids

    def intersect(self) -> Candidates:
        """Who has a bit of every kind, or is due where it lacks."""
        blocks = self._take_blocks()
        for kind, ids in self._due.items():
            found = self._bits[kind]
            for bucket, bits in bits_of(ids).items():
                found[bucket] = found.get(bucket, 0) | bits
        buckets = {}
        last = self._last_id >> BUCKET_BITS
        for bucket in range(last + 1):
            bits = FULL if bucket < last else FULL ^ FULL >> self._last_id % BUCKET + 1
            if bucket in self._made:
                for found in self._bits.values():
                    bits &= found.get(bucket, 0)
            if bits:
                buckets[bucket] = bits
        late = [id_ for id_ in set(self._due.get(GRAMS, ())) if _has(buckets, id_)]
        count = sum(bits.bit_count() for bits in buckets.values())
        return Candidates(buckets, last, count, blocks, late)

    def _take_blocks(self) -> list[int]:
        found = self._bits.pop(NAME_BLOCKS, None)
        self._due.pop(NAME_BLOCKS, None)
        if found is None or self._last_block == 0:
            return list(range(self._last_block + 1))
        return list(ids_in(0, found.get(0, 0), descending=False))


def _has(buckets: dict[int, Bits], id_: int) -> bool:
    return bool(buckets.get(id_ >> BUCKET_BITS, 0) >> (BUCKET - 1 - id_ % BUCKET) & 1)
