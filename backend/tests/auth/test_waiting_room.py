"""Places for hashes: who waits, who is sent away, who is next."""

import asyncio

import pytest

from relance.auth.waiting_room import MOST_OF_ONE, RoomFullError, WaitingRoom


class Scene:
    """A room with one place to work, which is taken until `end`."""

    def __init__(self, most_waiting: int) -> None:
        self.room = WaitingRoom(at_once=1, most_waiting=most_waiting)
        self.served: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}

    async def come(
        self, name: str, *, network: str | None = None, is_known: bool = False
    ) -> "asyncio.Task[None]":
        """Somebody comes; returns when they work, wait, or are sent away."""
        self._ends[name] = asyncio.Event()

        async def visit() -> None:
            async with self.room.place(network or name, is_known=is_known):
                self.served.append(name)
                await self._ends[name].wait()

        task = asyncio.create_task(visit())
        await asyncio.sleep(0)
        return task

    async def end(self, name: str, task: "asyncio.Task[None]") -> None:
        self._ends[name].set()
        await task
        await asyncio.sleep(0)


async def test_lines_are_served_in_turn() -> None:
    scene = Scene(most_waiting=8)
    tasks = {name: await scene.come(name) for name in ("a", "b", "c", "d")}
    tasks |= {name: await scene.come(name, is_known=True) for name in ("x", "y")}
    for _ in range(6):
        await scene.end(scene.served[-1], tasks[scene.served[-1]])
    assert scene.served[0] == "a"
    assert sorted(scene.served[1:5]) == ["b", "c", "x", "y"] and scene.served[5] == "d"
    again = await scene.come("again")
    assert scene.served[-1] == "again", "the place is free"
    await scene.end("again", again)


async def test_network_waits_with_so_many_and_gives_way_to_others() -> None:
    scene = Scene(most_waiting=MOST_OF_ONE)
    worker = await scene.come("worker")
    many = [await scene.come(f"m{n}", network="many") for n in range(MOST_OF_ONE)]
    with pytest.raises(RoomFullError):
        await (await scene.come("one more", network="many"))
    first = await scene.come("first")
    with pytest.raises(RoomFullError):
        await many[-1]
    await scene.end("worker", worker)
    assert scene.served == ["worker", "m0"] and not first.done()
    for task in [*many, first]:
        task.cancel()


async def test_where_all_are_different_the_newcomer_goes() -> None:
    scene = Scene(most_waiting=2)
    tasks = [await scene.come(name) for name in ("a", "b", "c")]
    with pytest.raises(RoomFullError):
        await (await scene.come("d"))
    known = await scene.come("e", is_known=True)
    assert not known.done(), "the other line has places"
    for task in [*tasks, known]:
        task.cancel()


@pytest.mark.parametrize("when", ["in line", "called"])
async def test_who_hangs_up_takes_no_place_along(when: str) -> None:
    scene = Scene(most_waiting=8)
    async with scene.room.place("worker", is_known=False):
        gone, next_one = [await scene.come(name) for name in ("gone", "next")]
        if when == "in line":
            gone.cancel()
            await asyncio.wait([gone])
    gone.cancel()  # called a moment ago, and not yet there
    await asyncio.wait([gone])
    await asyncio.sleep(0)
    assert scene.served == ["next"]
    await scene.end("next", next_one)
    last = await scene.come("last")
    assert scene.served == ["next", "last"]
    await scene.end("last", last)
