"""Folding what was written about contacts into their bitmaps: by the tick, a bounded piece at a time.

Triggers append who changed to `contact_bits_due`; until it is folded, those contacts are looked at one by
one.
One process folds at a time. The rows are read by statements later than the one that takes the due ones, so
they hold at least what these are about; what was committed since stays due, and is folded twice. Each step is
a transaction of some seconds: tasks are killed after two minutes, and a killed step is only done again.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence

from relance.contacts.search_index import sql
from relance.contacts.search_index.bitmaps import (
    BUCKET,
    BUCKET_BITS,
    CATEGORIES,
    FULL,
    GRAMS,
    PROPERTIES,
    BucketMaker,
    bits_of,
    cut_keys,
    from_wire,
    name_properties,
    to_wire,
)
from relance.contacts.search_index.name_blocks import add_to_blocks, cut_blocks_if_due
from relance.contacts.search_index.rewrite import rewrite_texts
from relance.core import locks
from relance.core.db import Connection, Pool, Row, transaction

MOST_DUE = 300_000
"""Changes of contacts taken by one transaction, about. Many at once: each touched bucket is written once."""

STEP_S = 5.0
"""After this a transaction begins no other bucket, and puts back what is due in the rest."""

MOST_MERGED = 512
"""Texts merged into a bucket before it is made again: merging leaves the old texts' bits behind."""

BUDGET_S = 20.0

_ALL_PROPERTIES = sorted({key for flags in range(16) for key in name_properties(flags)})


async def write_index(pool: Pool, *, budget_s: float = BUDGET_S) -> int:
    """Fold what is due and make missing buckets, for about `budget_s`; returns how many contacts.

    A million contacts that were never folded take one to two minutes; whoever calls again goes on.
    """
    until = time.monotonic() + budget_s
    folded = 0
    while True:
        async with transaction(pool) as conn:
            if not await locks.try_take(conn, locks.SEARCH_INDEX):
                return folded
            done = await _fold_due(conn) or await _rest(conn)
        folded += done
        if not done or time.monotonic() >= until:
            return folded


async def _rest(conn: Connection) -> int:
    """What has time when nothing is due."""
    return await _make_missing(conn) or await rewrite_texts(conn) or await cut_blocks_if_due(conn)


_Due = dict[tuple[int, str], list[int]]
"""Contacts by kind and key."""


async def _fold_due(conn: Connection) -> int:
    due = await _take_due(conn)
    if not due:
        return 0
    until = time.monotonic() + STEP_S
    merged = {row["bucket"]: row["merged"] for row in await conn.fetch(sql.MERGED, list(due))}
    waiting = sorted(due)
    renamed: list[int] = []
    folded = 0
    while waiting and (not folded or time.monotonic() < until):
        bucket = waiting.pop()
        inside = due[bucket]
        folded += sum(map(len, inside.values()))
        renamed += inside.get((GRAMS, ""), ())
        # Those of buckets that are not made yet wait for their bucket.
        if bucket not in merged:
            continue
        if merged[bucket] + len(inside.get((GRAMS, ""), ())) > MOST_MERGED:
            await _make_bucket(conn, bucket)
        else:
            await _merge(conn, bucket, inside)
    if renamed:
        await add_to_blocks(conn, renamed)
    await _put_back(conn, [due[bucket] for bucket in waiting])
    return folded


async def _take_due(conn: Connection) -> dict[int, _Due]:
    """What is due by bucket, each contact once."""
    taken: dict[tuple[int, str], set[int]] = defaultdict(set)
    for row in await conn.fetch(sql.TAKE_DUE, MOST_DUE):
        taken[row["kind"], row["key"]].update(row["ids"])
    due: dict[int, _Due] = {}
    for of, ids in taken.items():
        for id_ in ids:
            due.setdefault(id_ >> BUCKET_BITS, {}).setdefault(of, []).append(id_)
    return due


async def _put_back(conn: Connection, rest: Sequence[_Due]) -> None:
    left: _Due = {}
    for inside in rest:
        for of, ids in inside.items():
            left.setdefault(of, []).extend(ids)
    for (kind, key), ids in left.items():
        await conn.execute(sql.PUT_BACK, kind, key, ids)


async def _make_missing(conn: Connection) -> int:
    bucket = await conn.fetchval(sql.MISSING_BUCKET)
    if bucket is None:
        return 0
    await _make_bucket(conn, bucket)
    return BUCKET


async def _make_bucket(conn: Connection, bucket: int) -> None:
    first = bucket << BUCKET_BITS
    ends = (first, first + BUCKET - 1)
    await conn.execute(sql.DROP_BUCKET, bucket)
    texts = await conn.fetch(sql.BUCKET_TEXTS, *ends)
    flags = await conn.fetch(sql.BUCKET_FLAGS, *ends)
    members = await conn.fetch(sql.BUCKET_CATEGORIES, *ends)
    made = BucketMaker()
    # A good part of a second of computing: the other jobs of this process go on meanwhile.
    await asyncio.to_thread(_add_all, made, texts, flags, members)
    await _write(conn, sql.ADD, bucket, made)


def _add_all(
    made: BucketMaker,
    texts: Sequence[Row],
    flags: Sequence[Row],
    members: Sequence[Row],
) -> None:
    for contact_id, text, fields in texts:
        made.add(contact_id, GRAMS, cut_keys(text, fields))
    for contact_id, value in flags:
        made.add(contact_id, PROPERTIES, name_properties(value))
    for contact_id, category_id in members:
        made.add(contact_id, CATEGORIES, (str(category_id),))


async def _merge(conn: Connection, bucket: int, due: Mapping[tuple[int, str], Sequence[int]]) -> None:
    made = BucketMaker()
    if ids := due.get((GRAMS, "")):
        for row in await conn.fetch(sql.SOME_TEXTS, ids):
            made.add(row["contact_id"], GRAMS, cut_keys(row["text"], row["fields"]))
        await _write(conn, sql.ADD, bucket, made)
        await conn.execute(sql.NOTE_MERGED, bucket, len(ids))
    made = BucketMaker()
    if ids := due.get((PROPERTIES, "")):
        for row in await conn.fetch(sql.SOME_FLAGS, ids):
            made.add(row["id"], PROPERTIES, name_properties(row["flags"]))
        await _replace(conn, bucket, PROPERTIES, dict.fromkeys(_ALL_PROPERTIES, ids), made)
    members = {key: ids for (kind, key), ids in due.items() if kind == CATEGORIES}
    if members:
        everybody = sorted({id_ for ids in members.values() for id_ in ids})
        for row in await conn.fetch(sql.SOME_MEMBERS, everybody, list(map(int, members))):
            made.add(row["contact_id"], CATEGORIES, (str(row["category_id"]),))
        await _replace(conn, bucket, CATEGORIES, members, made)


async def _replace(
    conn: Connection, bucket: int, kind: int, due: Mapping[str, Sequence[int]], made: BucketMaker
) -> None:
    """Write what is true over what was, in the bitmaps of each key for who is due there."""
    stored = {
        row["key"]: from_wire(row["bits"]) for row in await conn.fetch(sql.READ, kind, bucket, list(due))
    }
    found = {key: int.from_bytes(bits) for (of_kind, key), bits in made.made().items() if of_kind == kind}
    changed = {}
    for key, ids in due.items():
        before = stored.get(key, 0)
        after = before & (FULL ^ bits_of(ids)[bucket]) | found.get(key, 0)
        if after != before:
            changed[key] = to_wire(after)
    if changed:
        keys = list(changed)
        await conn.execute(sql.PUT, bucket, [kind] * len(keys), keys, list(changed.values()))


async def _write(conn: Connection, statement: str, bucket: int, made: BucketMaker) -> None:
    keys = list(made.made())
    for at in range(0, len(keys), 1_000):
        some = keys[at : at + 1_000]
        bits = [to_wire(made.made()[key]) for key in some]
        await conn.execute(statement, bucket, [kind for kind, _ in some], [key for _, key in some], bits)
