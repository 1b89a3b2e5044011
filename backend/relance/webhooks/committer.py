"""Commit webhooks on a connection of its own: together if possible, apart if one of them is bad.

Errors of the data (class 22 and 23, and whatever our own code stumbles over) are searched by halving the
group, then the body, until a single item is left, which is parked; all else is applied. Deadlocks and the
like are repeated. Anything else means that nothing is stored: the caller answers 503, Meta delivers again.
"""

import asyncio
import json
import random
from contextlib import suppress
from dataclasses import dataclass

import asyncpg
import orjson

from relance.core.db import Connection, Pool, is_data_trouble, is_gone, may_repeat
from relance.core.errors import ReasonError
from relance.core.log import get_logger
from relance.interactions.keywords.hearing import Hearing, HearingNow
from relance.reasons import Reason
from relance.reasons.parked import PARKED
from relance.webhooks import sql
from relance.webhooks.apply import Applied, apply_group
from relance.webhooks.group import Group, Parked
from relance.webhooks.parked.store import LONGEST_REASON, because, word_of
from relance.webhooks.resolve.context import IntakeContext
from relance.webhooks.split import split_body
from relance.whatsapp.events import ParsedWebhook, UnreadableBody
from relance.whatsapp.webhook import parse_webhook

log = get_logger(__name__)

COMMIT_WITHIN_S = 5.0

_CONNECT_WITHIN_S = 3.0
_ATTEMPTS = 4
_PLAN_EVERY_S = 5.0
_FIRST_PAUSE_S = 0.01


@dataclass(slots=True)
class Unit:
    """One body, read. `parsed` None: unreadable as a whole, `reason` says why. `stored` after the commit."""

    body: bytes
    parsed: ParsedWebhook | None
    reason: Reason | None = None
    stored: bool = False


class DataTroubleError(ReasonError):
    """Something in the group cannot be applied."""


def read_unit(body: bytes) -> Unit:
    """Read a body; never raises."""
    try:
        return Unit(body, parse_webhook(body))
    except UnreadableBody as unreadable:
        return Unit(body, None, because(unreadable.reason))
    except Exception as error:
        log.exception("webhook_parser_failed")
        return Unit(body, None, PARKED.make("parser_failed", error=type(error).__name__))


class Committer:
    """Applies units; one at a time. `on_applied` results are collected by the caller through `commit`."""

    def __init__(self, pool: Pool, *, unknown_grace_s: float, hearing: HearingNow = Hearing) -> None:
        self._pool = pool
        self._hearing = hearing
        self._unknown_grace_s = unknown_grace_s
        self._conn: Connection | None = None
        self._context: IntakeContext | None = None
        self._plan_at = 0.0

    async def commit(self, units: list[Unit]) -> list[Applied]:
        """Apply the units and mark each `stored` after its COMMIT; those left unmarked are to be refused."""
        applied: list[Applied] = []
        try:
            await self._commit(units, applied)
        except Exception as error:
            # Nobody knows whether the last transaction was committed; applying it again changes nothing.
            log.warning("webhooks_not_committed", error=type(error).__name__, sqlstate=_sqlstate(error))
            self.abandon()
        return applied

    async def _commit(self, units: list[Unit], applied: list[Applied]) -> None:
        try:
            applied.append(await self._apply(_group_of(units)))
        except DataTroubleError as trouble:
            if len(units) == 1:
                await self._commit_apart(units[0], applied, trouble.reason)
                return
            middle = len(units) // 2
            await self._commit(units[:middle], applied)
            await self._commit(units[middle:], applied)
        else:
            for unit in units:
                unit.stored = True

    async def _commit_apart(self, unit: Unit, applied: list[Applied], reason: Reason) -> None:
        pieces = split_body(unit.body)
        if len(pieces) > 1:
            parts = [read_unit(piece) for piece in pieces]
            await self._commit(parts, applied)
            unit.stored = all(part.stored for part in parts)
            return
        log.error("webhook_item_parked", reason=word_of(reason))
        applied.append(await self._apply(Group(parked=[Parked(reason, unit.body)])))
        unit.stored = True

    async def _apply(self, group: Group) -> Applied:
        loop = asyncio.get_running_loop()
        over_at = loop.time() + COMMIT_WITHIN_S
        for attempt in range(_ATTEMPTS):
            conn, context = await self._connected()
            # Cutting the line is the one way out that always works, also of a network that swallows packets.
            cut = loop.call_at(over_at, conn.terminate)
            try:
                return await apply_group(conn, group, context)
            except Exception as error:
                if not may_repeat(error):
                    if not is_data_trouble(error) or is_gone(conn):
                        raise
                    log.warning("webhooks_halved", error=type(error).__name__, sqlstate=_sqlstate(error))
                    raise DataTroubleError(not_applied(error)) from error
                log.info("webhooks_repeated", error=type(error).__name__)
                if attempt == _ATTEMPTS - 1:
                    raise
            finally:
                cut.cancel()
            await asyncio.sleep(_FIRST_PAUSE_S * 2**attempt * (1 + random.random()))
        raise AssertionError("unreachable")

    async def _connected(self) -> tuple[Connection, IntakeContext]:
        if self._conn is None or is_gone(self._conn) or self._context is None:
            self.abandon()
            self._conn = await self._pool.acquire(timeout=_CONNECT_WITHIN_S)
            # Asked again with every connection, and each second: a restored database has another one.
            self._context = IntakeContext("", self._unknown_grace_s, hearing=self._hearing)
        await self._context.read_if_old(self._conn, timeout_s=_CONNECT_WITHIN_S)
        now = asyncio.get_running_loop().time()
        if now >= self._plan_at:
            self._plan_at = now + _PLAN_EVERY_S
            await self._conn.execute(sql.PLAN_ANEW, timeout=_CONNECT_WITHIN_S)
        return self._conn, self._context

    def abandon(self) -> None:
        """Cut the connection; the next commit takes a fresh one."""
        conn, self._conn = self._conn, None
        if conn is not None:
            # Also when it is closed: the pool learns of some losses only this way, and would wait for ever.
            with suppress(asyncpg.InterfaceError):
                conn.terminate()

    async def close(self) -> None:
        """Give the connection back."""
        conn, self._conn = self._conn, None
        if conn is not None and not is_gone(conn):
            await self._pool.release(conn)  # type: ignore[arg-type]  # a proxy: it came from this pool


def _group_of(units: list[Unit]) -> Group:
    group = Group()
    for unit in units:
        parsed = unit.parsed
        if parsed is None:
            assert unit.reason is not None
            group.parked.append(Parked(unit.reason, unit.body))
            continue
        group.add(parsed)
        for item in parsed.unreadable:
            group.parked.append(Parked(because(item.reason), _encode(item.item)))
    return group


def _encode(item: object) -> bytes:
    try:
        return orjson.dumps(item)
    except TypeError:
        return json.dumps(item, default=str).encode()


def _sqlstate(error: BaseException) -> str | None:
    return error.sqlstate if isinstance(error, asyncpg.PostgresError) else None


def not_applied(error: Exception) -> Reason:
    """Why an item is parked that could be read."""
    told = f"{_sqlstate(error) or type(error).__name__}: {error}"
    return PARKED.make("not_applied", error=told[:LONGEST_REASON])
