"""Ctrl-C and SIGTERM as a question to ask, not an exception anywhere."""

import signal
import threading
from types import FrameType, TracebackType

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopSignals:
    """While entered, signals are counted: the first asks to stop, the second to hurry."""

    def __init__(self) -> None:
        self._count = 0
        self._arrived = threading.Event()
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> "StopSignals":
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

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

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._count += 1
        self._arrived.set()
