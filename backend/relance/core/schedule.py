"""Celery beat's scheduler, for machines whose clock is set back while it runs."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from celery.beat import PersistentScheduler

_SLACK = timedelta(seconds=1)


class Scheduler(PersistentScheduler):
    """Enqueues by the wall clock, as Celery does, but never waits for a time that the clock went back from.

    Celery remembers when each job was last enqueued, also in its file, and in a heap when it is next: after a
    clock that was an hour ahead neither a launch nor the end of a campaign would be looked at for that hour.
    """

    _plan: Callable[[], Mapping[str, Any]] | None = None
    _planned: Mapping[str, Any] | None = None

    def follow(self, plan: Callable[[], Mapping[str, Any]]) -> None:
        """From now on the jobs run as often as `plan` says: it is asked at each tick."""
        self._plan = plan

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """One job that is due is enqueued; returns how many seconds to wait for the next."""
        self._forget_the_future()
        self._follow_plan()
        return float(super().tick(*args, **kwargs))

    def _forget_the_future(self) -> None:
        now = self.app.now()
        for entry in self.schedule.values():
            if entry.last_run_at is not None and entry.last_run_at > now + _SLACK:
                entry.last_run_at = now
                self._heap = None  # built again by the tick

    def _follow_plan(self) -> None:
        plan = self._planned if self._plan is None else self._plan()
        if plan is None or plan == self._planned:
            return
        self._planned = plan
        for key, entry in plan.items():
            # When it ran last stays: a job that is due by its new interval is due now.
            self.schedule[key].update(self.Entry(**entry, name=key, app=self.app))
        self._heap = None
