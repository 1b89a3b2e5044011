"""Every process says every two seconds that it lives; the API's silence is a gap of the intake."""

import asyncio
import os
import socket
from contextlib import suppress

from relance.core.db import CONNECTION_LOST, Connection, Pool
from relance.core.log import get_logger
from relance.monitoring import sql
from relance.monitoring.intake import SILENT_AFTER_S, Interval, Refusals, write_refusals

log = get_logger(__name__)

BEAT_EVERY_S = 2.0
API = "api"

_TIMEOUT_S = 5.0
_START_GAP_AFTER_S = 2 * BEAT_EVERY_S
_FORGET_EVERY_BEATS = 1800


async def beat(pool: Pool, name: str, *, refusals: Refusals | None = None) -> None:
    """Write the heartbeat of this process (`api`, `sender`, `worker`, `beat`) until cancelled.

    `refusals` (of the API's intake) are written in the same transaction, at once when there is one. A
    database that is away is waited for; cancelling signs the process off.
    """
    heart = _Heart(name, refusals)
    try:
        while True:
            pause_s = BEAT_EVERY_S
            try:
                async with asyncio.timeout(_TIMEOUT_S):
                    await heart.beat(pool)
            except CONNECTION_LOST as error:
                log.warning("heartbeat_failed", error=type(error).__name__)
            except Exception:
                # A heartbeat that dies of one strange answer would silence a healthy process for ever.
                log.exception("heartbeat_failed")
            else:
                if refusals is not None and heart.was_well:
                    pause_s = await _wait_for_refusal(refusals, BEAT_EVERY_S)
            await asyncio.sleep(pause_s)
    finally:
        await heart.sign_off(pool)


async def _wait_for_refusal(refusals: Refusals, pause_s: float) -> float:
    """Wait for the next beat or a refusal. Returns the rest of the pause: a flood is written in parts."""
    with suppress(TimeoutError):
        await asyncio.wait_for(refusals.noted.wait(), pause_s)
    return 0.05 if refusals.noted.is_set() else 0.0


class _Heart:
    def __init__(self, name: str, refusals: Refusals | None) -> None:
        self.key = (name, socket.gethostname(), os.getpid())
        self.refusals = refusals
        self.was_well = False
        self._beats = 0

    async def beat(self, pool: Pool) -> None:
        taken = self.refusals.take() if self.refusals is not None else []
        try:
            async with pool.acquire() as conn, conn.transaction():
                await self._write(conn, taken)
        except BaseException:
            self.was_well = False
            if self.refusals is not None:
                self.refusals.put_back(taken)
            raise
        self.was_well = True
        self._beats += 1

    async def _write(self, conn: Connection, taken: list[Interval]) -> None:
        if self.key[0] == API:
            if self._beats == 0:
                await conn.execute(sql.NOTE_START_GAP, _START_GAP_AFTER_S)
            # Before our own beat: after a long absence our own row is one of the silent.
            await conn.execute(sql.NOTE_SILENT_INTAKE, SILENT_AFTER_S)
            await write_refusals(conn, taken)
        await conn.execute(sql.BEGIN_PROCESS if self._beats == 0 else sql.BEAT, *self.key)
        if self._beats % _FORGET_EVERY_BEATS == 1:
            await conn.execute(sql.FORGET_DEAD)
            await conn.execute(sql.FORGET_OLD_GAPS)

    async def sign_off(self, pool: Pool) -> None:
        """Say goodbye: a clean stop is no crash; the time until the next start is a gap all the same."""
        with suppress(*CONNECTION_LOST):
            async with asyncio.timeout(1.0), pool.acquire() as conn, conn.transaction():
                if self.key[0] == API:
                    await write_refusals(conn, self.refusals.take() if self.refusals is not None else [])
                    await conn.execute(sql.NOTE_STOP)
                await conn.execute(sql.END_PROCESS, *self.key)
