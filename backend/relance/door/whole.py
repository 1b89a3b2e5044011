"""Requests that the application takes whole, without a task, a scope and coroutines for each of them.

Thousands of webhooks come a second, all alike: short, complete in one piece, answered by the same bytes when
they are stored. That way one costs a third less CPU (docs/decisions/0010). Everything else about them, a body
that is large or has no length, a wrong signature, an intake that stores nothing now, goes the ordinary way,
with the body that has come.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from relance.door.protocol import DoorProtocol

STATE = "relance.door.whole"
"""Where in the state of the lifespan an application leaves what it takes whole."""

MOST_BYTES = 16 * 1024
"""Of a body: a thousand connections may each be in the middle of one."""

Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Whole:
    """`POST url`: `take` gets headers and body, and tells later whether it took them.

    None when it wants the request the ordinary way. `answer` are headers and body of the answer, `b"{}"` with
    its length for example, when it took it.
    """

    url: bytes
    take: "Callable[[Headers, bytes], asyncio.Future[bool] | None]"
    answer: bytes


_NOBODY_WAITS = asyncio.Event()


@dataclass(slots=True)
class _Request:
    """Stands where uvicorn's cycle of a request does, for as long as this way is gone."""

    scope: Any
    keep_alive: bool
    body: bytearray = field(default_factory=bytearray)
    more_body: bool = True
    disconnected: bool = False
    response_started: bool = False
    response_complete: bool = False
    message_event: asyncio.Event = field(default_factory=lambda: _NOBODY_WAITS)


class WholeProtocol(DoorProtocol):
    """One connection, as it is served."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._whole: Whole | None = self.app_state.get(STATE)

    def begin_request(self) -> None:
        if self._whole is not None and self.url == self._whole.url and self._comes_whole():
            version = self.parser.get_http_version()
            scope: dict[str, Any] = {
                **self.scope,
                "method": "POST",
                "http_version": version,
                "path": self.root_path + self.url.decode(),
                "raw_path": self.root_path.encode() + self.url,
                "query_string": b"",
            }
            keep_alive = version != "1.0" and self.parser.should_keep_alive()
            self.cycle = _Request(scope, keep_alive)  # type: ignore[assignment]
        else:
            super().begin_request()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if isinstance(self.cycle, _Request) and not self.cycle.disconnected and self.body_at_s is None:
            self._take(self.cycle)

    def _comes_whole(self) -> bool:
        if self.parser.get_method() != b"POST" or self.expect_100_continue or self.flow.write_paused:
            return False
        if self.pipeline or (self.cycle is not None and not self.cycle.response_complete):
            return False
        # The parser has refused a second length, and one beside chunks.
        lengths = [value for name, value in self.headers if name == b"content-length"]
        return len(lengths) == 1 and lengths[0].isdigit() and int(lengths[0]) <= MOST_BYTES

    def _take(self, request: _Request) -> None:
        assert self._whole is not None
        taken = self._whole.take(request.scope["headers"], bytes(request.body))
        if taken is None:
            self._go_the_ordinary_way(request)
        else:
            taken.add_done_callback(partial(self._end, request, self._whole.answer))

    def _end(self, request: _Request, answer: bytes, taken: "asyncio.Future[bool]") -> None:
        if request.disconnected or self.transport.is_closing():
            return
        if taken.cancelled() or taken.exception() is not None or not taken.result():
            self._go_the_ordinary_way(request)
            return
        request.response_started = request.response_complete = True
        head = [b"HTTP/1.1 200 OK\r\n"]
        head += [b"%s: %s\r\n" % header for header in self.server_state.default_headers]
        if not request.keep_alive:
            head.append(b"connection: close\r\n")
        self.transport.write(b"".join(head) + answer)
        if not request.keep_alive:
            self.transport.close()
        self.on_response_complete()

    def _go_the_ordinary_way(self, request: _Request) -> None:
        """As `on_headers_complete` of uvicorn begins it. Another request may have come behind this one."""
        cycle = RequestResponseCycle(
            scope=request.scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=request.keep_alive,
            on_response=self.on_response_complete,
        )
        cycle.body, cycle.more_body = request.body, False
        cycle.message_event.set()
        if self.cycle is request:  # type: ignore[comparison-overlap]
            self.cycle = cycle
        self._start_asgi_task(cycle, self.app)
