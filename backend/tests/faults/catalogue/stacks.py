"""Two stacks on one database, each with its own Redis or with one for both; upgrades of a running one."""

from tests.faults.kind import GIT, Kind
from tests.faults.rig.old_version import OldVersion
from tests.faults.rig.scene import Scene


def _two_stacks(scene: Scene, *, own_redis: bool) -> None:
    """The second stack comes while the first sends; together they keep the one rate."""
    scene.until_sent(0.1)
    with scene.cause(), scene.place.second_stack(own_redis=own_redis):
        scene.until_sent(0.95)
    peak = max(scene.simulator.ledger.summary()["max_per_second"].values())
    allowed = scene.kind.rate_per_s * 1.15 + 2
    scene.note(f"at most {peak} messages in a second, {scene.kind.rate_per_s:g} are allowed")
    if peak > allowed:
        scene.problems.append(f"{peak} messages in a second, {scene.kind.rate_per_s:g} are allowed")


def _upgrade(scene: Scene) -> None:
    """Sent by the old version until a third, then by this one."""
    scene.until_sent(0.3)
    with scene.cause():
        scene.up.terminate()
        scene.up.env = dict(scene.place.env)
        scene.stack.start()
        scene.until(lambda: scene.api.is_ready("/readyz"), "Relance is ready again", 90)


def _kind(name: str, commit: str, done: str) -> Kind:
    def prepare_code(scene: Scene) -> None:
        scene.up.env = OldVersion(commit, scene.place.folder).environment(scene.place.env)

    return Kind(name, done, _upgrade, before_start=prepare_code, needs=(GIT,), contacts=900, window_s=40)


KINDS = (
    Kind(
        "two_stacks_two_redis",
        "two stacks on one database, each with its own Redis",
        lambda scene: _two_stacks(scene, own_redis=True),
        row="17",
        shape="up_apart",
        contacts=1500,
        unknown_at_most=0,
    ),
    Kind(
        "two_stacks_one_redis",
        "two stacks on one database and one Redis",
        lambda scene: _two_stacks(scene, own_redis=False),
        shape="up_apart",
        contacts=1500,
        unknown_at_most=0,
    ),
    _kind("upgraded", "aa6cdad", "upgraded from the version before the marks, with a running campaign"),
    _kind("upgraded_from_far", "da72c93", "upgraded from an older version, with a running campaign"),
)
