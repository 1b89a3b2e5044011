"""Do the bitmaps hold everybody they must? For `relance recount`.

A bitmap may hold too much and never too little: whoever lacks a bit and is not due is missed by a search.
Each bucket and each run of blocks is looked at in a snapshot of its own, so that none stays open for long.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from relance.contacts.search_index import sql
from relance.contacts.search_index.bitmaps import (
    BUCKET_BITS,
    CATEGORIES,
    GRAMS,
    LAST_NAME,
    PROPERTIES,
    Bits,
    BucketMaker,
    bits_of,
    cut_grams,
    cut_keys,
    from_wire,
    name_properties,
)
from relance.core.db import Connection, Pool, Row

BLOCKS_AT_ONCE = 64
"""A multiple of 8: bits travel in whole bytes."""

_WHAT = {GRAMS: "names and numbers", PROPERTIES: "properties", CATEGORIES: "categories"}

Due = Mapping[tuple[int, str], set[int]]


@dataclass(frozen=True, slots=True)
class Gap:
    """So many contacts that lists would miss."""

    subject: str
    what: str
    contacts: int


async def check_index(pool: Pool) -> list[Gap]:
    """All gaps; empty when every list finds whom it must. Reads every contact twice: a minute per million."""
    gaps: list[Gap] = []
    for row in await pool.fetch(sql.BUCKETS):
        async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
            gaps += await _check_bucket(conn, row["bucket"])
    first, is_more = 0, True
    while is_more:
        async with pool.acquire() as conn, conn.transaction(isolation="repeatable_read", readonly=True):
            found, is_more = await _check_blocks(conn, first)
        gaps += found
        first += BLOCKS_AT_ONCE
    return gaps


async def _read_due(conn: Connection) -> Due:
    due: dict[tuple[int, str], set[int]] = {}
    for row in await conn.fetch(sql.DUE):
        due.setdefault((row["kind"], row["key"]), set()).update(row["ids"])
    return due


async def _check_bucket(conn: Connection, bucket: int) -> list[Gap]:
    ends = (bucket << BUCKET_BITS, (bucket + 1 << BUCKET_BITS) - 1)
    due = await _read_due(conn)
    if not await conn.fetch(sql.MERGED, [bucket]):
        return []  # taken away since: it will be made again
    stored = {
        (row["kind"], row["key"]): from_wire(row["bits"])
        for row in await conn.fetch(sql.BUCKET_BITS_STORED, bucket)
    }
    made = BucketMaker()
    for contact_id, text, fields in await conn.fetch(sql.BUCKET_TEXTS, *ends):
        made.add(contact_id, GRAMS, cut_keys(text, fields))
    for contact_id, flags in await conn.fetch(sql.BUCKET_FLAGS, *ends):
        made.add(contact_id, PROPERTIES, name_properties(flags))
    for contact_id, category_id in await conn.fetch(sql.BUCKET_CATEGORIES, *ends):
        made.add(contact_id, CATEGORIES, (str(category_id),))
    lacking = dict.fromkeys(_WHAT, 0)
    for (kind, key), bits in made.made().items():
        excused = _bits_in(bucket, due.get((kind, key if kind == CATEGORIES else ""), ()))
        lacking[kind] |= int.from_bytes(bits) & ~stored.get((kind, key), 0) & ~excused
    return [
        Gap(f"contacts {ends[0]} to {ends[1]}", f"not in the bitmaps of {_WHAT[kind]}", bits.bit_count())
        for kind, bits in lacking.items()
        if bits
    ]


def _bits_in(bucket: int, ids: Iterable[int]) -> Bits:
    return bits_of(id_ for id_ in ids if id_ >> BUCKET_BITS == bucket).get(bucket, 0)


async def _check_blocks(conn: Connection, first: int) -> tuple[list[Gap], bool]:
    """The blocks of names from the number `first` on, and whether there are more."""
    blocks = await conn.fetch(sql.SOME_BLOCKS, first, BLOCKS_AT_ONCE + 1)
    some = [row for row in blocks if row["block"] < first + BLOCKS_AT_ONCE]
    if first == 0 and len(blocks) == 1:
        return _check_chain(blocks, first), False  # one block is never asked for its runs
    gaps = _check_chain(blocks, first)
    late = (await _read_due(conn)).get((GRAMS, ""), set())
    grams = {
        row["key"]: from_wire(row["bits"])
        for row in await conn.fetch(sql.SOME_BLOCK_BITS, first, BLOCKS_AT_ONCE)
    }
    for block in some:
        place = 1 << BLOCKS_AT_ONCE - 1 - (block["block"] - first)
        there = {gram for gram, bits in grams.items() if bits & place}
        ends = (block["after_key"], block["after_id"], block["last_key"], block["last_id"])
        rows = [row for row in await conn.fetch(sql.NAMES_BETWEEN, *ends) if row["contact_id"] not in late]
        lacking = sum(not _runs(row["text"]) <= there for row in rows)
        if lacking:
            gaps.append(Gap(f"block {block['block']} of names", "not in the bitmaps of names", lacking))
    return gaps, len(blocks) > BLOCKS_AT_ONCE


def _runs(text: str) -> set[str]:
    return {gram for gram in cut_grams(text) if len(gram) == 3}


def _check_chain(blocks: Sequence[Row], first: int) -> list[Gap]:
    """Every name is in one block: each begins where the one before ends, the last has no end."""
    begin = [(row["after_key"], row["after_id"]) for row in blocks]
    end = [(row["last_key"], row["last_id"]) for row in blocks]
    is_whole = (
        bool(blocks)
        and [row["block"] for row in blocks] == list(range(first, first + len(blocks)))
        and begin[1:] == end[:-1]
        and (first > 0 or begin[0] == ("", 0))
        and (len(blocks) > BLOCKS_AT_ONCE or end[-1] == LAST_NAME)
    )
    return [] if is_whole else [Gap(f"blocks of names from {first}", "do not join", 1)]
