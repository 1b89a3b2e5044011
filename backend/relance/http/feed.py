"""Live streams: one reader per process looks once a second, however many clients listen.

A stream sends what changed since the client's last event and ends after 25 s, so that a server that stops
need not wait for it; the browser comes back by itself and says what it saw last (`Last-Event-ID`).
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping
from contextlib import suppress
from hashlib import blake2b
from typing import Generic, TypeVar

from relance.core.clock import utc_now
from relance.core.errors import AppError
from relance.core.log import get_logger
from relance.http.responses import dump

log = get_logger(__name__)

EVERY_S = 1.0
STREAM_S = 25.0
BEAT_S = 5.0
"""An event `beat` this often, whatever else is sent: a page can tell a server that stands still from one that
has no news (comments never reach it), and proxies close no stream that is silent."""

MOST_STREAMS = 500
"""Of one feed and process."""

Events = Mapping[str, bytes]
"""JSON by the name of the event."""

Key = TypeVar("Key", bound=Hashable)


class Feed(Generic[Key]):
    """Events by key, read for all keys that somebody listens to, while somebody does.

    `read` answers for the keys it knows; the stream of another ends.
    """

    def __init__(
        self,
        read: Callable[[frozenset[Key]], Awaitable[Mapping[Key, Events]]],
        *,
        every_s: float = EVERY_S,
        stream_s: float = STREAM_S,
    ) -> None:
        self._read = read
        self._every_s = every_s
        self._stream_s = stream_s
        self._listeners: Counter[Key] = Counter()
        self._latest: Mapping[Key, Events] = {}
        self._read_keys: frozenset[Key] = frozenset()
        self._round = asyncio.Event()
        self._reader: asyncio.Task[None] | None = None
        self._fails = False

    def check_room(self) -> None:
        """Raises AppError `too_many_streams` (503)."""
        if self._listeners.total() >= MOST_STREAMS:
            raise AppError("too_many_streams")

    async def stream(self, key: Key, *, last_event_id: str | None) -> AsyncIterator[bytes]:
        """Server-sent events: what differs from what the client saw last, then every change."""
        deadline_s = _clock_s() + self._stream_s
        seen = read_event_id(last_event_id)
        sent_s = float("-inf")
        self._join(key)
        try:
            yield b"retry: 1000\n\n"
            beat_s = _clock_s()
            while True:
                following = self._round  # taken first: a round that ends while we send is not waited for
                if key in self._latest:
                    # Who comes in the middle of a round has its events at once, and the next ones not before
                    # their time: once in `every_s`, whoever else listens.
                    await asyncio.sleep(min(sent_s + self._every_s, deadline_s) - _clock_s())
                    if sent_s + self._every_s > deadline_s:
                        return
                    for chunk in _changes(self._latest.get(key, {}), seen):
                        sent_s = _clock_s()
                        yield chunk
                elif key in self._read_keys:
                    return
                if _clock_s() >= beat_s:
                    yield b"event: beat\ndata: %s\n\n" % dump({"at": utc_now()})
                    beat_s = _clock_s() + BEAT_S
                rest_s = deadline_s - _clock_s()
                if rest_s <= 0:
                    return
                with suppress(TimeoutError):
                    await asyncio.wait_for(following.wait(), min(rest_s, max(0.0, beat_s - _clock_s())))
        finally:
            self._leave(key)

    def _join(self, key: Key) -> None:
        self._listeners[key] += 1
        if self._reader is None:
            self._latest, self._read_keys = {}, frozenset()
            self._reader = asyncio.create_task(self._keep_reading())

    def _leave(self, key: Key) -> None:
        self._listeners[key] -= 1
        if not self._listeners[key]:
            del self._listeners[key]
        if not self._listeners and self._reader is not None:
            self._reader.cancel()
            self._reader = None

    async def _keep_reading(self) -> None:
        while True:
            keys = frozenset(self._listeners)
            try:
                self._latest = await self._read(keys)
                self._read_keys = keys
                self._fails = False
            except Exception as error:
                # The database may be away: listeners wait, they have nothing better. Said once.
                if not self._fails:
                    log.warning("feed_not_read", reason=type(error).__name__)
                self._fails = True
            done, self._round = self._round, asyncio.Event()
            done.set()
            await asyncio.sleep(self._every_s)


def _clock_s() -> float:
    """The event loop's own clock, which its sleeps and timeouts go by."""
    return asyncio.get_running_loop().time()


def _changes(events: Events, seen: dict[str, str]) -> list[bytes]:
    """The events that the client has not seen in this form; marks them as seen."""
    chunks = []
    for name, data in events.items():
        digest = blake2b(data, digest_size=6).hexdigest()
        if seen.get(name) != digest:
            seen[name] = digest
            event_id = write_event_id(seen)
            chunks.append(b"id: %s\nevent: %s\ndata: %s\n\n" % (event_id.encode(), name.encode(), data))
    return chunks


def write_event_id(seen: Mapping[str, str]) -> str:
    """What a client has seen, by event: a digest each. Any process can go on from it."""
    return ";".join(f"{name}={digest}" for name, digest in sorted(seen.items()))


def read_event_id(event_id: str | None) -> dict[str, str]:
    """The opposite; nonsense has seen nothing."""
    pairs = (part.partition("=") for part in (event_id or "")[:1000].split(";"))
    return {name: digest for name, mark, digest in pairs if mark and name.isidentifier()}
