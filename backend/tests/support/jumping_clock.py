"""Tests of what happens in time: sleeps and timeouts pass at once, in order, however busy the machine is."""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from typing import Any

import looptime


def on_jumping_clock(test: Callable[[], Coroutine[Any, Any, None]]) -> Callable[[], None]:
    """Run the test on an event loop of its own, whose clock begins at 0 and jumps to what is next.

    Not by the plugin of looptime, which is switched off: it opens a loop for tests without one.
    """

    @functools.wraps(test)
    def run() -> None:
        with asyncio.Runner(loop_factory=looptime.new_event_loop) as runner:
            runner.run(test())

    return run
