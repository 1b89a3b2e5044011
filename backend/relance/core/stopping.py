"""A request to stop that the server hears a little later, because somebody still needs to be listened to.

Uvicorn has its own handler of SIGTERM and SIGINT; ours stands before it, calls `wait` once, and hands the
signal on. A second signal is handed on at once.
"""

import asyncio
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from contextvars import copy_context
from types import FrameType
from typing import Any

from uvicorn import Server

from relance.core.log import get_logger

log = get_logger(__name__)

SECOND_AFTER_S = 2.0
"""The group was asked to stop, and the parent asks its children again: one request, not a second one."""

Handler = Callable[[int, FrameType | None], Any]


class LingeringStop:
    """Between `install` and `remove` a signal first waits for `wait`. Under no other server than uvicorn."""

    def __init__(self, wait: Callable[[], Awaitable[object]]) -> None:
        self._wait = wait
        self._handlers: dict[int, Handler] = {}
        self._asked_s: float | None = None
        self._waiting: asyncio.Task[None] | None = None

    def install(self) -> None:
        """Stand before the handlers of the running server, in its event loop."""
        if threading.current_thread() is not threading.main_thread():
            return
        self._loop, self._context = asyncio.get_running_loop(), copy_context()
        for number in (signal.SIGTERM, signal.SIGINT):
            handler = signal.getsignal(number)
            if callable(handler) and isinstance(getattr(handler, "__self__", None), Server):
                self._handlers[number] = handler
                signal.signal(number, self._asked)

    async def remove(self) -> None:
        """Put the handlers back; the stop has begun."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()
        if self._waiting is not None:
            self._waiting.cancel()
            await asyncio.wait({self._waiting})

    def _asked(self, number: int, frame: FrameType | None) -> None:
        now_s = time.monotonic()
        if self._asked_s is None:
            self._asked_s = now_s
            # Not here: a handler runs between any two instructions.
            self._loop.call_soon_threadsafe(self._begin, number, context=self._context)
        elif now_s - self._asked_s > SECOND_AFTER_S:
            self._hand_on(number)

    def _begin(self, number: int) -> None:
        self._waiting = asyncio.create_task(self._wait_and_stop(number), name="lingering-stop")

    async def _wait_and_stop(self, number: int) -> None:
        try:
            await self._wait()
        except Exception:
            log.exception("stop_not_delayed")
        self._hand_on(number)

    def _hand_on(self, number: int) -> None:
        if (handler := self._handlers.get(number)) is not None:
            handler(number, None)
