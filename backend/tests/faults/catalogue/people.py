"""What people do: buttons pressed by many at once, contacts changed under a running campaign, imports."""

import time

from relance.cli.demo_http import RequestRefusedError
from tests.faults.kind import Kind
from tests.faults.rig import tree
from tests.faults.rig.imports import start_import
from tests.faults.rig.scene import AWAY, Scene

_CLIENTS = 10


def _press(scene: Scene, *actions: str, seconds: float = 15.0) -> None:
    """Ten clients press at random; nobody knows of the others."""
    end = time.monotonic() + seconds

    def client() -> None:
        while time.monotonic() < end:
            try:
                scene.campaign(scene.random.choice(actions))
            except (RequestRefusedError, *AWAY):
                pass
            time.sleep(scene.random.uniform(0.0, 0.3))

    scene.together(*[client] * _CLIENTS)


def _pause_and_resume(scene: Scene) -> None:
    scene.until_sent(0.2)
    with scene.cause():
        _press(scene, "pause", "resume")
        scene.until(lambda: _resumed(scene), "the campaign is resumed", 10)


def _change_and_restart(scene: Scene) -> None:
    """The order of things in which others call a half-sent campaign finished."""
    scene.until_sent(0.2)
    with scene.cause():
        scene.set_rate(35.0)
        scene.campaign("pause")
        scene.up.terminate()
        scene.stack.start()
        scene.until(lambda: scene.api.is_ready("/readyz"), "Relance is ready again", 60)
        scene.campaign("resume")


def _resumed(scene: Scene) -> bool:
    if scene.database.campaign_status(scene.campaign_id) == "paused":
        scene.campaign("resume")
    return scene.database.campaign_status(scene.campaign_id) != "paused"


def _stop(scene: Scene) -> None:
    scene.until_sent(0.3)
    scene.excused |= set(scene.people)
    _press(scene, "pause", "resume", "stop")
    stopped_at = time.time()
    scene.wait(5.0)
    late = [m for m in scene.simulator.ledger.messages() if m["accepted_at"] > stopped_at + 3.0]
    if late:
        scene.problems.append(f"{len(late)} messages left more than 3 s after the stop")


def _start_twenty_times(scene: Scene) -> None:
    campaign_id = int(scene.api.post("/api/campaigns", scene.campaign_body())["id"])
    scene.until(lambda: scene.api.is_ready(f"/api/campaigns/{campaign_id}"), "the draft is there", 10)
    answers = scene.together(*[lambda: scene.api.post(f"/api/campaigns/{campaign_id}/start", {})] * 20)
    started = sum(not isinstance(answer, Exception) for answer in answers)
    scene.note(f"{started} of 20 starts were taken")
    scene.begun(campaign_id)


def _all_sent(scene: Scene) -> None:
    scene.until_sent(1.0)


def _take_out(scene: Scene, how: str) -> None:
    """Every tenth person of the second half, while the first half is sent."""
    scene.until_sent(0.2)
    ids = {row["phone"].lstrip("+"): row["id"] for row in scene.rows("SELECT id, phone FROM contacts")}
    chosen = scene.people[len(scene.people) // 2 :: 10]
    scene.excused |= set(chosen)
    if how == "delete":
        scene.api.post("/api/contacts/bulk/delete", {"ids": [ids[person] for person in chosen]})
    else:
        for person in chosen:
            scene.api.post(f"/api/contacts/{ids[person]}/opt-out", {})
    told_at = time.time()
    scene.until_sent(0.85)
    late = [
        message
        for message in scene.simulator.ledger.messages()
        if message["to"] in scene.excused and message["accepted_at"] > told_at + 3.0
    ]
    if late:
        scene.problems.append(f"{len(late)} messages to people who had been taken out 3 s before")


def _kill_imports(scene: Scene, name: str) -> None:
    """A file of 20,000 people is imported while the campaign runs, and whoever does it is killed."""
    scene.until_sent(0.1)
    before = scene.rows("SELECT count(*) AS n FROM contacts")[0]["n"]
    job_id = start_import(scene.place.api_url, scene.place.key, people=20_000)
    scene.wait(0.5)
    with scene.cause():
        if name == "postgres":
            pid = scene.pid("postgres")
            tree.kill_at_once([pid])
            tree.wait_gone([pid], 30)
            scene.until(lambda: bool(scene.rows("SELECT 1")), "PostgreSQL is back", 40)
        else:
            scene.kill(name)

    def done() -> bool:
        return str(scene.api.get(f"/api/contacts/import/{job_id}")["status"]) == "completed"

    scene.until(done, "the import is completed", 120)
    added = scene.rows("SELECT count(*) AS n FROM contacts")[0]["n"] - before
    if added != 20_000:
        scene.problems.append(f"{added} of 20,000 people imported")


KINDS = (
    Kind("paused_and_resumed_by_ten", "pause and resume by ten clients for 15 s", _pause_and_resume,
         contacts=900, window_s=40, unknown_at_most=0),
    Kind("rate_changed_and_restarted", "the rate changed, paused, everything restarted, resumed",
         _change_and_restart, unknown_at_most=0),
    Kind("stopped_by_ten", "pause, resume and stop by ten clients for 15 s", _stop,
         contacts=900, ends="stopped", unknown_at_most=0),
    Kind("started_twenty_times", "twenty starts of one draft at once", _all_sent,
         begin=_start_twenty_times, unknown_at_most=0),
    Kind("opted_out_meanwhile", "contacts opted out in the middle", lambda scene: _take_out(scene, "opt-out"),
         unknown_at_most=0),
    Kind("deleted_meanwhile", "contacts deleted in the middle", lambda scene: _take_out(scene, "delete"),
         unknown_at_most=0),
    *(
        Kind(f"import_killed_{name}", f"{name} killed in the middle of an import of 20,000 people",
             lambda scene, name=name: _kill_imports(scene, name), contacts=900, window_s=40)  # type: ignore[misc]
        for name in ("worker", "api", "postgres")
    ),
)  # fmt: skip
