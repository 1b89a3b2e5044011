"""Nothing that happens on an ordinary day is taken for a database that went back."""

import asyncio
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from relance.core.db import Pool, create_pool
from relance.core.redis import RedisClient, create_redis
from relance.core.settings import Settings
from tests.properties.ordinary_life import HOSTS, OrdinaryLife

_HOSTS = st.integers(0, HOSTS - 1)
_HOW = st.sampled_from(["taken", "taken", "lost", "full", "killed", "back"])


class OrdinaryMachine(RuleBasedStateMachine):
    """The rules; `runner`, `pool`, `redis`, `folder` and `settings` are set by the test."""

    runner: asyncio.Runner
    pool: Pool
    redis: RedisClient
    folder: Path
    settings: Settings

    def __init__(self) -> None:
        super().__init__()
        self.life = OrdinaryLife(self.pool, self.redis, self.folder, self.settings)
        self.run(self.life.open())

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.life.close())

    @precondition(lambda self: self.life.processes)
    @rule(count=st.integers(1, 4), wanted=st.integers(1, 3), how=_HOW)
    def claim_and_serve(self, count: int, wanted: int, how: str) -> None:
        self.run(self.life.claim_at_once(count, wanted))
        if self.life.held:
            self.run(self.life.serve(self.life.held[-1], how))

    @precondition(lambda self: self.life.held)
    @rule(data=st.data(), how=_HOW)
    def serve(self, data: st.DataObject, how: str) -> None:
        self.run(self.life.serve(data.draw(st.sampled_from(self.life.held)), how))

    @precondition(lambda self: len(self.life.processes) < 4)
    @rule(host=_HOSTS)
    def start(self, host: int) -> None:
        self.life.start(host)

    @precondition(lambda self: self.life.processes)
    @rule(data=st.data())
    def end(self, data: st.DataObject) -> None:
        self.life.end(data.draw(st.integers(0, len(self.life.processes) - 1)))

    @rule()
    def claim_whose_answer_is_lost(self) -> None:
        self.run(self.life.claim_whose_answer_is_lost())

    @rule()
    def claim_that_is_not_committed(self) -> None:
        self.run(self.life.claim_that_is_not_committed())

    @rule()
    def lapse(self) -> None:
        self.run(self.life.lapse())

    @rule()
    def set_the_clock_back(self) -> None:
        self.run(self.life.set_the_clock_back())

    @rule()
    def skip_ids(self) -> None:
        self.run(self.life.skip_ids())

    @rule()
    def forget_claims(self) -> None:
        self.run(self.life.forget_claims())

    @rule()
    def empty_redis(self) -> None:
        self.run(self.life.empty_redis())

    @rule(host=_HOSTS)
    def lose_disk(self, host: int) -> None:
        self.life.lose_disk(host)

    @rule(host=_HOSTS, other=_HOSTS)
    def copy_disk(self, host: int, other: int) -> None:
        self.life.copy_disk(host, other)

    @precondition(lambda self: self.life.left)
    @rule(
        data=st.data(),
        age_s=st.sampled_from([0, 30, 90, 86_400]),
        word=st.sampled_from(["sent", "delivered", "failed"]),
    )
    def hear(self, data: st.DataObject, age_s: int, word: str) -> None:
        left = data.draw(st.lists(st.sampled_from(self.life.left), min_size=1, max_size=3))
        self.run(self.life.hear(left, age_s, word))

    @invariant()
    def nobody_halts(self) -> None:
        self.run(self.life.check())


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def test_no_ordinary_day_halts_anything(settings: Settings, runner: asyncio.Runner, tmp_path: Path) -> None:
    pool = runner.run(create_pool(settings.require_database_url(), name="test", max_size=8))
    redis = create_redis(settings.require_redis_url(), timeout_s=5)
    parts = {"runner": runner, "pool": pool, "redis": redis, "folder": tmp_path, "settings": settings}
    try:
        run_state_machine_as_test(
            type("Machine", (OrdinaryMachine,), parts),
            settings=hypothesis.settings(
                max_examples=15,
                stateful_step_count=25,
                deadline=None,
                database=None,
                phases=(hypothesis.Phase.generate,),
            ),
        )
    finally:
        runner.run(redis.aclose())
        runner.run(pool.close())
