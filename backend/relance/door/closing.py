"""Closing a connection whose client is still sending, so that it hears the answer."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

LINGER_S = 10.0
LINGER_BYTES = 32 * 1024 * 1024
"""So much of what comes after the answer is taken from the wire, for so long, and thrown away. A connection
that is closed with bytes unread is reset, and a client that still sends then never sees the answer."""


_SIP_BYTES = 256 * 1024
_SIP_EVERY_S = 0.1
_SIPS_OF_ALL = 4
"""Thrown away no faster than this: who sends on and on costs as little as the network can be made to wait.
All connections take turns, for many that each send a little are as much as one that sends a lot."""


class Sips:
    """Of all connections of a process: who may read on, the longest waiting first."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()
        self._next: asyncio.TimerHandle | None = None

    def wait(self, read_on: Callable[[], None]) -> None:
        """Call it when its turn has come."""
        self._waiting.append(read_on)
        if self._next is None:
            self._next = asyncio.get_running_loop().call_later(_SIP_EVERY_S, self._take)

    def _take(self) -> None:
        for _ in range(min(_SIPS_OF_ALL, len(self._waiting))):
            self._waiting.popleft()()
        loop = asyncio.get_running_loop()
        self._next = loop.call_later(_SIP_EVERY_S, self._take) if self._waiting else None


class LingeringTransport:
    """A transport whose `close` waits until the client stops sending, where a request is not read whole."""

    def __init__(self, transport: asyncio.Transport, on_linger: Callable[[], None], sips: Sips) -> None:
        self._transport = transport
        self._sips = sips
        self._on_linger = on_linger
        self.write = transport.write
        self.is_unread = False
        """Whether a request on it has not come to its end."""
        self.lingers = False
        self._is_lost = False
        self._left = LINGER_BYTES
        self._sip = _SIP_BYTES
        self._end: asyncio.TimerHandle | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        """Also while it lingers: nothing more is written."""
        return self.lingers or self._transport.is_closing()

    def close(self) -> None:
        """At once if all was read; else what is written goes out, and the rest is thrown away for a while."""
        if self.lingers:
            return
        if self._is_lost or not self.is_unread or self._transport.is_closing():
            self._transport.close()
            return
        self.lingers = True
        self._on_linger()
        self._transport.write_eof()
        if not self._transport.is_reading():
            self._transport.resume_reading()
        self._end = asyncio.get_running_loop().call_later(LINGER_S, self._transport.abort)

    def discard(self, size: int) -> None:
        """So many bytes came that nobody wants."""
        self._left -= size
        self._sip -= size
        if self._left < 0:
            self._transport.abort()
        elif self._sip <= 0:
            self._sip = _SIP_BYTES
            self._transport.pause_reading()
            self._sips.wait(self._sip_again)

    def _sip_again(self) -> None:
        if self.lingers and not self._transport.is_closing():
            self._transport.resume_reading()

    def abort(self) -> None:
        """At once, whatever is on its way."""
        self._transport.abort()

    def lost(self) -> None:
        """The connection is gone."""
        self.lingers, self._is_lost = False, True
        if self._end is not None:
            self._end.cancel()
            self._end = None
