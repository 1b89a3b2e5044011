"""Jobs: handing one to the worker processes, and the loop on which a worker process runs them.

The database knows what is to be done; a job only makes it happen sooner. A lost one is found by the tick.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError

from relance.core.current_settings import CurrentSettings
from relance.core.db import Pool
from relance.core.essential import end_process, report_death
from relance.core.log import get_logger
from relance.core.news import News
from relance.core.redis import REDIS_DOWN, RedisClient
from relance.core.settings import Settings

log = get_logger(__name__)

_SOCKET_TIMEOUT_S = 1
_PATIENCE_S = 2.0


class JobQueue:
    """Hands jobs to the workers through the broker, by the name of their task."""

    def __init__(self, celery: Celery) -> None:
        self._celery = celery

    async def enqueue(self, name: str, **arguments: object) -> bool:
        """Ask for a job, after the commit that made it necessary. Never raises; False when Redis is down.

        Takes about a millisecond, and two seconds at most when Redis hangs: redis-py's own retries inside
        the broker's client cannot be switched off, so its thread is left to them.
        """
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await asyncio.to_thread(self._send, name, arguments)
        except (OperationalError, *REDIS_DOWN) as error:
            log.warning("job_not_enqueued", job=name, reason=type(error).__name__, **arguments)
            return False
        return True

    def _send(self, name: str, arguments: dict[str, object]) -> None:
        self._celery.send_task(name, kwargs=arguments, retry=False, ignore_result=True)

    def close(self) -> None:
        """Close the connections to the broker."""
        self._celery.close()


def create_job_client(redis_url: str) -> Celery:
    """A Celery application that only sends: short timeouts, no retries, nothing registered."""
    app = Celery("relance-client", broker=redis_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        broker_connection_retry=False,
        broker_transport_options={
            "socket_timeout": _SOCKET_TIMEOUT_S,
            "socket_connect_timeout": _SOCKET_TIMEOUT_S,
            "retry_on_timeout": False,
        },
    )
    return app


@dataclass(frozen=True, slots=True)
class JobTools:
    """What a job works with: made once per worker process, on that process's own loop."""

    current: CurrentSettings[Settings]
    pool: Pool
    redis: RedisClient
    queue: JobQueue
    news: News

    @property
    def settings(self) -> Settings:
        """As they are now: a job reads what it needs when it begins."""
        return self.current.values


RunJob = Callable[[Callable[[JobTools], Awaitable[object]]], None]
"""Runs a coroutine function on the tools of this process and waits for its end; raises what it raises."""


class LoopThread:
    """An event loop in a thread of its own: jobs come and go on it, the heartbeat beats between them."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        error: BaseException | None = None
        try:
            self._loop.run_forever()
        except BaseException as ended_by:
            error = ended_by
        if not self._stopping:
            # Whoever waits for a job would wait for ever.
            report_death(f"thread {self._thread.name}", error)
            end_process()

    def run(self, work: Coroutine[Any, Any, Any], *, timeout_s: float | None = None) -> Any:
        """Run to the end and return the result; raises what it raises, or TimeoutError."""
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(timeout_s)
        except BaseException:
            # A revoked or interrupted job must not go on behind the back of its worker.
            future.cancel()
            raise

    def stop(self) -> None:
        """End the loop and its thread."""
        self._stopping = True
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        if not self._thread.is_alive():
            self._loop.close()
