"""How much one caller, a key or a user, may have under way at once, so that it takes nothing from the others.

Each process counts for itself: nothing is left behind by one that is killed, and nothing is asked of Redis.
Streams, exports and uploads are counted from before their body is read until the answer has ended or the
client is gone. *Lists* are answers for which PostgreSQL reads more than it tells: pages of contacts and of
messages, the course and the errors of campaigns, doubts, preflights (a second or so per million contacts).
Most of them come and go in milliseconds, so one too many waits a moment for its turn; what the cache answers
takes none.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import Depends, FastAPI, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from relance.auth.edge.access import Principal
from relance.auth.edge.asked_first import answer_refusal
from relance.auth.edge.route_table import RouteTable
from relance.core.current_settings import CurrentSettings
from relance.core.errors import AppError, TooManyError
from relance.core.settings import Settings
from relance.core.turns import NoTurnError, Turns
from relance.http.services import services_of

Kind = Literal["streams", "exports", "uploads", "lists"]

LIST_PATIENCE_S = 1.0


@dataclass(frozen=True, slots=True)
class _Rule:
    retry_after_s: int
    patience_s: float = 0


_RULES: dict[Kind, _Rule] = {
    # By then each of them has ended, and its client has asked again or not.
    "streams": _Rule(25),
    "exports": _Rule(10),
    "uploads": _Rule(10),
    "lists": _Rule(1, LIST_PATIENCE_S),
}


class Quotas:
    """Of one process, on its event loop. Raises TooManyError (429) `too_many_at_once`."""

    def __init__(self, current: CurrentSettings[Settings]) -> None:
        self._current = current
        self._turns = Turns()

    def _most(self, kind: Kind) -> int:
        now = self._current.values
        most = {
            "streams": now.streams_at_once,
            "exports": now.exports_at_once,
            "uploads": now.uploads_at_once,
            "lists": now.lists_at_once,
        }
        return most[kind]

    def taken(self, kind: Kind, caller: Principal) -> int:
        """How many this caller has at the moment."""
        return self._turns.taken((kind, caller.kind, caller.id))

    @asynccontextmanager
    async def hold(self, kind: Kind, caller: Principal) -> AsyncIterator[None]:
        """One more of this caller's for the time of the block."""
        await self.take(kind, caller)
        try:
            yield
        finally:
            self.give_back(kind, caller)

    async def take(self, kind: Kind, caller: Principal) -> None:
        """One more, to be given back."""
        rule, most = _RULES[kind], self._most(kind)
        try:
            await self._turns.take((kind, caller.kind, caller.id), most=most, patience_s=rule.patience_s)
        except NoTurnError:
            raise TooManyError(
                "too_many_at_once", retry_after_s=rule.retry_after_s, counted=kind, limit=most
            ) from None

    def give_back(self, kind: Kind, caller: Principal) -> None:
        """It has ended."""
        self._turns.give_back((kind, caller.kind, caller.id))


@dataclass(frozen=True, slots=True)
class Limited:
    """Marks a route: `CountedCallers` counts its requests."""

    kind: Kind

    async def __call__(self) -> None:
        """Nothing is left to do here: it was counted before the body was read."""


def limited(kind: Kind) -> Any:
    """A dependency of a route all of whose requests count as this."""
    return Depends(Limited(kind))


class CountedCallers:
    """ASGI middleware in front of FastAPI: counts the requests of routes that are marked, 429 over the limit.

    Who is nobody is left to the route, which has the words for it.
    """

    def __init__(
        self, app: ASGIApp, *, api: FastAPI, find_caller: Callable[[Request], Awaitable[Principal]]
    ) -> None:
        """`api`: whose routes these are."""
        self.app = app
        self._api = api
        self._find_caller = find_caller
        self._marked: RouteTable[Kind] = RouteTable(api, _kind_of)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, counted as long as it lasts."""
        kind = self._marked.find(scope) if scope["type"] == "http" else None
        caller = None if kind is None else await self._find(scope)
        if kind is None or caller is None:
            await self.app(scope, receive, send)
            return
        quotas = services_of(self._api).of(Quotas)
        try:
            await quotas.take(kind, caller)
        except TooManyError as error:
            await answer_refusal(error, scope, send)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            quotas.give_back(kind, caller)

    async def _find(self, scope: Scope) -> Principal | None:
        scope["app"] = self._api
        try:
            return await self._find_caller(Request(scope))
        except AppError:
            return None


def _kind_of(call: object) -> Kind | None:
    return call.kind if isinstance(call, Limited) else None
