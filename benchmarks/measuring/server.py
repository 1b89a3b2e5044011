"""The API as `relance api` serves it, with a stop-watch in the HTTP protocol; a process of its own.

The watch runs from the first byte of a request handed to the parser until the last byte of its answer is
handed to the transport: everything the process does for it, its waiting for the event loop included.
`GET /bench/bare` is the least a request can cost here; `GET /bench/times` answers the milliseconds since it
was asked last, and the process's CPU seconds.
"""

import os
import time
from typing import Any

import orjson
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from relance.main import create_app

TIMES: list[float] = []
_JSON = [(b"content-type", b"application/json"), (b"content-length", b"2")]


class TimedProtocol(HttpToolsProtocol):
    """Notes how long each answer took. A client here never sends before it has its answer."""

    began = 0.0

    def on_message_begin(self) -> None:
        """The first byte."""
        self.began = time.perf_counter()
        super().on_message_begin()

    def on_response_complete(self) -> None:
        """The last byte."""
        TIMES.append((time.perf_counter() - self.began) * 1000)
        super().on_response_complete()


class Measured:
    """The application, behind the two paths of the benchmark."""

    def __init__(self) -> None:
        self._app = create_app()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request."""
        if scope["type"] != "http" or not scope["path"].startswith("/bench/"):
            await self._app(scope, receive, send)
        elif scope["path"] == "/bench/bare":
            await send({"type": "http.response.start", "status": 200, "headers": _JSON})
            await send({"type": "http.response.body", "body": b"{}"})
        else:
            body = orjson.dumps({"times_ms": TIMES, "cpu_s": time.process_time()})
            TIMES.clear()
            headers = [(b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": body})


def main() -> None:
    """Serve until SIGTERM, as `relance.cli.serve.api` does."""
    uvicorn.run(
        Measured,
        factory=True,
        host="127.0.0.1",
        port=int(os.environ["RELANCE_PORT"]),
        loop="uvloop",
        http=TimedProtocol,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
