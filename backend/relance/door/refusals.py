"""What the door itself answers, and the bounds that it tells of."""

from typing import Literal

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from relance.core.errors import AppError
from relance.http.requests import error_body

MOST_HEAD_BYTES = 64 * 1024
MOST_URL_BYTES = 16 * 1024
MOST_HEADERS = 200

# The door answers where no middleware is reached, and a 414 may be kept unless it says otherwise.
_HEADERS = b"cache-control: no-store\r\nx-content-type-options: nosniff\r\n"

Refusal = Literal[400, 408, 414, 431, 503]

_ANSWERS: dict[Refusal, AppError] = {
    400: AppError("not_http"),
    408: AppError("request_timeout"),
    414: AppError("url_too_long", most_bytes=MOST_URL_BYTES),
    431: AppError("headers_too_large", most=MOST_HEADERS, most_bytes=MOST_HEAD_BYTES),
    503: AppError("too_many_connections"),
}


def write_refusal(status: Refusal) -> bytes:
    """The whole answer; the connection is to be closed after it."""
    body = orjson.dumps(error_body(_ANSWERS[status], request_id=""))
    head = STATUS_LINE[status] + b"content-type: application/json\r\nconnection: close\r\n" + _HEADERS
    if status == 503:
        head += b"retry-after: 5\r\n"
    return head + b"content-length: %d\r\n\r\n" % len(body) + body
