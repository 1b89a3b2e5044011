"""Beat enqueues on when the machine's clock was set back, as it did before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from celery.schedules import schedule

from relance.core.schedule import Scheduler
from relance.core.settings import Settings
from relance.worker import create_worker_app

BEGAN = datetime(2026, 11, 2, 10, tzinfo=UTC)
JOBS = {"often": 2.0, "seldom": 10.0}


clock = [BEGAN]


def tell_time() -> datetime:
    """Of this module, since the file of beat keeps the name of it."""
    return clock[0]


class Beat:
    """Celery's beat without its process: its clock is set by hand, and what it enqueues is noted."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        clock[0] = BEGAN
        self.enqueued: list[str] = []
        app = create_worker_app(settings)
        assert app.conf.beat_scheduler == "relance.core.schedule:Scheduler"
        setattr(app, "now", tell_time)  # noqa: B010 - a method, for a type checker
        app.conf.beat_schedule = {
            name: {"task": name, "schedule": schedule(timedelta(seconds=every_s), app=app, nowfun=tell_time)}
            for name, every_s in JOBS.items()
        }
        noted = self.enqueued

        class Noting(Scheduler):
            def apply_entry(self, entry: Any, producer: Any = None) -> None:
                noted.append(entry.name)

        self.scheduler = Noting(app=app, schedule_filename=str(folder / "beat-schedule"))

    def run(self, seconds: int) -> list[str]:
        """What is enqueued in so many seconds."""
        self.enqueued.clear()
        for _ in range(seconds):
            clock[0] += timedelta(seconds=1)
            while self.scheduler.tick() == 0:
                pass
        return list(self.enqueued)


@pytest.fixture
def beat(settings: Settings, tmp_path: Path) -> Any:
    beat = Beat(settings, tmp_path)
    yield beat
    beat.scheduler.close()


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(minutes=2), -timedelta(hours=1)])
def test_after_a_clock_that_was_wrong_for_a_while_all_jobs_go_on(beat: Beat, jump: timedelta) -> None:
    assert set(beat.run(21)) == set(JOBS)
    clock[0] += jump
    beat.run(21)
    clock[0] -= jump
    enqueued = beat.run(21)
    assert enqueued.count("often") in (9, 10, 11)
    assert enqueued.count("seldom") in (1, 2, 3)


def test_a_file_that_remembers_the_future_holds_up_nothing(settings: Settings, tmp_path: Path) -> None:
    before = Beat(settings, tmp_path)
    clock[0] += timedelta(hours=1)
    before.run(21)
    before.scheduler.close()
    after = Beat(settings, tmp_path)
    assert set(after.run(21)) == set(JOBS)
    after.scheduler.close()
