"""The tasks of the worker: shells around coroutines, made from the table."""

from collections.abc import Awaitable, Callable

from celery import Celery

from relance.core.jobs import JobTools, RunJob
from relance.upkeep.plan import ON_DEMAND, PERIODIC


def register_tasks(app: Celery, run: RunJob) -> None:
    """Make the tasks known to `app`; `run` gives a coroutine the tools of the worker process."""
    for job in PERIODIC:
        _register(app, run, job.task, job.run)
    for task, work in ON_DEMAND.items():
        _register(app, run, task, work)


def _register(app: Celery, run: RunJob, task: str, work: Callable[..., Awaitable[object]]) -> None:
    @app.task(name=task, shared=False)
    def shell(**given: int) -> None:
        async def with_tools(tools: JobTools) -> None:
            await work(tools, **given)

        run(with_tools)
