"""A database that went back: restored from a dump, or in place from a copy of its files.

The cause lasts until a person has spoken; nothing may leave before.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.kind import Kind
from tests.faults.rig import postgres_programs
from tests.faults.rig.scene import Scene


def _from_dump(scene: Scene) -> None:
    """Dumped at a fifth, restored into a new database at three fifths; a person resumes."""
    scene.until_sent(0.2)
    dump = scene.place.folder / "backup.dump"
    taken_at = time.time()
    postgres_programs.dump(scene.database.url, dump)
    scene.until_sent(0.6)
    with scene.cause():
        with _replies_go(scene, taken_at):
            scene.up.terminate()
            scene.place.use_database(
                postgres_programs.restore_beside(scene.place.superuser_url(), dump, "restored")
            )
        _start(scene)
        _decide(scene)


def _in_place(scene: Scene) -> None:
    """The files of a stopped server copied at a fifth and put back at three fifths."""
    scene.until_sent(0.2)
    scene.up.terminate()
    taken_at = time.time()
    data, copy = scene.place.data / "postgres", scene.place.folder / "copy"
    _copy(data, copy)
    _start(scene)
    scene.until_sent(0.6)
    with scene.cause():
        with _replies_go(scene, taken_at):
            scene.up.terminate()
            shutil.rmtree(data)
            _copy(copy, data)
        _start(scene)
        _decide(scene)


def _under_a_running_sender(scene: Scene) -> None:
    """`pg_restore --clean` while everything runs, which no identity shows."""
    scene.until_sent(0.2)
    dump = scene.place.folder / "backup.dump"
    taken_at = time.time()
    postgres_programs.dump(scene.database.url, dump)
    scene.until_sent(0.6)
    with scene.cause():
        with _replies_go(scene, taken_at):
            postgres_programs.restore_over(scene.place.superuser_url(), dump)
        _decide(scene)


@contextmanager
def _replies_go(scene: Scene, taken_at: float) -> Iterator[None]:
    """What people said since the backup is gone with the restoring inside; nobody can know it any more."""
    yield
    scene.replies_gone.append((taken_at, time.time()))


def _start(scene: Scene) -> None:
    scene.stack.start()
    scene.until(lambda: scene.api.is_ready("/readyz"), "Relance is ready again", 60)


def _decide(scene: Scene) -> None:
    """Nothing may leave until a person has spoken; then "restored", and resume."""
    scene.until(
        lambda: scene.database.campaign_status(scene.campaign_id) == "paused", "it has noticed and paused", 30
    )
    before = scene.simulator.accepted()
    scene.wait(5.0)
    left = scene.simulator.accepted() - before
    if left:
        scene.problems.append(f"{left} messages left before a person had spoken")
    scene.answer_restored()
    scene.campaign("resume")


def _copy(source: Path, target: Path) -> None:
    """With owners and rights."""
    shutil.copytree(source, target, symlinks=True, copy_function=shutil.copy2)
    for path in (source, *source.rglob("*")):
        stat = path.lstat()
        shutil.chown(target / path.relative_to(source), stat.st_uid, stat.st_gid)


_BACKLOG = {
    "contacts": 900,
    "window_s": 45,
    "time_limit_s": 300.0,
    # Whose id was learnt since the backup alone, and quotes nothing, is nobody's: that is not promised.
    "behaviour": {"reply_without_phone": 0.0},
}

KINDS = (
    Kind(
        "restored_from_dump",
        'the database restored from a dump into a new one; a person says "restored" and resumes',
        _from_dump,
        row="15",
        shape="up_apart",
        **_BACKLOG,  # type: ignore[arg-type]
    ),
    Kind(
        "restored_in_place",
        "the database put back from a copy of its files",
        _in_place,
        row="16",
        **_BACKLOG,  # type: ignore[arg-type]
    ),
    Kind(
        "restored_under_a_sender",
        "`pg_restore --clean` under a running sender",
        _under_a_running_sender,
        row="16",
        shape="up_apart",
        **_BACKLOG,  # type: ignore[arg-type]
    ),
)
