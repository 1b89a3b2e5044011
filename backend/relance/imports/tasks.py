"""Celery task of imports: a shell around a coroutine. It may run twice or at once."""

from collections.abc import Awaitable, Callable

from celery import Celery

from relance.core.jobs import JobTools, RunJob
from relance.imports.jobs import RUN
from relance.imports.run import run_job

AfterRun = Callable[[JobTools], Awaitable[None]]
"""Called after each run: what it stored is to be seen."""


def register_tasks(app: Celery, run: RunJob, *, after_run: AfterRun | None = None) -> None:
    """Make the task known to `app`; `run` gives a coroutine the tools of the worker process."""

    @app.task(name=RUN, shared=False)
    def run_import(job_id: int) -> None:
        run(lambda tools: _run(tools, job_id, after_run))


async def _run(tools: JobTools, job_id: int, after_run: AfterRun | None) -> None:
    done = await run_job(tools.pool, job_id=job_id, news=tools.news)
    if after_run is not None:
        await after_run(tools)
    if not done:
        await tools.queue.enqueue(RUN, job_id=job_id)
