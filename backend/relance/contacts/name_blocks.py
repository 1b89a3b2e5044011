"""Blocks of about a thousand contacts in the order of names, and the runs of three characters in each.

A list by name looks only into blocks that have all runs of the search: who searches for a first name finds
its bearers far down the list without reading everybody before them. Blocks are cut anew when the contacts
have doubled; until then they grow with what falls between their ends.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from relance.contacts import bitmaps_sql as sql
from relance.contacts.bitmaps import BUCKET, LAST_NAME, NAME_BLOCKS, cut_grams, to_wire
from relance.core.db import Connection, Row

BLOCK = 1_000
"""Contacts of a block when it is cut."""

_PIECE = 16

_Name = tuple[str, int]


@dataclass(slots=True)
class _Cut:
    """The blocks so far: where each begins (behind this name) and ends, and its runs."""

    ends: list[tuple[_Name, _Name]] = field(default_factory=list)
    grams: dict[str, bytearray] = field(default_factory=dict)

    def add(self, rows: Sequence[Row]) -> None:
        """The next block."""
        block = len(self.ends)
        after = self.ends[-1][1] if self.ends else ("", 0)
        self.ends.append((after, (rows[-1]["name_key"], rows[-1]["contact_id"])))
        mark(self.grams, block, (row["text"] for row in rows))

    def close(self) -> None:
        """Let the last block hold whatever name comes behind all others."""
        self.ends[-1] = (self.ends[-1][0], LAST_NAME)


def mark(grams: dict[str, bytearray], block: int, texts: Iterable[str]) -> None:
    """Note the runs of these texts as present in a block."""
    byte, mask = block >> 3, 128 >> (block & 7)
    for gram in set().union(*map(cut_grams, texts)):
        if len(gram) == 3:
            bits = grams.get(gram)
            if bits is None:
                bits = grams[gram] = bytearray(BUCKET >> 3)
            bits[byte] |= mask


async def cut_blocks_if_due(conn: Connection) -> int:
    """Cut all blocks anew when there are twice as many contacts as they were cut for; returns how many.

    A quarter of a minute for a million contacts. Who changes meanwhile stays due, and is added later.
    """
    contacts = await conn.fetchval(sql.BLOCKS_DUE, BLOCK)
    if contacts is None:
        return 0
    cut = _Cut()
    size = max(BLOCK, contacts // (BUCKET // 2))
    place: _Name = ("", 0)
    while rows := await conn.fetch(sql.NAMES, *place, size * _PIECE):
        await asyncio.to_thread(_add_piece, cut, rows, size)
        place = cut.ends[-1][1]
    await conn.execute(sql.NOTE_CUT, contacts)
    if not cut.ends:
        return 0
    cut.close()
    await conn.execute(sql.DROP_BLOCKS)
    afters, lasts = zip(*cut.ends, strict=True)
    await conn.execute(sql.ADD_BLOCKS, list(range(len(cut.ends))), *_columns(afters), *_columns(lasts))
    await write_blocks(conn, cut.grams)
    return len(cut.ends)


def _add_piece(cut: _Cut, rows: Sequence[Row], size: int) -> None:
    for at in range(0, len(rows), size):
        cut.add(rows[at : at + size])


def _columns(names: Sequence[_Name]) -> tuple[list[str], list[int]]:
    return [key for key, _ in names], [id_ for _, id_ in names]


async def add_to_blocks(conn: Connection, ids: Sequence[int]) -> None:
    """Note what these contacts are called now in their blocks."""
    if await conn.fetchval(sql.COUNT_BLOCKS) == 1:
        return
    texts: dict[int, list[str]] = {}
    for row in await conn.fetch(sql.BLOCKS_OF, ids):
        texts.setdefault(row["block"], []).append(row["text"])
    grams: dict[str, bytearray] = {}
    for block, of_block in texts.items():
        mark(grams, block, of_block)
    await write_blocks(conn, grams)


async def write_blocks(conn: Connection, grams: dict[str, bytearray]) -> None:
    """Add bits to those stored."""
    keys = list(grams)
    for at in range(0, len(keys), 1_000):
        some = keys[at : at + 1_000]
        bits = [to_wire(grams[key]) for key in some]
        await conn.execute(sql.ADD, 0, [NAME_BLOCKS] * len(some), some, bits)
