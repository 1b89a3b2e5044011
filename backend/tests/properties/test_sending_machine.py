"""Claim, mark, leave, answer, record, repeat, lapse, echo, proof, in any order: nothing leaves twice.

The database is the real one; what is modelled is what Meta got. A sender may die or turn into a zombie
between any two steps, and every COMMIT's answer may be lost.
"""

import asyncio
from collections.abc import Coroutine, Iterator
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
from relance.core.settings import Settings
from tests.properties.sending_model import SendingModel

_HOW = ("taken", "refused", "lost", "swallowed", "never")


class SendingMachine(RuleBasedStateMachine):
    """The rules; `runner`, `pool` and `settings` are set by the test."""

    runner: asyncio.Runner
    pool: Pool
    settings: Settings

    def __init__(self) -> None:
        super().__init__()
        self.model = self.make_model()
        self.run(self.model.open())

    def make_model(self) -> SendingModel:
        return SendingModel(self.pool, self.settings)

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.model.close())

    @precondition(lambda self: len(self.model.senders) < 3)
    @rule(
        wanted=st.integers(1, 3), marks=st.integers(0, 3), leaves=st.lists(st.sampled_from(_HOW), max_size=3)
    )
    def claim(self, wanted: int, marks: int, leaves: list[str]) -> None:
        """With what usually comes next, or without: rare steps are worth little before something has left."""
        sender = self.runner.run(self.model.claim(wanted))
        if sender is not None and marks:
            self.run(self.model.mark(sender, marks, heard=True))
            for how in leaves[: len(sender.marked)]:
                self.model.leave(sender, how)

    @precondition(lambda self: not self.model.lost_claims)
    @rule(wanted=st.integers(1, 3))
    def claim_unheard(self, wanted: int) -> None:
        self.run(self.model.claim_unheard(wanted))

    @precondition(lambda self: self.model.lost_claims)
    @rule()
    def release_lost_claims(self) -> None:
        self.run(self.model.release_lost_claims())

    @precondition(lambda self: any(sender.waiting for sender in self.model.senders))
    @rule(data=st.data(), count=st.integers(1, 2), heard=st.sampled_from([True, True, True, False]))
    def mark(self, data: st.DataObject, count: int, heard: bool) -> None:
        sender = data.draw(st.sampled_from([s for s in self.model.senders if s.waiting]))
        self.run(self.model.mark(sender, count, heard=heard))

    @precondition(lambda self: any(sender.marked for sender in self.model.senders))
    @rule(data=st.data(), how=st.sampled_from(_HOW))
    def leave(self, data: st.DataObject, how: str) -> None:
        sender = data.draw(st.sampled_from([s for s in self.model.senders if s.marked]))
        self.model.leave(sender, how)

    @precondition(lambda self: self.model.senders)
    @rule(data=st.data(), ends=st.booleans(), heard=st.booleans())
    def record(self, data: st.DataObject, ends: bool, heard: bool) -> None:
        sender = data.draw(st.sampled_from(self.model.senders))
        self.run(self.model.record(sender, ends=ends, heard=heard))

    @precondition(lambda self: self.model.unheard)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        self.run(self.model.repeat(data.draw(st.sampled_from(self.model.unheard))))

    @precondition(lambda self: any(s.marked or s.answered for s in self.model.senders))
    @rule(data=st.data())
    def die(self, data: st.DataObject) -> None:
        busy = [s for s in self.model.senders if s.marked or s.answered]
        self.model.die(data.draw(st.sampled_from(busy)))

    @precondition(lambda self: self.model.orphans)
    @rule()
    def lapse_of_the_dead(self) -> None:
        self.run(self.model.lapse(None))

    @precondition(lambda self: self.model.senders)
    @rule(data=st.data(), knows=st.booleans())
    def lapse_of_a_zombie(self, data: st.DataObject, knows: bool) -> None:
        self.run(self.model.lapse(data.draw(st.sampled_from(self.model.senders)), knows=knows))

    @precondition(lambda self: any(departure.taken for departure in self.model.departures))
    @rule(data=st.data())
    def echo(self, data: st.DataObject) -> None:
        taken = [departure for departure in self.model.departures if departure.taken]
        self.run(self.model.echo(data.draw(st.sampled_from(taken))))

    @precondition(lambda self: any(d.open and not d.taken for d in self.model.departures))
    @rule(data=st.data())
    def prove_unsent(self, data: st.DataObject) -> None:
        doubts = [d for d in self.model.departures if d.open and not d.taken]
        self.run(self.model.prove_unsent(data.draw(st.sampled_from(doubts))))

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        self.run(self.model.check())


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def test_nothing_leaves_twice_whatever_the_order(settings: Settings, runner: asyncio.Runner) -> None:
    pool = runner.run(create_pool(settings.require_database_url(), name="test", max_size=6))
    machine = type("Machine", (SendingMachine,), {"runner": runner, "pool": pool, "settings": settings})
    try:
        run_state_machine_as_test(
            machine,
            settings=hypothesis.settings(
                max_examples=80,
                stateful_step_count=30,
                deadline=None,
                database=None,
                # Forty steps are read quicker than a database shrinks them.
                phases=(hypothesis.Phase.generate,),
            ),
        )
    finally:
        runner.run(pool.close())
