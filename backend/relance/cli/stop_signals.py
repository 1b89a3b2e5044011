"""Ctrl-C and SIGTERM: a question to ask, or, for a command that waits for others, an exception once."""

import signal
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Listener(ABC):
    """While entered, signals come to `_hear`; those before are as they were afterwards."""

    _hears_ignored = True

    def __init__(self) -> None:
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            if self._hears_ignored or signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    @abstractmethod
    def _hear(self, number: int, frame: FrameType | None) -> None: ...


class StopSignals(_Listener):
    """While entered, signals are counted: the first asks to stop, the second to hurry."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._arrived = threading.Event()

    @property
    def asked(self) -> bool:
        """Somebody wants us to stop."""
        return self._count > 0

    def in_a_hurry(self) -> bool:
        """Somebody wants us to stop at once."""
        return self._count > 1

    def wait(self, seconds: float) -> bool:
        """Wait for the first signal, at most so long; whether it has come."""
        return self._arrived.wait(seconds)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._count += 1
        self._arrived.set()


class Interrupted(KeyboardInterrupt):
    """Somebody wants the command to end."""


class InterruptOnce(_Listener):
    """While entered, the first signal raises Interrupted in the main thread; later ones do not disturb the
    cleaning up. What was ignored before (nohup) stays ignored.
    """

    _hears_ignored = False

    def __init__(self) -> None:
        super().__init__()
        self._asked = False
        self._held = False

    @contextmanager
    def hold(self) -> Iterator[None]:
        """A signal that comes inside raises at the end of the block only."""
        self._held = True
        before = self._asked
        try:
            yield
        finally:
            self._held = False
        if self._asked and not before:
            raise Interrupted

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            return
        self._asked = True
        if not self._held:
            raise Interrupted
