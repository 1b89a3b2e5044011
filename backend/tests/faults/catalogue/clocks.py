"""Wall clocks that are wrong, from the start or all of a sudden."""

from tests.faults.kind import COMPILER, Kind
from tests.faults.rig.scene import Scene

MACHINE = ("api", "worker", "beat", "sender", "postgres", "valkey")


def _set(scene: Scene, names: tuple[str, ...], ahead_s: float) -> None:
    for name in names:
        scene.place.clocks[name].set(ahead_s)


def _lose_some(scene: Scene) -> None:
    """Answers get lost and the sender dies, two faults: what follows judges by clocks."""
    scene.until_sent(0.2)
    with scene.cause():
        scene.to_meta.set_mode("mute_answers", share=0.2)
        scene.wait(1.5)
        with scene.cause():
            scene.kill("sender")
        scene.to_meta.mend()


def _jump(scene: Scene, names: tuple[str, ...], *steps: float) -> None:
    scene.until_sent(0.3)
    with scene.cause():
        for ahead_s in steps:
            _set(scene, names, ahead_s)
            scene.wait(4.0)


def _kind(name: str, done: str, row: str, names: tuple[str, ...], ahead_s: float, **more: object) -> Kind:
    def prepare(scene: Scene) -> None:
        _set(scene, names, ahead_s)
        scene.wait(2.0)

    given: dict[str, object] = {
        "row": row,
        "shape": "processes",
        "needs": (COMPILER,),
        "faults": {"delay_webhooks_s": [2.0, 8.0]},
        "prepare": prepare,
        "contacts": 800,
        "window_s": 40,
        **more,
    }
    return Kind(name, done, _lose_some, **given)  # type: ignore[arg-type]


def _jumping(name: str, done: str, row: str, names: tuple[str, ...], *steps: float) -> Kind:
    return Kind(
        name,
        done,
        lambda scene: _jump(scene, names, *steps),
        row=row,
        shape="processes",
        needs=(COMPILER,),
        contacts=900,
        window_s=40,
        # Windows end by the later of two clocks: nobody is given up for one that is ahead.
        time_limit_s=240.0 + max(0.0, -steps[-1]),
    )


KINDS = (
    _kind(
        "sender_clock_behind",
        "the sender's clock 400 s behind, default grace; answers lost, the sender killed",
        "12",
        ("sender",),
        -400.0,
        grace_s=300,
        time_limit_s=420,
    ),
    _kind(
        "sender_clock_ahead",
        "the sender's clock 400 s ahead; answers lost, the sender killed",
        "12",
        ("sender",),
        400.0,
    ),
    _kind(
        "api_clock_behind",
        "the API's clock 400 s behind; answers lost, the sender killed",
        "12",
        ("api",),
        -400.0,
    ),
    _kind(
        "database_clock_behind",
        "the database's clock 400 s behind; answers lost, the sender killed",
        "13",
        ("postgres", "valkey"),
        -400.0,
    ),
    _jumping(
        "database_clock_falls_back",
        "the database's clock falls 400 s back",
        "13",
        ("postgres", "valkey"),
        -400.0,
    ),
    _jumping("machine_clock_falls_back", "all clocks fall 120 s back", "14", MACHINE, -120.0),
    _jumping(
        "machine_clock_an_hour_forward_and_back",
        "all clocks an hour forward and back",
        "14",
        MACHINE,
        3600.0,
        0.0,
    ),
)
