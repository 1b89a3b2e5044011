"""Every process says every two seconds that it lives; the API's silence is a gap of the intake."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from relance.core.db import CONNECTION_LOST, Connection, Pool, is_passing
from relance.core.log import get_logger
from relance.monitoring import clocks_sql, promptness_sql, sql
from relance.monitoring.clocks import ClockWatch
from relance.monitoring.intake import SILENT_AFTER_S, IntakeMemory, Refusals, Remembered, write_intake
from relance.monitoring.work import Work

log = get_logger(__name__)

BEAT_EVERY_S = 2.0
API = "api"

_TIMEOUT_S = 5.0
_START_GAP_AFTER_S = 2 * BEAT_EVERY_S
_AHEAD_S = 5.0
_FORGET_EVERY_BEATS = 1800
_FORGET = (
    sql.FORGET_DEAD,
    sql.FORGET_OLD_GAPS,
    promptness_sql.FORGET_MARKS,
    promptness_sql.FORGET_SPELLS,
    clocks_sql.FORGET_CLOCKS,
)


async def beat(
    pool: Pool,
    name: str,
    *,
    intake: IntakeMemory | None = None,
    clocks: ClockWatch | None = None,
    work: Work | None = None,
) -> None:
    """Write the heartbeat of this process (`api`, `sender`, `worker`, `beat`) until cancelled.

    `work` goes with it: what the process has done, and how long ago. What the API's `intake` remembers is
    written in the same transaction, at once when it refused something; so is what was seen of `clocks` (of
    the intake, if there is one). A database that is away is waited for; cancelling signs the process off.
    """
    heart = _Heart(name, intake, clocks, work or Work())
    try:
        while True:
            pause_s = BEAT_EVERY_S
            try:
                async with asyncio.timeout(_TIMEOUT_S):
                    await heart.beat(pool)
            except Exception as error:
                # One that ends of a strange answer would silence a healthy process: a bug shows its trace.
                trace = None if is_passing(error) else error
                log.warning("heartbeat_failed", error=type(error).__name__, exc_info=trace)
            else:
                if intake is not None and heart.was_well:
                    pause_s = await _wait_for_refusal(intake.refusals, BEAT_EVERY_S)
            await asyncio.sleep(pause_s)
    finally:
        await heart.sign_off(pool)


async def _wait_for_refusal(refusals: Refusals, pause_s: float) -> float:
    """Wait for the next beat or a refusal. Returns the rest of the pause: a flood is written in parts."""
    with suppress(TimeoutError):
        await asyncio.wait_for(refusals.noted.wait(), pause_s)
    return 0.05 if refusals.noted.is_set() else 0.0


class _Heart:
    def __init__(self, name: str, intake: IntakeMemory | None, clocks: ClockWatch | None, work: Work) -> None:
        self.key = (name, socket.gethostname(), os.getpid())
        self.work = work
        self.intake = intake
        self.clocks = clocks or (ClockWatch() if intake is None else intake.clocks)
        self.was_well = False
        self._beats = 0

    async def beat(self, pool: Pool) -> None:
        async with self._remembered() as remembered, pool.acquire() as conn, conn.transaction():
            await self._write(conn, remembered)
        self._beats += 1

    @asynccontextmanager
    async def _remembered(self) -> AsyncIterator[Remembered | None]:
        """What the intake remembers, back in its memory if writing it fails."""
        taken = self.intake.take() if self.intake is not None else None
        try:
            yield taken
        except BaseException:
            self.was_well = False
            if self.intake is not None and taken is not None:
                self.intake.put_back(taken)
            raise
        self.was_well = True

    async def _write(self, conn: Connection, remembered: Remembered | None) -> None:
        name, host, _ = self.key
        if name == API:
            await conn.execute(sql.PUT_BACK_BEATS, _AHEAD_S)
            if self._beats == 0:
                await conn.execute(sql.NOTE_START_GAP, _START_GAP_AFTER_S)
            # Before our own beat: after a long absence our own row is one of the silent.
            await conn.execute(sql.NOTE_SILENT_INTAKE, SILENT_AFTER_S)
            await conn.execute(sql.PUT_BACK_GAPS, _AHEAD_S)
        if remembered is not None:
            await write_intake(conn, remembered)
        await self.clocks.write(conn, process=name, host=host)
        # Last: whoever reads a beat can rely on it that all before it is written.
        sign = sql.BEGIN_PROCESS if self._beats == 0 else sql.BEAT
        await conn.execute(sign, *self.key, self.work.describe())
        if self._beats % _FORGET_EVERY_BEATS == 1:
            for statement in _FORGET:
                await conn.execute(statement)

    async def sign_off(self, pool: Pool) -> None:
        """Say goodbye: a clean stop is no crash; the time until the next start is a gap all the same."""
        with suppress(*CONNECTION_LOST):
            async with asyncio.timeout(1.0), pool.acquire() as conn, conn.transaction():
                if self.intake is not None:
                    await write_intake(conn, self.intake.take())
                if self.key[0] == API:
                    await conn.execute(sql.NOTE_STOP)
                await conn.execute(sql.END_PROCESS, *self.key)
