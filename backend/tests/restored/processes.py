"""The part of a sender process that notices a database that went back: claims, log, what it has seen."""

from pathlib import Path
from typing import Any, cast

from relance.core.db import Pool
from relance.core.redis import RedisClient
from relance.installation.sql import INSTALLATION
from relance.sending.claim import Claim
from relance.sending.due import DueWork
from relance.sending.high_water import HighWater
from relance.sending.lane import Lane
from relance.sending.marks import Marker
from relance.sending.number import Numbers
from relance.sending.pace import Pace
from relance.sending.places import Places
from relance.sending.sent_log import SentLog
from relance.sending.tools import SliceTools

_UNUSED = cast(Any, None)


class Process:
    """Claims as a lane does, and writes down what a slice would. Sends nothing."""

    def __init__(self, pool: Pool, redis: RedisClient, data_dir: Path, name: str) -> None:
        self.name = name
        self.data_dir = data_dir
        self._redis = redis
        self._water = HighWater(redis, data_dir)
        self.log = self._begin_log()
        self.connect(pool)

    def connect(self, pool: Pool) -> None:
        """From now on this is its database; what it has seen it knows."""
        self._pool = pool
        tools = SliceTools(
            pool=pool,
            graph=_UNUSED,
            process=self.name,
            sent_log=self.log,
            unknown_grace_s=300,
            on_stop=_UNUSED,
            marker=Marker(pool),
            places=Places(8),
            numbers=Numbers(self.name),
        )
        self._lane = Lane(
            pool=pool,
            pace=Pace(self._redis, reply_share=lambda: 0.2),
            tools=tools,
            water=self._water,
            writers={},
            last_claim={},
            halted=lambda _: False,
            daily_limit=lambda: None,
            elsewhere=lambda: None,
        )

    async def claim(self, work: DueWork, wanted: int) -> Claim | None:
        """None: nothing was due, the claim was given back, or everything was halted over it."""
        if not self._water.is_ready:  # as the first poll does
            await self._water.adopts(await self._pool.fetchval(INSTALLATION))
        return await self._lane._claim(work, wanted)

    def turn_over_log(self) -> None:
        """What it did stands in its log; what it does from now on, in another one."""
        self.log.close()
        self.log = self._begin_log()
        self.connect(self._pool)

    def _begin_log(self) -> SentLog:
        log = SentLog(self.data_dir, process=self.name)
        log.start()
        return log
