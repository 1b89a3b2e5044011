"""Answers that are kept: who asks, which versions stand, is the answer there, its bytes.

One layer in front of the routes, which know nothing of it. It keeps what a route of `namespaces` answers with
200, by path and query, under the versions that came with the look-up of the caller, and hands it out as it
lies in Redis. All else goes through the route: nobody known, no Redis, a question of another kind.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import FastAPI, Request
from starlette.types import Message, Receive, Scope, Send

from relance.cache.ahead import Ahead, Question
from relance.cache.flights import Flights
from relance.cache.namespaces import find_namespace, find_route
from relance.cache.packing import find_gzip, pack, unpack
from relance.cache.service import CacheService, Place
from relance.cache.versions import Moved
from relance.http.asgi import REQUEST_ID, choose_request_id
from relance.http.compression import IS_GZIP, VARY, takes_gzip
from relance.http.responses import HELD_FOR

LONGEST = 1_024
"""Bytes of path and query of an answer that is kept."""

_JSON = (b"content-type", b"application/json")

Refresh = Callable[[bytes], Awaitable[bytes]]
"""Makes of a kept answer the one of this moment; returns it itself when there is nothing to do."""


class Caller(Protocol):
    """What the look-up of a caller tells beside who it is."""

    @property
    def versions(self) -> Moved:
        """Those that stood then."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The packed body of a 200, None for all else, and for how long it holds; 0: it is of its moment."""

    packed: bytes | None
    holds_s: float = 0


class KeptAnswers:
    """In front of `app`. `find_caller` raises for callers that are not known.

    `refresh`: by path, what is done to a kept answer each time. `ahead`: what stands in the scope of requests
    that nobody sent, by which answers are made again before they end; None: they are not.
    """

    def __init__(
        self,
        app: FastAPI,
        cache: CacheService,
        *,
        find_caller: Callable[[Request], Awaitable[Caller]],
        refresh: Mapping[str, Refresh],
        ahead: Mapping[str, Any] | None,
    ) -> None:
        self.cache = cache
        self._app = app
        self._find_caller = find_caller
        self._refresh = refresh
        self._flights: Flights[Answer] = Flights()
        self._unsent = ahead or {}
        self._ahead = None if ahead is None else Ahead(cache, self._load_ahead)

    async def close(self) -> None:
        """End a load ahead that is under way."""
        if self._ahead is not None:
            await self._ahead.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        question = self._read_question(scope)
        if question is None or (versions := await self._find_versions(scope)) is None:
            await self._app(scope, receive, send)
            return
        scope = _with_request_id(scope)
        place = self.cache.place(question.namespace, (question.path, question.query), versions)
        look = await self.cache.look(place)
        usual_s = find_namespace(place.namespace).ttl_s
        if look.packed is not None:
            answer = Answer(look.packed, usual_s)
        elif (found := await self._load(place, scope, receive, send)) is None:
            return
        else:
            answer = found
        if answer.holds_s:
            self.cache.count(place, look)
            if self._ahead is not None:
                self._ahead.ask(question, is_met=look.packed is None and answer.holds_s >= usual_s)
        if (body := await self._finish(answer, question, scope)) is None:
            await self._app(scope, receive, send)
        else:
            await _send(*body, scope, send)

    def _read_question(self, scope: Scope) -> Question | None:
        path, query = scope["path"], scope["query_string"]
        if not self.cache.enabled or scope["method"] != "GET" or len(path) + len(query) > LONGEST:
            return None
        namespace = find_route(path)
        return None if namespace is None else Question(namespace.name, path, query)

    async def _find_versions(self, scope: Scope) -> Moved | None:
        scope["app"] = self._app
        try:
            return (await self._find_caller(Request(scope))).versions
        # Nobody known, no database, whatever else: the route meets the same and has the words for it.
        except Exception:
            return None

    async def _load(self, place: Place, scope: Scope, receive: Receive, send: Send) -> Answer | None:
        """What the route answers, to whoever asks the same at this moment; None: it was sent already."""
        led = False

        async def lead() -> Answer:
            nonlocal led
            led = True
            return await self._ask_route(place, scope, receive, send)

        answer = await self._flights.share(place.key, lead, holds=lambda answer: answer.holds_s > 0)
        if answer.packed is not None:
            return answer
        if not led:
            # A refusal is its caller's own, and names the request.
            await self._app(scope, receive, send)
        return None

    async def _ask_route(self, place: Place, scope: Scope, receive: Receive, send: Send) -> Answer:
        """Keep what it answers with 200, plain; all else is sent on as it comes."""
        held: list[float] = []
        pieces: list[bytes] | None = None

        async def take(message: Message) -> None:
            nonlocal pieces
            if message["type"] == "http.response.start" and message["status"] == 200:
                pieces = []
            elif pieces is None:
                await send(message)
            else:
                pieces.append(message.get("body", b""))

        headers = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        await self._app({**scope, "headers": headers, HELD_FOR: held}, receive, take)
        if pieces is None:
            return Answer(None)
        answer = Answer(pack(b"".join(pieces)), held[-1] if held else find_namespace(place.namespace).ttl_s)
        assert answer.packed is not None
        await self.cache.keep(place, answer.packed, answer.holds_s)
        return answer

    async def _load_ahead(self, question: Question, place: Place) -> None:
        """Raises LookupError when the route has no such answer any more."""
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": question.path, "raw_path": question.path.encode(),
            "query_string": question.query, "root_path": "", "headers": [], "client": None, "server": None,
            "app": self._app, **self._unsent,
        }  # fmt: skip

        async def refuse(_: Message) -> None:
            raise LookupError(question.path)

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        answer = await self._flights.share(place.key, lambda: self._ask_route(place, scope, receive, refuse))
        if answer.holds_s < find_namespace(place.namespace).ttl_s:
            raise LookupError("it holds too shortly by now")

    async def _finish(self, answer: Answer, question: Question, scope: Scope) -> tuple[bytes, bool] | None:
        """The body of this moment, and whether it is gzip; None when the route must be asked."""
        assert answer.packed is not None
        packed = answer.packed
        refresh = self._refresh.get(question.path) if answer.holds_s else None
        try:
            if refresh is not None:
                kept = unpack(packed)
                fresh = await refresh(kept)
                packed = packed if fresh is kept else pack(fresh)
            zipped = find_gzip(packed) if takes_gzip(scope["headers"]) else None
            return (unpack(packed), False) if zipped is None else (zipped, True)
        # Stored by another version of this program, or the database is away: the route knows what to say.
        except Exception:
            return None


def _with_request_id(scope: Scope) -> Scope:
    request_id = (REQUEST_ID, choose_request_id(scope["headers"]))
    return {**scope, "headers": [*(one for one in scope["headers"] if one[0] != REQUEST_ID), request_id]}


async def _send(body: bytes, is_gzip: bool, scope: Scope, send: Send) -> None:
    headers = [_JSON, scope["headers"][-1], *((IS_GZIP, VARY) if is_gzip else ())]
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
