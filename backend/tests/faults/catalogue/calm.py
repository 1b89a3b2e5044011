"""Nothing goes wrong: what fails here is the rig's fault, or ours on a good day."""

from tests.faults.kind import Kind
from tests.faults.rig.scene import Scene


def _nothing(scene: Scene) -> None:
    scene.until_sent(1.0)


KINDS = (
    Kind("no_fault", "nothing goes wrong", _nothing, row="none", unknown_at_most=0, time_limit_s=120),
    Kind(
        "no_fault_processes",
        "nothing goes wrong; each process by itself, servers behind the rig's proxies",
        _nothing,
        row="none",
        shape="processes",
        unknown_at_most=0,
        time_limit_s=120,
    ),
)
