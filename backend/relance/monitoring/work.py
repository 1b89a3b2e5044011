"""What a process has really done, and how long ago: its heartbeat carries it.

A heart that beats says that the process lives, not that it works: its poll may have ended. Ages are seconds
of a clock that nobody sets, and that goes on while the machine sleeps.
"""

from collections.abc import Callable
from typing import Any

from relance.core.clock import boottime_s
from relance.core.log import get_logger

log = get_logger(__name__)

WorkAges = dict[str, Any]
"""`processes.work`: seconds by the name of the work, and whatever else a process tells of itself."""


class Work:
    """One per process. Noting costs less than a microsecond."""

    def __init__(self) -> None:
        self._done_s: dict[str, float] = {}
        self._tellers: dict[str, Callable[[], object]] = {}

    def expect(self, *names: str) -> None:
        """Work that is to be done from now on: its age counts from here until it is noted."""
        for name in names:
            self._done_s.setdefault(name, boottime_s())

    def note(self, name: str, *, ahead_s: float = 0.0) -> None:
        """It was done just now; with `ahead_s`, and there will be nothing of it to do for so long."""
        self._done_s[name] = boottime_s() + ahead_s

    def tell(self, name: str, teller: Callable[[], object]) -> None:
        """What `teller` answers (a JSON value) goes with every heartbeat under `name`."""
        self._tellers[name] = teller

    def describe(self) -> WorkAges:
        """For `processes.work`; never raises."""
        now_s = boottime_s()
        told: WorkAges = {name: round(max(0.0, now_s - at_s), 2) for name, at_s in self._done_s.items()}
        for name, teller in self._tellers.items():
            try:
                told[name] = teller()
            except Exception:
                # A heartbeat must not fail of what is told beside it.
                log.exception("work_not_told", work=name)
        return told
