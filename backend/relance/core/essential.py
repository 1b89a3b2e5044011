"""Tasks that a process cannot do without: when one ends unasked, the process ends and is started again.

A process that lives without its poll or its intake is worse than a dead one: its heart beats, nobody starts
it again, and nothing moves.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

from relance.core.log import get_logger

log = get_logger(__name__)

EXIT_CODE = 70
"""Of a process that ended because something essential in it did (EX_SOFTWARE)."""


class EssentialDiedError(Exception):
    """An essential task ended although nobody had asked it to."""

    def __init__(self, task: str) -> None:
        super().__init__(f"the essential task {task} ended")
        self.task = task


def report_death(task: str, error: BaseException | None) -> None:
    """One line that says which task; `error` None: it simply returned."""
    log.critical("essential_task_died", task=task, error=type(error).__name__, exc_info=error)


def end_process() -> NoReturn:
    """End at once, nothing awaited: any line of a process may be its last, its work is kept elsewhere."""
    sys.stderr.flush()
    os._exit(EXIT_CODE)


def end_process_within(seconds: float) -> None:
    """Time for an end in good order; after it the process ends all the same, whatever still waits."""
    timer = threading.Timer(seconds, end_process)
    timer.daemon = True
    timer.start()


class Essential:
    """The essential tasks of one event loop.

    The first that ends unasked is reported, and `on_death` is called, once. Without one the process ends at
    once.
    """

    def __init__(self, on_death: Callable[[], object] = end_process) -> None:
        self._on_death = on_death
        self._tasks: dict[asyncio.Task[Any], str] = {}
        self._failed: set[str] = set()
        self.died: str | None = None
        """The name of the first that ended unasked."""

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Run `work`, which is to run until `end`."""
        task = asyncio.create_task(work, name=name)
        self._tasks[task] = name
        task.add_done_callback(self._ended)
        return task

    def release(self, task: "asyncio.Task[Any]") -> None:
        """From now on this task may end: its work is over."""
        self._tasks.pop(task, None)

    def release_current(self) -> None:
        """The same for the task that calls this."""
        if (task := asyncio.current_task()) is not None:
            self.release(task)

    async def end(self, *tasks: "asyncio.Task[Any]") -> None:
        """Cancel these, or all, and wait until they are done."""
        ending = tasks or tuple(self._tasks)
        for task in ending:
            self.release(task)
        waiting = set(ending)
        while waiting:
            # Again and again: the HTTP client can swallow a cancellation that meets the arrival of an answer.
            for task in waiting:
                task.cancel()
            _, waiting = await asyncio.wait(waiting, timeout=1.0)

    def fail(self, name: str, error: BaseException) -> None:
        """The same as the death of a task, for short-lived work of that name which ended of a bug."""
        if name in self._failed:
            return  # much of it runs at once, and says the same
        self._failed.add(name)
        self.note_death(name, error)

    def note_death(self, name: str, error: BaseException | None) -> None:
        """The same for what is no task: a thread that ended unasked. Call it on the loop."""
        report_death(name, error)
        if self.died is None:
            self.died = name
            self._on_death()

    def check(self) -> None:
        """Raises EssentialDiedError when one has died."""
        if self.died is not None:
            raise EssentialDiedError(self.died)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        error = None if task.cancelled() else task.exception()
        name = self._tasks.pop(task, None)
        if name is None:
            return
        self.note_death(name, asyncio.CancelledError() if task.cancelled() else error)
