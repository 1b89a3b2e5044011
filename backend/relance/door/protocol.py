"""HTTP/1.1 as uvicorn speaks it, with an end to everything that a client could make endless.

In a proxy in front? Nobody knows whether there is one. Chosen by measuring: docs/decisions/0010."""

import asyncio
from typing import Any
from weakref import WeakKeyDictionary

import httptools
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from relance.door.backlog import Backlog
from relance.door.closing import LingeringTransport
from relance.door.doorway import Doorway
from relance.door.refusals import MOST_HEAD_BYTES, MOST_HEADERS, MOST_URL_BYTES, Refusal, write_refusal

MOST_QUEUED = 16
"""Requests that came in one piece behind a body, while its answer is awaited."""
LONG_ROW_WAIT_S = 0.02
"""Between two requests of a longer row."""
_BESIDE_A_BYTE = 8
"""A body may bring so much for each of its bytes that is none: a chunk of one byte has six around it."""
MOST_THROWN_AWAY = 256 * 1024
"""Of a body whose request is answered already; of more, the connection is closed."""

SLOW_FROM_S = 1.0
"""What comes, or is taken, within this is not slow."""

_PIECE = 16 * 1024
_doorways: WeakKeyDictionary[ServerState, Doorway] = WeakKeyDictionary()


def doorway_of(server: ServerState) -> Doorway:
    """The one of this server."""
    return _doorways.setdefault(server, Doorway())


class DoorProtocol(HttpToolsProtocol):
    """One connection. What is refused here never reaches the application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.head_since_s: float | None = None
        self.body_at_s: float | None = None
        self._doorway = doorway_of(self.server_state)
        self._refusal: Refusal | None = None
        self._head_fed = 0
        self._head_size = 0
        self._ignored_upgrade = False
        # What the client is waited for: since when, and how much it had brought, or had to take, then.
        self._body_since_s = self._stuck_since_s = 0.0
        self._body_size = self._stuck_size = 0
        self._beside_body = self._thrown_away = 0
        self._backlog = Backlog(self._doorway)
        self._in_a_row = 0

    # Of the connection.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._closing = LingeringTransport(
            transport, lambda: self._doorway.is_spent(self), self._doorway.sips
        )
        super().connection_made(self._closing)  # type: ignore[arg-type]
        self.head_since_s = self.loop.time()
        if not self._doorway.enter(self):
            self._refuse(503)

    def connection_lost(self, exc: Exception | None) -> None:
        self._doorway.leave(self)
        self._backlog.clear()
        self._closing.lost()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stuck_since_s, self._stuck_size = self.loop.time(), self._closing.get_write_buffer_size()

    # Called for each request, header and piece: what the superclass does in them stands here too.

    def data_received(self, data: bytes) -> None:
        if self._closing.lingers:
            self._closing.discard(len(data))
            return
        if not self._backlog and not self._is_answering():
            self._feed_piece_by_piece(data)
            return
        self.flow.pause_reading()
        if not self._backlog.append(data):
            self.give_way()

    def _is_answering(self) -> bool:
        """A request came to its end, and its answer has not: who asks on is not even read."""
        cycle = self.cycle
        return (
            cycle is not None
            and not cycle.response_complete
            and self.body_at_s is None
            and self.head_since_s is None
        )

    def _feed_piece_by_piece(self, data: bytes) -> None:
        """A piece ends with a head: what follows may be another request, which waits for its turn."""
        at, size = 0, len(data)
        while at < size and not self._closing.is_closing():
            if self._is_answering():
                self.flow.pause_reading()
                if not self._backlog.put_back(data[at:]):
                    self.give_way()
                return
            end = min(at + _PIECE, size)
            if self.body_at_s is None:
                head_ends = data.find(b"\r\n\r\n", at, end)
                end = end if head_ends < 0 else head_ends + 4
            self._feed(data if end - at == size else data[at:end])
            at = end

    def _feed(self, data: bytes) -> None:
        in_body, body_size = self.body_at_s is not None, self._body_size
        try:
            self._parse(data)
        except httptools.HttpParserError:
            self._refusal = 400
        if self._refusal is not None:
            self._refuse(self._refusal)
        elif self._closing.is_closing():
            return
        elif self.head_since_s is not None:
            # A single header that never ends is told to nobody before it does.
            self._head_fed += len(data)
            if self._head_fed > MOST_HEAD_BYTES + _PIECE:
                self._refuse(431)
        elif in_body and self.body_at_s is not None:
            # Nor is a trailer, or what stands beside the size of a chunk.
            self._beside_body += len(data) - (self._body_size - body_size)
            if self._beside_body > MOST_HEAD_BYTES + _BESIDE_A_BYTE * self._body_size:
                self._refuse(431)

    def _parse(self, data: bytes) -> None:
        """As the parser does, and a request that wishes to leave HTTP/1.1 once more without that wish.

        Nobody here speaks anything else; who is not heard with it goes on in HTTP/1.1 (RFC 9110, 7.8). The
        parser does not: it skips the body and takes it for the next request. Java's clients would lose their
        first body, and behind a proxy that hands `Upgrade` on, a stranger could speak in another's name.
        """
        while data:
            try:
                self.parser.feed_data(data)
                return
            except httptools.HttpParserUpgrade as upgrade:
                self._ignored_upgrade, data = False, data[upgrade.args[0] :]
                if self._refusal is not None:
                    return
                method, version = self.parser.get_method(), self.parser.get_http_version().encode()
                lines = [b"%s %s HTTP/%s" % (method, self.url, version)]
                lines += [b"%s: %s" % pair for pair in self.headers if pair[0] != b"upgrade"]
                self.parser = httptools.HttpRequestParser(self)
                self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
                data = b"\r\n".join(lines) + b"\r\n\r\n" + data

    # Of a request, as it is parsed.

    def on_message_begin(self) -> None:
        self._unset_keepalive_if_required()  # not for blank lines between requests
        super().on_message_begin()
        self.head_since_s = self.loop.time()
        self._head_fed = self._head_size = 0
        self._doorway.head_begins(self)

    def on_url(self, url: bytes) -> None:
        self.url += url
        if len(self.url) > MOST_URL_BYTES:
            self._refusal = 414
            self.url = b""

    def on_header(self, name: bytes, value: bytes) -> None:
        # A trailer, that is what comes after the body, says nothing about who sent it.
        if self.head_since_s is None or self._refusal is not None:
            return
        self._head_size += len(name) + len(value) + 4
        if self._head_size > MOST_HEAD_BYTES or len(self.headers) >= MOST_HEADERS:
            self._refusal = 431
            return
        name = name.lower()
        if name == b"expect" and value.lower() == b"100-continue":
            self.expect_100_continue = True
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        self.head_since_s = None
        if self._refusal is not None:
            return
        if self.parser.should_upgrade():
            if self.parser.get_method() == b"CONNECT":
                raise httptools.HttpParserError("this is no proxy")
            self._ignored_upgrade = True  # not this time: see `_parse`
            return
        if len(self.pipeline) >= MOST_QUEUED:
            self._refusal = 503
            return
        self._doorway.head_is_whole(self)
        self.body_at_s = self._body_since_s = self.loop.time()
        self._body_size = self._beside_body = self._thrown_away = 0
        self._closing.is_unread = True
        self.begin_request()

    def begin_request(self) -> None:
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        cycle = self.cycle
        self._body_size += len(body)
        if self._refusal is not None:
            return
        if cycle.response_complete:
            self._thrown_away += len(body)
            if self._thrown_away > MOST_THROWN_AWAY:
                self._closing.close()
            return
        self.body_at_s = self.loop.time()
        cycle.body += body
        if len(cycle.body) > HIGH_WATER_LIMIT:
            self.flow.pause_reading()
        cycle.message_event.set()

    def on_message_complete(self) -> None:
        if self._ignored_upgrade:
            return
        self.body_at_s = None
        self._closing.is_unread = False
        if self._refusal is None and not self.cycle.response_complete:
            self.cycle.more_body = False
            self.cycle.message_event.set()

    def on_response_complete(self) -> None:
        if not self.pipeline:
            self.cycle.body = bytearray()  # what nobody read of it would stand as long as the connection
        super().on_response_complete()
        if self._backlog:
            self.flow.pause_reading()
            if not self.pipeline:
                # Not at once: others have their turn in between, and whoever asks on and on waits longer.
                self._in_a_row += 1
                wait_s = 0.0 if self._in_a_row <= MOST_QUEUED else LONG_ROW_WAIT_S
                self.loop.call_later(wait_s, self._feed_backlog)
        elif self.body_at_s is None and self.head_since_s is None:
            self._doorway.rests(self)

    def _feed_backlog(self) -> None:
        self.flow.resume_reading()
        while self._backlog and not self._is_answering() and not self._closing.is_closing():
            self._feed_piece_by_piece(self._backlog.pop())
        if self._backlog:
            self.flow.pause_reading()
        else:
            self._in_a_row = 0

    # What the doorway asks of a visitor.

    def is_held_back(self) -> bool:
        return self.flow.read_paused

    def pace(self, now_s: float) -> float | None:
        if self.body_at_s is not None and not self.flow.read_paused:
            since_s, size = self._body_since_s, self._body_size
        elif self.flow.write_paused and not self.cycle.response_complete:
            since_s, size = self._stuck_since_s, self._stuck_size - self._closing.get_write_buffer_size()
        else:
            return None
        return size / (now_s - since_s) if now_s - since_s >= SLOW_FROM_S else None

    def end_late(self) -> None:
        self._refuse(408)

    def give_way(self) -> None:
        self._end_cycle()
        self._closing.abort()

    def _refuse(self, status: Refusal) -> None:
        """Answer, unless an answer has begun or nobody has asked, and close."""
        cycle, awaits_body = self.cycle, self.body_at_s is not None
        self._refusal = self.head_since_s = self.body_at_s = None
        silent = status == 408 and self._head_fed == 0 and not awaits_body
        begun = cycle is not None and cycle.response_started and (awaits_body or not cycle.response_complete)
        begun = begun or bool(self.pipeline)
        self._end_cycle()
        if silent or begun or self._closing.is_closing():
            self._closing.abort()
            return
        self._closing.write(write_refusal(status))
        # One more that lingers would take the place that there is not.
        self._closing.is_unread = status != 503
        self._closing.close()

    def _end_cycle(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.body = bytearray()
            self.cycle.message_event.set()
