"""Celery task of imports: a shell around a coroutine. It may run twice or at once."""

from celery import Celery

from relance.core.jobs import JobTools, RunJob
from relance.imports.jobs import RUN
from relance.imports.running.run import run_job


def register_tasks(app: Celery, run: RunJob) -> None:
    """Make the task known to `app`; `run` gives a coroutine the tools of the worker process."""

    @app.task(name=RUN, shared=False)
    def run_import(job_id: int) -> None:
        run(lambda tools: _run(tools, job_id))


async def _run(tools: JobTools, job_id: int) -> None:
    done = await run_job(tools.pool, job_id=job_id, news=tools.news)
    if not done:
        await tools.queue.enqueue(RUN, job_id=job_id)
