"""Play one kind once: start everything, run the act, wait for the end, judge."""

import time
from dataclasses import dataclass, field
from typing import Any

from tests.faults.kind import Kind
from tests.faults.rig.database import Rows
from tests.faults.rig.judge import Evidence, Verdict, judge
from tests.faults.rig.place import Place
from tests.faults.rig.scene import AWAY, Scene, StuckError

_LOOK_EVERY_S = 0.5


@dataclass(slots=True)
class Result:
    """What one run showed; `problems` is empty when everything was as promised."""

    kind: str
    seed: int
    problems: list[str] = field(default_factory=list)
    lost: int = 0
    doubled: int = 0
    unknown: int = 0
    unknown_allowed: int = 0
    recovery_s: float | None = None
    seconds: float = 0.0
    status: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.problems


def play(kind: Kind, seed: int, *, keep: bool = False) -> Result:
    """One run. What cannot even start is a problem of the run, not an error of the caller."""
    result = Result(kind.name, seed)
    with Place(kind, seed, keep=keep) as place:
        scene = Scene(kind, place, seed)
        began = time.monotonic()
        try:
            _start(scene)
            began = time.monotonic()
            (kind.begin or Scene.start_campaign)(scene)
            try:
                kind.act(scene)
            except StuckError as error:
                result.problems.append(str(error))
            _wait_for_the_end(scene, began)
        except (StuckError, *AWAY) as error:
            result.problems.append(f"{type(error).__name__}: {error}")
        result.seconds = round(time.monotonic() - began, 1)
        try:
            if scene.campaign_id:
                _judge(scene, result)
        except AWAY as error:
            result.problems.append(f"the end could not be judged: {error}")
        result.problems += scene.problems
        result.notes = scene.notes + scene.stack.events
        if keep:
            result.notes.append(f"kept in {place.folder}")
    return result


def _start(scene: Scene) -> None:
    simulator = scene.simulator
    simulator.start()
    scene.until(simulator.is_ready, "the simulator listens", 20)
    if scene.kind.before_start is not None:
        scene.kind.before_start(scene)
    scene.stack.start()
    scene.until(lambda: scene.api.is_ready("/readyz"), "Relance is ready", 60)
    scene.import_people()
    if scene.kind.prepare is not None:
        scene.kind.prepare(scene)


def _wait_for_the_end(scene: Scene, began: float) -> None:
    """Until the campaign is over and Meta has nothing more to tell, or the time is.

    Seen twice: a late reply may open a campaign again, a late echo may settle a doubt or show a double.
    """
    seen = 0
    while time.monotonic() - began < scene.kind.time_limit_s and seen < 3:
        try:
            over = scene.is_over() and not scene.simulator.ledger.summary()["webhooks"]["pending"]
        except AWAY:
            over = False
        seen = seen + 1 if over else 0
        scene.wait(_LOOK_EVERY_S)


def _judge(scene: Scene, result: Result) -> None:
    kind, ledger = scene.kind, scene.simulator.ledger
    rows = scene.database.rows(scene.campaign_id)
    recipients = list(ledger.recipients())
    verdict = judge(
        Evidence(
            people=scene.people,
            messages=ledger.messages(),
            recipients=recipients,
            in_doubt=rows.in_doubt,
            excused=frozenset(scene.excused),
            replies_gone=scene.replies_gone,
            causes=scene.causes,
            window_s=kind.window_s,
        )
    )
    result.lost, result.doubled, result.unknown = verdict.lost, verdict.doubled, verdict.unknown
    result.unknown_allowed = scene.unknown_allowed
    result.recovery_s = None if verdict.slowest_recovery_s is None else round(verdict.slowest_recovery_s, 1)
    result.status, result.counts = rows.status, rows.counts
    result.problems += _problems(scene, verdict, rows)
    for address in (*verdict.lost_1[:2], *verdict.lost_2[:2]):
        heard = next((one for one in recipients if one["address"] == address), None)
        scene.note(f"{address}: {heard}; {scene.database.tell_of(address)}")
    if kind.also is not None:
        result.problems += kind.also(scene)
    code, said = scene.command("recount", "--check")
    if code != 0:
        result.problems.append(f"the counts drifted from the rows: {said.strip()[-300:]}")


def _problems(scene: Scene, verdict: Verdict, rows: Rows) -> list[str]:
    kind, found = scene.kind, []
    if verdict.lost:
        who = ", ".join([*verdict.lost_1[:2], *verdict.lost_2[:2]])
        found.append(
            f"{len(verdict.lost_1)} without Message 1, {len(verdict.lost_2)} without Message 2 ({who})"
        )
    if verdict.doubled > kind.doubled_at_most:
        found.append(
            f"{len(verdict.doubled_1)} with Message 1 twice, {len(verdict.doubled_2)} with Message 2"
        )
    if verdict.unknown > scene.unknown_allowed:
        found.append(f"{verdict.unknown} in doubt at the end, {scene.unknown_allowed} allowed")
    if verdict.stood_still:
        found.append("nothing more was sent after the cause had ended")
    slowest = verdict.slowest_recovery_s
    if kind.recovers_within_s is not None and slowest is not None and slowest > kind.recovers_within_s:
        found.append(f"sending again only {slowest:.1f} s after the cause had ended")
    if rows.status != kind.ends:
        found.append(f"the campaign is {rows.status}, not {kind.ends}, after {kind.time_limit_s:g} s")
    if rows.moving and kind.ends == "completed":
        found.append(f"{len(rows.moving)} still moving at the end")
    return found


def describe_run(result: Result) -> dict[str, Any]:
    """What is kept of a run."""
    return {name: getattr(result, name) for name in result.__dataclass_fields__}
