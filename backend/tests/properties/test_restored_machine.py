"""The state machine of sending, on a database that goes back: nobody is doubled, nobody lost but in doubt."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from relance.core.redis import RedisClient, create_redis
from relance.core.settings import Settings
from relance.embedded import Addresses
from tests.properties.restoring_model import Copies, RestoringModel
from tests.properties.test_sending_machine import SendingMachine

_ENDS = ("taken", "refused", "lost", "swallowed", "never", "dies")


class RestoringMachine(SendingMachine):
    """The rules of sending, and two more, each rare."""

    copies: Copies
    redis: RedisClient
    folder: Path
    restored: list[bool]
    model: RestoringModel

    def __init__(self) -> None:
        self.pool = self.copies.pool
        super().__init__()

    def make_model(self) -> RestoringModel:
        return RestoringModel(self.copies, self.redis, self.folder, self.settings)

    @precondition(lambda self: not self.model.has_copy and not self.restored_here)
    @rule()
    def back_up(self) -> None:
        self.run(self.model.back_up())

    @precondition(lambda self: self.model.has_copy and self.model.claims_since_copy)
    @rule(ends=st.lists(st.sampled_from(_ENDS), min_size=3, max_size=3))
    def go_back_under_running_senders(self, ends: list[str]) -> None:
        self.go_back(ends)

    @precondition(lambda self: self.model.has_copy and self.model.claims_since_copy)
    @rule()
    def go_back_after_a_stop(self) -> None:
        self.go_back(["dies"] * 3)

    def go_back(self, ends: list[str]) -> None:
        self.restored_here = True
        self.restored.append(self.runner.run(self.model.go_back(ends)))

    restored_here = False

    def teardown(self) -> None:
        """What was backed up goes back in any case: else few examples would come to it."""
        try:
            if self.model.has_copy and self.model.claims_since_copy:
                self.go_back(["taken", "lost", "refused"])
                self.run(self.model.check())
                self.run(self.model.send_what_waits())
                self.run(self.model.check())
        finally:
            super().teardown()


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def test_nothing_leaves_twice_when_the_database_goes_back(
    servers: Addresses, settings: Settings, runner: asyncio.Runner, tmp_path: Path
) -> None:
    copies = Copies(servers, settings.require_database_url())
    runner.run(copies.open())
    redis = create_redis(settings.require_redis_url(), timeout_s=5)
    restored: list[bool] = []
    parts = {
        "runner": runner, "settings": settings, "copies": copies, "redis": redis, "folder": tmp_path,
        "restored": restored,
    }  # fmt: skip
    try:
        run_state_machine_as_test(
            type("Machine", (RestoringMachine,), parts),
            settings=hypothesis.settings(
                max_examples=15,
                stateful_step_count=30,
                deadline=None,
                database=None,
                phases=(hypothesis.Phase.generate,),
            ),
        )
    finally:
        runner.run(redis.aclose())
        runner.run(copies.close())
    assert True in restored, "no example has come to a restore with complete logs"
