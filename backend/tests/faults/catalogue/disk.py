"""Disks that are full, and what a power cut leaves lying about."""

from tests.faults.kind import ROOT, Kind
from tests.faults.rig.lock_owner import alive_as_the_servers_user
from tests.faults.rig.scene import Scene


def _fill(scene: Scene) -> None:
    scene.until_sent(0.3)
    assert scene.place.disk is not None
    with scene.cause():
        with scene.place.disk.full():
            scene.wait(20.0)
        if not scene.stack.everybody():
            scene.problems.append("`relance up` did not survive the full disk")


def _stale_lock(scene: Scene) -> None:
    """The number in the socket's lock file belongs to somebody else after the power cut."""
    scene.until_sent(0.4)
    with scene.cause():
        scene.up.cut_power()
        (lock,) = (scene.place.data / "sockets").glob(".s.PGSQL.*.lock")
        with alive_as_the_servers_user(lock):
            scene.stack.start()
            scene.until(lambda: scene.api.is_ready("/readyz"), "Relance is ready again", 60)


def _quick_starts(scene: Scene) -> None:
    scene.until_sent(0.4)
    with scene.cause():
        for _ in range(3):
            scene.up.cut_power()
            scene.stack.start()
            scene.wait(1.5)
        scene.until(lambda: scene.api.is_ready("/readyz"), "Relance is ready again", 60)


KINDS = (
    Kind(
        "disk_full",
        "the data disk full for 20 s, then freed",
        _fill,
        row="20",
        needs=(ROOT,),
        disk_mb=500,
        contacts=900,
        window_s=45,
    ),
    Kind(
        "stale_socket_lock",
        "power cut, and the number in PostgreSQL's socket lock belongs to another process",
        _stale_lock,
        row="19",
        needs=(ROOT,),
        contacts=800,
    ),
    Kind("quick_starts", "power cut three times in quick starts", _quick_starts, row="19", contacts=800),
)
