"""The Celery application of `relance worker` and `relance beat`.

Celery has no coroutines: each prefork child keeps one event loop in a thread, with one pool and one Redis
client, and a task waits for its coroutine there. The heartbeat beats on the same loop, so a child that hangs
falls silent.
"""

import atexit
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from typing import Any

from celery import Celery, signals

from relance.core.current_settings import CurrentSettings
from relance.core.db import create_pool, is_database_away
from relance.core.essential import Essential, end_process, report_death
from relance.core.job_logs import hide_bodies
from relance.core.jobs import JobQueue, JobTools, LoopThread
from relance.core.log import configure_logging, get_logger
from relance.core.redis import create_redis
from relance.core.settings import Settings, load_settings
from relance.imports.tasks import register_tasks as register_import_tasks
from relance.messages.news import CacheNews
from relance.monitoring.heartbeat import beat
from relance.monitoring.work import Work
from relance.settings.refresh import keep_current, refresh
from relance.upkeep.plan import PERIODIC
from relance.upkeep.tasks import register_tasks

log = get_logger(__name__)

VISIBILITY_TIMEOUT_S = 300
"""After this a task that nobody acknowledged is given to another worker: longer than any task's budget."""

_STOP_PATIENCE_S = 5.0


def __getattr__(name: str) -> Celery:
    """`relance.worker:app`, built when Celery asks for it, not when this module is imported."""
    if name == "app":
        return _application()
    raise AttributeError(name)


@cache
def _application() -> Celery:
    return create_worker_app(load_settings())


def create_worker_app(settings: Settings) -> Celery:
    """The application with its tasks and its beat schedule."""
    app = Celery("relance", broker=settings.require_redis_url(), set_as_current=False)
    transport = {
        # kombu takes the shortest of the three places that know this timeout.
        "visibility_timeout": VISIBILITY_TIMEOUT_S,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 15,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
    app.conf.update(
        broker_transport_options=transport,
        result_backend_transport_options={"visibility_timeout": VISIBILITY_TIMEOUT_S},
        visibility_timeout=VISIBILITY_TIMEOUT_S,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_time_limit=120,
        worker_prefetch_multiplier=1,
        worker_concurrency=2,
        # SIGTERM finishes what runs; SIGQUIT gives it this long. Not on idle: that would wait it out always.
        worker_soft_shutdown_timeout=20,
        worker_enable_soft_shutdown_on_idle=False,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        timezone="UTC",
        beat_schedule=plan_beat(settings),
        beat_schedule_filename=str(settings.data_dir / "beat-schedule"),
        beat_max_loop_interval=1,
        beat_scheduler="relance.core.schedule:Scheduler",
    )
    process = WorkerProcess(settings)
    register_tasks(app, process.run)
    register_import_tasks(app, process.run)
    connect_signals(app, process)
    return app


def plan_beat(settings: Settings) -> dict[str, Any]:
    """What beat enqueues, and how often. A run that waited longer than its interval is dropped."""

    def every(seconds: float, task: str) -> dict[str, Any]:
        # At least a few seconds: a worker that is busy with two launches is late, not absent.
        return {
            "task": task,
            "schedule": timedelta(seconds=seconds),
            "options": {"expires": max(5.0, seconds)},
        }

    return {job.key: every(job.every_s(settings), job.task) for job in PERIODIC}


class WorkerProcess:
    """The loop and the tools of one process, built after the fork."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._current = CurrentSettings(settings)
        self._thread: LoopThread | None = None
        self._tools: JobTools | None = None
        self._news: CacheNews | None = None
        self._essential = Essential()
        self._work = Work()

    def start(self, celery: Celery) -> None:
        """Build everything. Connects to nothing yet: a database that comes up later is only waited for."""
        try:
            self._thread = LoopThread("jobs")
            self._tools = self._thread.run(self._open(celery), timeout_s=60)
        except Exception as error:
            # Celery swallows what its signals raise, and would give jobs to a child that can do none.
            report_death("start", error)
            end_process()

    def run(self, work: Callable[[JobTools], Awaitable[object]]) -> None:
        """Run one job to its end on this process's loop."""
        assert self._thread is not None and self._tools is not None, "worker_process_init has run"
        try:
            self._thread.run(_await(work, self._tools))
        except Exception as error:
            if not is_database_away(error):
                raise
            # Nothing is lost: the tick finds what is to be done once the database is back.
            log.warning("job_without_database", reason=type(error).__name__)
        self._work.note("jobs")

    def stop(self) -> None:
        """Close everything; called when the process ends in peace."""
        if self._thread is not None:
            with suppress(TimeoutError):
                self._thread.run(self._close(), timeout_s=_STOP_PATIENCE_S)
            self._thread.stop()

    async def _open(self, celery: Celery) -> JobTools:
        pool = await create_pool(self.settings.require_database_url(), name="worker", min_size=0, max_size=4)
        self._essential.start("heartbeat", beat(pool, "worker", work=self._work))
        self._essential.start("settings", keep_current(pool, self._current))
        redis = create_redis(self.settings.require_redis_url())
        self._news = CacheNews(pool)
        return JobTools(
            current=self._current, pool=pool, redis=redis, queue=JobQueue(celery), news=self._news
        )

    async def _close(self) -> None:
        await self._essential.end()
        if self._news is not None:
            await self._news.close()
        if self._tools is not None:
            await self._tools.redis.aclose()
            await self._tools.pool.close()


async def _await(work: Callable[[JobTools], Awaitable[object]], tools: JobTools) -> None:
    if not tools.current.is_read:  # the first job may come before the first reading
        await refresh(tools.pool, tools.current)
    await work(tools)


def connect_signals(app: Celery, process: WorkerProcess) -> None:
    """Logs, the start and end of each child, and the heartbeat of beat."""

    @signals.setup_logging.connect(weak=False)
    def _set_up_logging(**_: Any) -> None:
        configure_logging(process="worker")
        hide_bodies()

    @signals.worker_process_init.connect(weak=False)
    def _start(**_: Any) -> None:
        process.start(app)

    @signals.worker_process_shutdown.connect(weak=False)
    def _stop(**_: Any) -> None:
        process.stop()

    @signals.beat_init.connect(weak=False)
    def _beat(sender: Any, **_: Any) -> None:
        configure_logging(process="beat")
        # It says so of every job it enqueues: eighty lines a minute.
        logging.getLogger("celery.beat").setLevel(logging.WARNING)
        current = CurrentSettings(process.settings)
        sender.scheduler.follow(lambda: plan_beat(current.values))
        _keep_heartbeat(process.settings, current)


def _keep_heartbeat(settings: Settings, current: CurrentSettings[Settings]) -> None:
    """Beat's own heartbeat and settings, in a thread: beat itself only sleeps and enqueues."""
    thread, essential, work = LoopThread("heartbeat"), Essential(), Work()
    work.expect("enqueue")
    thread.run(_start_heartbeat(settings, current, essential, work))

    @signals.after_task_publish.connect(weak=False)
    def _enqueued(**_: Any) -> None:
        work.note("enqueue")

    def sign_off() -> None:
        with suppress(TimeoutError):
            thread.run(essential.end(), timeout_s=_STOP_PATIENCE_S)
        thread.stop()

    atexit.register(sign_off)


async def _start_heartbeat(
    settings: Settings, current: CurrentSettings[Settings], essential: Essential, work: Work
) -> None:
    # No connection yet: a database that comes up later is only waited for.
    pool = await create_pool(settings.require_database_url(), name="beat", min_size=0, max_size=1)
    essential.start("heartbeat", beat(pool, "beat", work=work))
    essential.start("settings", keep_current(pool, current))
