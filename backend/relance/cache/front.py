"""Equal questions answered in front of the routes: who asks, is the value there, its bytes.

The first request of a kind goes through its route, which checks it and works out what to read, and notes how
(`noted`). If its answer is just that, and the route is open to every caller, the next request with the same
path and query can only mean the same; so it is admitted by the same check, reads the same way, and is
answered without routing, parsing and validating again. Whatever is out of the ordinary (nobody known, no
value, no Redis) goes through the route.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request
from starlette.types import Message, Receive, Scope, Send

from relance.cache.noted import Again, NotedAnswer, noting
from relance.cache.packing import find_gzip, unpack
from relance.http.asgi import REQUEST_ID, choose_request_id
from relance.http.compression import IS_GZIP, VARY, compress, takes_gzip

MOST = 4_096
"""Questions remembered; the one not asked for longest is forgotten."""

LONGEST = 1_024
"""Bytes of path and query of a question that is remembered."""

_JSON = (b"content-type", b"application/json")

Question = tuple[str, bytes]


class CachedFirst:
    """In front of `app`. `admit` raises for callers that are not known.

    `open_to_all` is the key of the scope in which routes say that they care no further who asks.
    """

    def __init__(
        self, app: FastAPI, *, admit: Callable[[Request], Awaitable[object]], open_to_all: str
    ) -> None:
        self._app = app
        self._admit = admit
        self._open_to_all = open_to_all
        self._known: OrderedDict[Question, Again] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on and learn."""
        if scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        question = (scope["path"], scope["query_string"])
        again = self._known.get(question)
        if again is None:
            await self._learn(question, scope, receive, send)
            return
        self._known.move_to_end(question)
        answer = await self._answer(scope, again)
        if answer is None:
            await self._app(scope, receive, send)
        else:
            await _send(answer, scope, send)

    async def _answer(self, scope: Scope, again: Again) -> bytes | None:
        scope["app"] = self._app
        try:
            await self._admit(Request(scope))
            return await again()
        # Nobody known, no database, whatever else: the route meets the same and has the words for it.
        except Exception:
            return None

    async def _learn(self, question: Question, scope: Scope, receive: Receive, send: Send) -> None:
        answer: list[bytes] = []

        async def send_watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                if message["status"] == 200:
                    answer.append(b"")
            elif answer:
                answer[0] = b"" if message.get("more_body") else message.get("body", b"")
            await send(message)

        with noting() as noted:
            await self._app(scope, receive, send_watched)
        if len(noted) == 1 and answer and scope.get(self._open_to_all):
            self._remember(question, noted[0], answer[0])

    def _remember(self, question: Question, noted: NotedAnswer, answer: bytes) -> None:
        if len(question[0]) + len(question[1]) > LONGEST:
            return
        # Compressed or not; equal values give equal gzip.
        if answer not in (noted.payload, compress(noted.payload)):
            return
        self._known[question] = noted.again
        if len(self._known) > MOST:
            self._known.popitem(last=False)


async def _send(packed: bytes, scope: Scope, send: Send) -> None:
    headers = [_JSON, (REQUEST_ID, choose_request_id(scope["headers"]))]
    body = find_gzip(packed) if takes_gzip(scope["headers"]) else None
    if body is None:
        body = unpack(packed)
    else:
        headers += (IS_GZIP, VARY)
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
