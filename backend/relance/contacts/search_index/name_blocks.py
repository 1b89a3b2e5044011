"""Blocks of about a thousand contacts in the order of names, and the runs of three characters in each.

A list by name looks only into blocks that have all runs of the search: who searches for a first name finds
its bearers far down the list without reading everybody before them. Blocks are cut again when the contacts
have doubled; until then they grow with what falls between their ends.

A million names take a quarter of a minute to cut, several on a busy machine. So a cut is made beside the
blocks in use, some seconds at a time, each piece a transaction that says how far it came; then the new blocks
take the place of the old ones. Who is renamed meanwhile is noted in both.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from relance.contacts.search_index import sql
from relance.contacts.search_index.bitmaps import (
    BUCKET,
    LAST_NAME,
    NAME_BLOCKS,
    NEXT_BLOCKS,
    cut_grams,
    to_wire,
)
from relance.core.db import Connection, Row
from relance.core.log import get_logger

log = get_logger(__name__)

BLOCK = 1_000
"""Contacts of a block when it is cut."""

STEP_S = 3.0
"""One transaction reads names for about this long; what it found is written in a second or so more."""

_PIECE = 16

_Name = tuple[str, int]


@dataclass(slots=True)
class _Piece:
    """The next blocks: where each begins (behind this name) and ends, and their runs."""

    first: int
    after: _Name
    ends: list[tuple[_Name, _Name]] = field(default_factory=list)
    grams: dict[str, bytearray] = field(default_factory=dict)

    def add(self, rows: Sequence[Row], size: int) -> None:
        """Cut some names into blocks of `size`."""
        for at in range(0, len(rows), size):
            some = rows[at : at + size]
            last = (some[-1]["name_key"], some[-1]["contact_id"])
            mark(self.grams, self.first + len(self.ends), (row["text"] for row in some))
            self.ends.append((self.after, last))
            self.after = last


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
    """Go on with the cut under way, or begin one when there are twice as many contacts as at the last.

    Returns how many blocks were cut or brought into use; 0 when there is nothing to do.
    """
    cut = await conn.fetchrow(sql.CUT, BLOCK)
    assert cut is not None, "contact_name_cut has one row"
    contacts = cut["next_contacts"]
    if contacts is None:
        contacts = cut["due"]
        if contacts is None:
            return 0
        await conn.execute(sql.BEGIN_CUT, contacts)
    elif cut["blocks"] > BUCKET // 4 * 3:
        # They came faster than they were cut: begin again, with blocks for as many as there are now.
        await _execute_all(conn, sql.FORGET_CUT)
        return 1
    size = max(BLOCK, contacts // (BUCKET // 2))
    piece = _Piece(cut["blocks"], (cut["last_key"], cut["last_id"]))
    is_over = await _read_names(conn, piece, size)
    await _write_piece(conn, piece)
    done = piece.first + len(piece.ends)
    if is_over and done:
        await conn.execute(sql.CLOSE_CUT, *LAST_NAME)
        await _execute_all(conn, sql.USE_CUT)
        log.info("name_blocks_cut", blocks=done, contacts=contacts)
    elif is_over:
        await _execute_all(conn, sql.FORGET_CUT)
    return done


async def _read_names(conn: Connection, piece: _Piece, size: int) -> bool:
    """Cut blocks for STEP_S; whether there are no names left."""
    until = time.monotonic() + STEP_S
    while rows := await conn.fetch(sql.NAMES, *piece.after, size * _PIECE):
        # The other jobs of this process go on meanwhile.
        await asyncio.to_thread(piece.add, rows, size)
        if time.monotonic() >= until:
            return False
    return True


async def _write_piece(conn: Connection, piece: _Piece) -> None:
    if piece.ends:
        afters, lasts = zip(*piece.ends, strict=True)
        numbers = list(range(piece.first, piece.first + len(piece.ends)))
        await conn.execute(sql.ADD_NEXT_BLOCKS, numbers, *_columns(afters), *_columns(lasts))
        await _write(conn, NEXT_BLOCKS, piece.grams)


async def _execute_all(conn: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        await conn.execute(statement)


def _columns(names: Sequence[_Name]) -> tuple[list[str], list[int]]:
    return [key for key, _ in names], [id_ for _, id_ in names]


async def add_to_blocks(conn: Connection, ids: Sequence[int]) -> None:
    """Note what these contacts are called now in their blocks, also in those that are being cut."""
    counted = await conn.fetchrow(sql.COUNT_BLOCKS)
    assert counted is not None
    columns = [(NAME_BLOCKS, "block")] if counted["blocks"] > 1 else []
    columns += [(NEXT_BLOCKS, "next_block")] if counted["next_blocks"] else []
    if not columns:
        return
    rows = await conn.fetch(sql.BLOCKS_OF, ids)
    for kind, column in columns:
        texts: dict[int, list[str]] = {}
        for row in rows:
            if row[column] is not None:
                texts.setdefault(row[column], []).append(row["text"])
        grams: dict[str, bytearray] = {}
        for block, of_block in texts.items():
            mark(grams, block, of_block)
        await _write(conn, kind, grams)


async def _write(conn: Connection, kind: int, grams: dict[str, bytearray]) -> None:
    """Add bits to those stored."""
    keys = list(grams)
    for at in range(0, len(keys), 1_000):
        some = keys[at : at + 1_000]
        bits = [to_wire(grams[key]) for key in some]
        await conn.execute(sql.ADD, 0, [kind] * len(some), some, bits)
