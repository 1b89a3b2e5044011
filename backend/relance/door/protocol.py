"""HTTP/1.1 as uvicorn speaks it, with an end to everything that a client could make endless.

Here and not in a proxy in front: nobody knows whether there is one. Chosen by measuring: docs/decisions/0010.
"""

import asyncio
from typing import Any, Literal
from weakref import WeakKeyDictionary

import httptools
import orjson
from uvicorn.protocols.http.flow_control import HIGH_WATER_LIMIT
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from relance.core.http import error_body
from relance.door.closing import LingeringTransport
from relance.door.doorway import Doorway

MOST_HEAD_BYTES = 64 * 1024
MOST_URL_BYTES = 16 * 1024

SLOW_FROM_S = 1.0
"""What comes, or is taken, within this is not slow."""

_PIECE = 16 * 1024
_NOT_HTTP = "Invalid HTTP request received."
# The door answers where no middleware is reached, and a 414 may be kept unless it says otherwise.
_HEADERS = b"cache-control: no-store\r\nx-content-type-options: nosniff\r\n"

Refusal = Literal[408, 414, 431, 503]

_ANSWERS: dict[Refusal, tuple[str, str]] = {
    408: ("request_timeout", "The request did not come to its end in time. Send it again."),
    414: ("url_too_long", f"An address may have {MOST_URL_BYTES} bytes."),
    431: ("headers_too_large", f"The headers of a request may have {MOST_HEAD_BYTES} bytes."),
    503: ("too_many_connections", "Too many connections are open at the moment. Try again in a few seconds."),
}

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

    # Of the connection.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._closing = LingeringTransport(transport, lambda: self._doorway.is_spent(self))
        super().connection_made(self._closing)  # type: ignore[arg-type]
        self.head_since_s = self.loop.time()
        if not self._doorway.enter(self):
            self._refuse(503)

    def connection_lost(self, exc: Exception | None) -> None:
        self._doorway.leave(self)
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
        if len(data) <= _PIECE:
            self._feed(data)
            return
        for start in range(0, len(data), _PIECE):
            if self._closing.is_closing():
                return
            self._feed(data[start : start + _PIECE])

    def _feed(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        try:
            self._parse(data)
        except httptools.HttpParserError:
            self.logger.warning(_NOT_HTTP)
            self.send_400_response(_NOT_HTTP)
            return
        if self._refusal is not None:
            self._refuse(self._refusal)
        elif self.head_since_s is not None and not self._closing.is_closing():
            # A single header that never ends is told to nobody before it does.
            self._head_fed += len(data)
            if self._head_fed > MOST_HEAD_BYTES + _PIECE:
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
        if self.head_since_s is None:
            return  # a trailer: what comes after the body says nothing about who sent it
        self._head_size += len(name) + len(value) + 4
        if self._head_size > MOST_HEAD_BYTES:
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
        self._doorway.head_is_whole(self)
        self.body_at_s = self._body_since_s = self.loop.time()
        self._body_size = 0
        self._closing.is_unread = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        cycle = self.cycle
        if self._refusal is not None or cycle.response_complete:
            return
        self.body_at_s = self.loop.time()
        self._body_size += len(body)
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
        super().on_response_complete()
        if self.body_at_s is None and self.head_since_s is None:
            self._doorway.rests(self)

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
        self._end_cycle()
        if silent or begun or self._closing.is_closing():
            self._closing.abort()
            return
        code, message = _ANSWERS[status]
        body = orjson.dumps(error_body(code, message, request_id=""))
        head = STATUS_LINE[status] + b"content-type: application/json\r\nconnection: close\r\n" + _HEADERS
        if status == 503:
            head += b"retry-after: 5\r\n"
        self._closing.write(head + b"content-length: %d\r\n\r\n" % len(body) + body)
        # One more that lingers would take the place that there is not.
        self._closing.is_unread = status != 503
        self._closing.close()

    def _end_cycle(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
