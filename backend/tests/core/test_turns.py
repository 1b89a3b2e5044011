"""So many at once: a place is given to one, whatever happens to who waits for it."""

import asyncio

import pytest

from relance.core.turns import NoTurnError, Turns


async def test_over_the_limit_is_refused_and_other_keys_are_not() -> None:
    turns = Turns()
    async with turns.hold("a", most=2), turns.hold("a", most=2):
        with pytest.raises(NoTurnError):
            await turns.take("a", most=2)
        async with turns.hold("b", most=2):
            assert (turns.taken("a"), turns.taken("b")) == (2, 1)
    assert not turns._taken and not turns._lines


async def test_those_who_wait_come_in_their_order() -> None:
    turns, came = Turns(), list[int]()

    async def come(number: int) -> None:
        async with turns.hold("a", most=1, patience_s=20):
            came.append(number)
            await asyncio.sleep(0)

    await turns.take("a", most=1)
    waiting = [asyncio.create_task(come(number)) for number in range(3)]
    await asyncio.sleep(0)
    assert came == []
    turns.give_back("a")
    await asyncio.gather(*waiting)
    assert came == [0, 1, 2]
    assert not turns._taken and not turns._lines


async def test_who_waits_in_vain_is_refused() -> None:
    turns = Turns()
    async with turns.hold("a", most=1):
        with pytest.raises(NoTurnError):
            await turns.take("a", most=1, patience_s=0.01)
        assert not turns._lines
    await turns.take("a", most=1)


async def test_who_goes_away_while_waiting_takes_nothing_along() -> None:
    turns = Turns()
    await turns.take("a", most=1)
    gone, next_one = (asyncio.create_task(turns.take("a", most=1, patience_s=20)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    turns.give_back("a")
    await next_one
    assert turns.taken("a") == 1


async def test_who_goes_away_when_its_turn_comes_hands_it_on() -> None:
    turns = Turns()
    await turns.take("a", most=1)
    gone, next_one = (asyncio.create_task(turns.take("a", most=1, patience_s=20)) for _ in range(2))
    await asyncio.sleep(0)
    turns.give_back("a")  # it is the first one's now, who has not been told yet
    gone.cancel()
    await next_one
    assert gone.cancelled() and turns.taken("a") == 1


async def test_a_line_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relance.core.turns.MOST_WAITING", 1)
    turns = Turns()
    await turns.take("a", most=1)
    waiting = asyncio.create_task(turns.take("a", most=1, patience_s=20))
    await asyncio.sleep(0)
    with pytest.raises(NoTurnError):
        await turns.take("a", most=1, patience_s=20)
    waiting.cancel()
