"""The most telling kinds, shortened: real processes, real servers, judged by the simulator's ledger.

`make faults` runs all of them, at their full length.
"""

import signal
from dataclasses import replace

import pytest

from tests.faults.catalogue import KINDS
from tests.faults.catalogue.database import kill_postgres
from tests.faults.catalogue.kills import kill_sender
from tests.faults.kind import Kind
from tests.faults.rig.play import play

SHORT = (
    replace(
        KINDS["sender_killed_five_times"],
        act=lambda scene: kill_sender(scene, 2),
        contacts=200,
        window_s=6,
        grace_s=5,
    ),
    replace(
        KINDS["postgres_killed"],
        act=lambda scene: kill_postgres(scene, signal.SIGKILL, times=2),
        contacts=200,
        window_s=6,
        grace_s=5,
    ),
)


@pytest.mark.timeout(200)
@pytest.mark.parametrize("kind", SHORT, ids=lambda kind: kind.name)
def test_fault_loses_and_doubles_nothing(kind: Kind) -> None:
    result = play(replace(kind, time_limit_s=120, behaviour={"reply_after_s": [0.2, 2.0]}), seed=7)
    assert result.problems == [], result
