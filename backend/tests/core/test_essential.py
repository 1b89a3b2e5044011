"""A process that has lost an essential task ends, and says which; what is ended on purpose ends in peace."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from relance.core.essential import EXIT_CODE, Essential, EssentialDiedError

BACKEND = Path(__file__).parents[2]


async def fail() -> None:
    raise RuntimeError("nobody expected it")


async def end_unasked() -> None:
    return


async def cancel_itself() -> None:
    raise asyncio.CancelledError


async def run_for_ever() -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize("work", [fail, end_unasked, cancel_itself])
async def test_a_task_that_ends_unasked_is_named_and_acted_upon(work: object) -> None:
    died = asyncio.Event()
    essential = Essential(died.set)
    with capture_logs() as logs:
        essential.start("poll", work())  # type: ignore[operator]
        await died.wait()
    assert [(line["event"], line["task"]) for line in logs] == [("essential_task_died", "poll")]
    with pytest.raises(EssentialDiedError, match="poll"):
        essential.check()


async def test_the_second_death_is_reported_and_acted_upon_no_more() -> None:
    deaths: list[str] = []
    essential = Essential(lambda: deaths.append("x"))
    with capture_logs() as logs:
        tasks = [essential.start(name, fail()) for name in ("poll", "settle")]
        await asyncio.wait(tasks)
    assert [line["task"] for line in logs] == ["poll", "settle"]
    assert (deaths, essential.died) == (["x"], "poll")


async def test_tasks_that_are_ended_on_purpose_are_no_deaths() -> None:
    essential = Essential()
    first = essential.start("poll", run_for_ever())
    second = essential.start("settle", run_for_ever())
    await essential.end(first)
    assert (first.done(), second.done()) == (True, False)
    await essential.end()
    assert second.done()
    essential.check()


async def test_a_task_whose_work_is_over_may_end() -> None:
    essential = Essential()
    task = essential.start("first reading", end_unasked())
    essential.release(task)
    await task
    essential.check()


async def test_a_task_that_swallows_its_cancellation_is_asked_again() -> None:
    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await asyncio.Event().wait()

    essential = Essential()
    task = essential.start("keep-in-step", stubborn())
    await asyncio.sleep(0)
    await essential.end()
    assert task.done()


def test_without_anything_else_the_process_ends_with_a_line_and_a_code() -> None:
    code = (
        "import asyncio\n"
        "from relance.core.essential import Essential\n"
        "from relance.core.log import configure_logging\n"
        "async def fail(): raise RuntimeError('nobody expected it')\n"
        "async def main():\n"
        "    essential = Essential(); essential.start('webhook-commits', fail())\n"
        "    await asyncio.Event().wait()\n"
        "configure_logging(process='api'); asyncio.run(main())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=BACKEND, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == EXIT_CODE
    assert len(ended.stderr.strip().splitlines()) == 1
    assert '"event": "essential_task_died"' in ended.stderr and '"task": "webhook-commits"' in ended.stderr


async def test_short_lived_work_that_failed_is_named_once_and_acted_upon_once() -> None:
    deaths: list[str] = []
    essential = Essential(lambda: deaths.append("x"))
    with capture_logs() as logs:
        for name in ("group", "group", "record"):
            essential.fail(name, RuntimeError("nobody expected it"))
    assert [line["task"] for line in logs] == ["group", "record"]
    assert (deaths, essential.died) == (["x"], "group")
