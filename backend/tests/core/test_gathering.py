"""Questions gather while one is under way, and nobody gets an answer older than the question."""

import asyncio

import pytest

from relance.core.gathering import Gathering


class Oracle:
    """Answers with the number of its call when allowed to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.may_answer = asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self, questions: tuple[str, ...]) -> dict[str, int]:
        self.asked.append(questions)
        await self.may_answer.wait()
        if self.error is not None:
            raise self.error
        return {question: len(self.asked) for question in questions if question != "nobody"}


async def has_asked(oracle: Oracle, times: int) -> None:
    while len(oracle.asked) < times:
        await asyncio.sleep(0)


async def test_who_comes_while_one_is_under_way_shares_the_next() -> None:
    oracle = Oracle()
    gathering = Gathering(oracle, most=10)
    first = asyncio.create_task(gathering.find("a"))
    await has_asked(oracle, 1)
    later = [asyncio.create_task(gathering.find(question)) for question in ("a", "b", "a", "nobody")]
    await asyncio.sleep(0)
    oracle.may_answer.set()
    assert await first == 1
    assert await asyncio.gather(*later) == [2, 2, 2, None]
    assert oracle.asked == [("a",), ("a", "b", "nobody")]


async def test_no_more_than_so_many_at_once_and_nobody_is_forgotten() -> None:
    oracle = Oracle()
    oracle.may_answer.set()
    gathering = Gathering(oracle, most=3)
    names = [f"question {number}" for number in range(8)]
    assert None not in await asyncio.gather(*map(gathering.find, names))
    assert [len(questions) for questions in oracle.asked] == [3, 3, 2]


async def test_an_error_reaches_who_asked_and_who_waited_and_is_over_then() -> None:
    oracle = Oracle()
    oracle.error = OSError("away")
    gathering = Gathering(oracle, most=10)
    first = asyncio.create_task(gathering.find("a"))
    await has_asked(oracle, 1)
    second = asyncio.create_task(gathering.find("b"))
    await asyncio.sleep(0)
    oracle.may_answer.set()
    for task in (first, second):
        with pytest.raises(OSError, match="away"):
            await task
    oracle.error = None
    assert await gathering.find("c") == 2


async def test_a_cancelled_asker_takes_no_answer_from_the_others() -> None:
    oracle = Oracle()
    gathering = Gathering(oracle, most=10)
    askers = [asyncio.create_task(gathering.find("a")) for _ in range(3)]
    await has_asked(oracle, 1)
    askers[0].cancel()
    oracle.may_answer.set()
    assert await asyncio.gather(*askers[1:]) == [1, 1]
    assert askers[0].cancelled()


async def test_get_needs_an_answer() -> None:
    oracle = Oracle()
    oracle.may_answer.set()
    gathering = Gathering(oracle, most=10)
    assert await gathering.get("a") == 1
    with pytest.raises(LookupError):
        await gathering.get("nobody")


async def test_different_questions_are_asked_side_by_side_up_to_so_many() -> None:
    oracle = Oracle()
    gathering = Gathering(oracle, most=1, at_once=2)
    askers = [asyncio.create_task(gathering.find(question)) for question in ("a", "b", "c", "c")]
    await has_asked(oracle, 2)
    await asyncio.sleep(0)
    assert oracle.asked == [("a",), ("b",)]
    oracle.may_answer.set()
    assert None not in await asyncio.gather(*askers)
    assert oracle.asked == [("a",), ("b",), ("c",)]
    assert await gathering.find("a") == 4, "and it goes on afterwards"
