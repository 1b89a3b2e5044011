"""Questions that gather while the one before is under way, instead of queueing: a batch without a timer.

Whoever comes asks with all others that came meanwhile, in one go, and two who ask the same get one answer.
Nobody gets an answer older than the question: one under way is never joined. The busier it is, the cheaper
each question gets; alone it costs one turn of the event loop more.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar, cast

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Ask = Callable[[tuple[K, ...]], Awaitable[Mapping[K, V]]]


class Gathering(Generic[K, V]):
    """`ask` answers many questions at once; at most `most` are given to it.

    `at_once` calls of it are under way at a time: more than one for questions that gain nothing by being
    asked together.
    """

    def __init__(self, ask: Ask[K, V], *, most: int, at_once: int = 1) -> None:
        self._ask = ask
        self._most = most
        self._at_once = at_once
        self._waiting: dict[K, list[asyncio.Future[V | None]]] = {}
        self._runners: set[asyncio.Task[None]] = set()

    async def find(self, question: K) -> V | None:
        """The answer of this moment or later, None when there is none. Raises what `ask` raises."""
        answer: asyncio.Future[V | None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(question, []).append(answer)
        if len(self._runners) < self._at_once:
            self._runners.add(asyncio.create_task(self._run()))
        return await answer

    async def get(self, question: K) -> V:
        """The same where there is an answer to every question. Raises LookupError."""
        answer = await self.find(question)
        if answer is None:
            raise LookupError(question)
        return answer

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._ask_next()
        finally:
            # Here and not when the task is done: whoever asks in between would find nobody to run for him.
            self._runners.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    async def _ask_next(self) -> None:
        batch = self._take()
        try:
            found = await self._ask(tuple(batch))
        except Exception as error:
            _refuse(batch.values(), error)
            # Those that gathered meanwhile would wait as long again for the same.
            _refuse(self._waiting.values(), error)
            self._waiting = {}
        except BaseException:
            # The process ends.
            for answer in (answer for answers in batch.values() for answer in answers):
                answer.cancel()
            raise
        else:
            _hand_out(batch, found)

    def _take(self) -> dict[K, list["asyncio.Future[V | None]"]]:
        if len(self._waiting) <= self._most:
            taken, self._waiting = self._waiting, {}
            return taken
        return {question: self._waiting.pop(question) for question in list(self._waiting)[: self._most]}


def _hand_out(batch: Mapping[K, list["asyncio.Future[V | None]"]], found: Mapping[K, V]) -> None:
    for question, answers in batch.items():
        for answer in answers:
            if not answer.done():
                answer.set_result(found.get(question))


def _refuse(batch: Iterable[list["asyncio.Future[V | None]"]], error: Exception) -> None:
    for answers in batch:
        for answer in answers:
            if not answer.done():
                answer.set_exception(error)
