"""The sent log: what a sender did, in files of its own, for the day the database goes back.

One line before a request may leave, one after its answer; ids only. A line is put into memory by the event
loop and written by a thread within some 0.1 s; another thread syncs the file once a second. Nobody waits for
either, but when a write or a sync fails or does not come back, nothing more is sent until it works again.
A thread that ends over anything else takes its process with it.

Lines are tab-separated, by their first letter (times: unix seconds of the database's clock):

    S  time  version  host  pid  process                                     a file begins
    C  time  installation  lease  campaign  sender  lane  nth  before  ids…  a claim
    L  time  installation  lease  campaign  contact  type  message  attempt  may leave from now on
    A  time  installation  lease  message  attempt  word  wamid or code      the answer, or that none came
    E  time  installation  lease                                             all of this claim is recorded
    P  time                                                                  all before is here, it lives
    Z  time                                                                  a process ended in good order

`ids`: all that the claim may send, each as `message:contact:type:attempt`. `nth`: which claim of this process
and lane it was; `before`: how many claims of all the database knew then.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from relance.core.log import get_logger
from relance.sending.sent_log_file import FOLDER, LogFile, prune

log = get_logger(__name__)

SYNC_EVERY_S = 1.0
ALIVE_EVERY_S = 5.0
"""A line so often, also when there is nothing to tell: whoever writes none is dead."""

STUCK_AFTER_S = 2.0
"""A line that waits longer than this to be written: the disk does not answer."""

SYNC_STUCK_AFTER_S = 5.0
"""The same for a sync, which may take its time on a busy disk."""

OnDeath = Callable[[str, Exception], object]
"""Told, in that thread, which thread has ended unasked, and over what."""

_GATHER_S = 0.1
_RETRY_S = 0.5


class SentLog:
    """Of one sender process. Lines may be given from one thread only; `close` writes what is left."""

    def __init__(self, data_dir: Path, *, process: str) -> None:
        self._folder = data_dir.absolute() / FOLDER
        self._process = process
        self._lines: deque[str] = deque()
        self._idle = False
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._turned_at_s = time.monotonic()
        self._file = LogFile(self._folder, process)
        # What the two threads met last, each for itself; None: all well.
        self._write_failed: str | None = None
        self._sync_failed: str | None = None
        self._syncing_since_s: float | None = None
        self._died: str | None = None
        self._threads: list[threading.Thread] = []

    def start(self, on_death: OnDeath = lambda *_: None) -> None:
        """Begin to write; what goes wrong shows in `is_writable`, also before the first line."""
        self._write()
        for name, work in (("write", self._write_for_ever), ("sync", self._sync_for_ever)):
            run = (f"sent log: {name}", work, on_death)
            thread = threading.Thread(target=self._supervise, args=run, name="sent-log", daemon=True)
            thread.start()
            self._threads.append(thread)

    @property
    def is_writable(self) -> bool:
        """Whether what is given now will be on its way to the disk in a moment. Else: send nothing."""
        return self._failed() is None and not self._is_stuck()

    @property
    def trouble(self) -> str | None:
        """A sentence for a person while it is not writable."""
        failed = self._failed()
        if failed is not None:
            return f"The sent log in {self._folder} cannot be written ({failed}): nothing is sent."
        return (
            f"The disk under {self._folder} does not answer: nothing is sent." if self._is_stuck() else None
        )

    def _failed(self) -> str | None:
        return self._died or self._write_failed or self._sync_failed

    def _is_stuck(self) -> bool:
        now_s, syncing_since_s = time.monotonic(), self._syncing_since_s
        if syncing_since_s is not None and now_s - syncing_since_s > SYNC_STUCK_AFTER_S:
            return True
        return bool(self._lines) and now_s - self._turned_at_s > STUCK_AFTER_S

    def claimed(
        self,
        at: float,
        installation: str,
        lease: int,
        *,
        campaign_id: int,
        sender_id: int,
        lane: str,
        nth: int,
        before: int,
        messages: Iterable[tuple[int, int, str, int]],
    ) -> None:
        """A claim: all that it may send, as (message, contact, type, attempt)."""
        listed = "\t".join(f"{m}:{c}:{t[-1]}:{a}" for m, c, t, a in messages)
        self._give(
            f"C\t{at:.3f}\t{installation}\t{lease}\t{campaign_id}\t{sender_id}\t{lane}\t{nth}\t{before}\t"
            f"{listed}\n"
        )

    def left(
        self,
        at: float,
        installation: str,
        lease: int,
        campaign_id: int,
        contact_id: int,
        message_type: str,
        message_id: int,
        attempt: int,
    ) -> None:
        """From now on this message may leave. Call it after its mark and before its first byte."""
        self._give(
            f"L\t{at:.3f}\t{installation}\t{lease}\t{campaign_id}\t{contact_id}\t{message_type[-1]}\t"
            f"{message_id}\t{attempt}\n"
        )

    def answered(
        self,
        at: float,
        installation: str,
        lease: int,
        message_id: int,
        attempt: int,
        word: str,
        what: str | int | None,
    ) -> None:
        """`accepted` or `held` with the wamid, `refused` with Meta's code, `unsent`, or `lost`."""
        self._give(f"A\t{at:.3f}\t{installation}\t{lease}\t{message_id}\t{attempt}\t{word}\t{_clean(what)}\n")

    def ended(self, at: float, installation: str, lease: int) -> None:
        """Everything of this claim is recorded or handed back."""
        self._give(f"E\t{at:.3f}\t{installation}\t{lease}\n")

    def _give(self, line: str) -> None:
        self._lines.append(line)
        if self._idle:
            self._wake.set()

    def close(self, patience_s: float = 5.0) -> None:
        """Write and sync what is left, and the word that this process ended in good order."""
        self._give(f"Z\t{time.time():.3f}\n")
        self._closing.set()
        self._wake.set()
        deadline = time.monotonic() + patience_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _supervise(self, name: str, work: Callable[[], None], on_death: OnDeath) -> None:
        try:
            work()
        except Exception as error:
            self._died = type(error).__name__
            on_death(name, error)

    def _write_for_ever(self) -> None:
        alive_at_s = time.monotonic() + ALIVE_EVERY_S  # the head of the file tells it, too
        while True:
            self._turned_at_s = time.monotonic()
            if self._turned_at_s > alive_at_s:
                alive_at_s = self._turned_at_s + ALIVE_EVERY_S
                self._lines.append(f"P\t{time.time():.3f}\n")
            if self._lines or self._file.unwritten or self._write_failed is not None:
                self._write()
                failed = self._write_failed is not None
                if self._closing.is_set() and (failed or not self._lines):
                    break
                self._closing.wait(_RETRY_S if failed else _GATHER_S)
                continue
            # Said first, looked at again after: whoever gives a line in between sees one or the other.
            self._idle = True
            if not self._lines and not self._closing.is_set():
                self._wake.wait(SYNC_EVERY_S)
                self._wake.clear()
            self._idle = False
        self._sync()

    def _write(self) -> None:
        lines: list[str] = []
        with suppress(IndexError):
            while True:
                lines.append(self._lines.popleft())
        try:
            self._file.write("".join(lines).encode())
        except OSError as error:
            self._write_failed = self._tell(error, self._write_failed)
        else:
            self._write_failed = self._tell(None, self._write_failed)

    def _sync_for_ever(self) -> None:
        prune_at_s = 0.0
        while not self._closing.wait(SYNC_EVERY_S):
            self._sync()
            if time.monotonic() > prune_at_s:
                prune_at_s = time.monotonic() + 3600
                prune(self._folder)

    def _sync(self) -> None:
        self._syncing_since_s = time.monotonic()
        try:
            self._file.sync()
        except OSError as error:
            self._sync_failed = self._tell(error, self._sync_failed)
        else:
            self._sync_failed = self._tell(None, self._sync_failed)
        finally:
            self._syncing_since_s = None

    @staticmethod
    def _tell(error: OSError | None, before: str | None) -> str | None:
        """The reason in words; logged when it begins and when it is over."""
        if error is None:
            if before is not None:
                log.warning("sent_log_writable_again")
            return None
        reason = error.strerror or type(error).__name__
        if before is None:
            log.error("sent_log_not_writable", reason=reason)
        return reason


def _clean(what: str | int | None) -> str:
    """A wamid is Meta's text: no sign of ours may stand in it."""
    return "" if what is None else "".join(str(what).split())
