"""What the door itself answers, and the bounds that it tells of."""

from typing import Literal

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from relance.http.requests import error_body

MOST_HEAD_BYTES = 64 * 1024
MOST_URL_BYTES = 16 * 1024
MOST_HEADERS = 200

# The door answers where no middleware is reached, and a 414 may be kept unless it says otherwise.
_HEADERS = b"cache-control: no-store\r\nx-content-type-options: nosniff\r\n"

Refusal = Literal[400, 408, 414, 431, 503]

_ANSWERS: dict[Refusal, tuple[str, str]] = {
    400: ("not_http", "This is no well-formed HTTP request."),
    408: ("request_timeout", "The request did not come to its end in time. Send it again."),
    414: ("url_too_long", f"An address may have {MOST_URL_BYTES} bytes."),
    431: (
        "headers_too_large",
        f"A request may have {MOST_HEADERS} headers, and {MOST_HEAD_BYTES} bytes beside its body.",
    ),
    503: ("too_many_connections", "Too many connections are open at the moment. Try again in a few seconds."),
}


def write_refusal(status: Refusal) -> bytes:
    """The whole answer; the connection is to be closed after it."""
    code, message = _ANSWERS[status]
    body = orjson.dumps(error_body(code, message, request_id=""))
    head = STATUS_LINE[status] + b"content-type: application/json\r\nconnection: close\r\n" + _HEADERS
    if status == 503:
        head += b"retry-after: 5\r\n"
    return head + b"content-length: %d\r\n\r\n" % len(body) + body
