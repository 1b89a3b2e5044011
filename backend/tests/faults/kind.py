"""What a kind of fault is: what is done to a running campaign, and what must come out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tests.faults.rig.scene import Scene

Shape = Literal["up", "up_apart", "processes"]
"""How Relance runs: `relance up` with its embedded servers; `relance up` with servers of the rig's, behind
proxies; or each process by itself with settings and clock of its own, restarted as systemd would."""

COMPILER = "C compiler"
ROOT = "root"
GIT = "git"
"""What a kind may need of the machine; without it the line says "not run"."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault. `row` is its number among the known failures, or "holds"."""

    name: str
    done: str
    """One sentence for the table: what was done."""
    act: Callable[["Scene"], None]
    """Runs from the moment that the campaign is started; wraps what it does in `scene.cause()`."""
    row: str = "holds"
    family: str = ""
    contacts: int = 600
    rate_per_s: float = 60.0
    window_s: int = 30
    grace_s: float = 30.0
    shape: Shape = "up"
    settings: Mapping[str, str] = field(default_factory=dict)
    """More settings of Relance, without `RELANCE_`."""
    behaviour: Mapping[str, Any] = field(default_factory=dict)
    faults: Mapping[str, Any] = field(default_factory=dict)
    """Of the simulator, from the start."""
    simulator: Mapping[str, Any] = field(default_factory=dict)
    """More options of the simulator's command."""
    redelivery_s: float = 1.0
    """How long after a refusal Meta brings a webhook again; later waits double."""
    time_limit_s: float = 240.0
    """From the start of the campaign; what still moves then is a failure."""
    recovers_within_s: float | None = 10.0
    """From the end of the cause to sending again; None where the kind is not about that."""
    unknown_at_most: int | None = None
    """None: twice what was in flight at the fault, and 20 ms of the rate."""
    doubled_at_most: int = 0
    """Above 0 only where a person said "send again"."""
    ends: Literal["completed", "stopped", "paused"] = "completed"
    needs: tuple[str, ...] = ()
    prepare: Callable[["Scene"], None] | None = None
    """Before the campaign starts."""
    before_start: Callable[["Scene"], None] | None = None
    """Before Relance itself starts."""
    disk_mb: int | None = None
    """The data folder lies on a disk of its own, of this size."""
    begin: Callable[["Scene"], None] | None = None
    """Starts the campaign in another way than by one call."""
    also: Callable[["Scene"], list[str]] | None = None
    """At the end: more that must be right; what is wrong, as sentences."""
