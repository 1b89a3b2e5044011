"""What every slice of a sender process shares."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from relance.core.db import Pool, is_passing
from relance.core.essential import report_death
from relance.core.log import get_logger
from relance.core.news import NO_NEWS, News
from relance.core.redis import REDIS_DOWN
from relance.monitoring.clocks import ClockWatch
from relance.monitoring.work import Work
from relance.sending.answered import Stop
from relance.sending.claim import Claim
from relance.sending.marks import Marker
from relance.sending.number import Numbers
from relance.sending.places import Places
from relance.sending.sent_log import SentLog
from relance.sending.writer import CampaignWriter
from relance.whatsapp.client import GraphClient

log = get_logger(__name__)


@dataclass(slots=True)
class SliceTools:
    """`process` names us in leases; `on_stop` hears of answers that stop more than their message.

    `on_bug` hears which kind of task ended with an error that does not pass: the process must end.
    """

    pool: Pool
    graph: GraphClient
    process: str
    sent_log: SentLog
    unknown_grace_s: float
    on_stop: Callable[[Claim, CampaignWriter, Stop], Awaitable[None]]
    marker: Marker
    places: Places
    numbers: Numbers
    news: News = NO_NEWS
    clocks: ClockWatch = field(default_factory=ClockWatch)
    work: Work = field(default_factory=Work)
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    on_bug: Callable[[str, BaseException], object] = report_death

    def task_ended(self, name: str, task: "asyncio.Task[Any]") -> None:
        """Read how a task of a slice ended: nobody else does."""
        error = None if task.cancelled() else task.exception()
        if error is None:
            return
        if is_passing(error) or isinstance(error, REDIS_DOWN):
            log.warning("task_failed", task=name, error=type(error).__name__, exc_info=error)
        else:
            self.on_bug(name, error)
