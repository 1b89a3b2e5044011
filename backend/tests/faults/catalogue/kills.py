"""Processes that are killed, stopped or frozen, one by one and all together."""

import signal

from tests.faults.kind import Kind
from tests.faults.rig.scene import Scene


def _kill_sender_once(scene: Scene) -> None:
    scene.until_sent(0.8)
    with scene.cause():
        scene.kill("sender")
    scene.wait(10.0)
    scene.note(f"accepted 10 s later: {scene.simulator.accepted()} of {scene.kind.contacts}")
    missing = scene.kind.contacts - scene.simulator.accepted()
    if missing > scene.unknown_allowed:
        scene.problems.append(f"{missing} were not on their way 10 s after the kill")


def kill_sender(scene: Scene, times: int) -> None:
    """Again and again, while it sends."""
    for round_ in range(times):
        scene.until_sent(0.1 + 0.15 * round_)
        with scene.cause():
            scene.kill("sender")


def _kill_api_in_a_storm(scene: Scene) -> None:
    for round_ in range(3):
        scene.until_sent(0.2 + 0.25 * round_)
        with scene.cause():
            scene.kill("api")


def _kill_all_processes(scene: Scene) -> None:
    for round_ in range(3):
        scene.until_sent(0.2 + 0.25 * round_)
        with scene.cause():
            scene.kill("sender", "worker", "beat", "api")


def _cut_power(scene: Scene, away_s: float) -> None:
    scene.until_sent(0.4)
    with scene.cause():
        scene.up.cut_power()
        scene.wait(away_s)
        _start(scene)


def _start(scene: Scene) -> None:
    """Started again by hand; the cause ends when the first process can work, not with the keystroke."""
    scene.stack.start()
    scene.until(lambda: scene.api.is_ready("/readyz"), "Relance is ready again", 60)


def _terminate_up(scene: Scene) -> None:
    scene.until_sent(0.4)
    with scene.cause():
        scene.up.terminate()
        _start(scene)


def _terminate_group(scene: Scene) -> None:
    scene.until_sent(0.4)
    with scene.cause():
        scene.up.terminate_group()
        _start(scene)


def _kill_sender_and_api(scene: Scene) -> None:
    scene.until_sent(0.4)
    with scene.cause():
        scene.from_meta.set_mode("refuse")
        scene.kill("sender", "api")
        scene.wait(25.0)
        scene.from_meta.mend()


def _freeze(scene: Scene, *names: str, seconds: float) -> None:
    scene.until_sent(0.3)
    with scene.cause(), scene.frozen(*names):
        scene.wait(seconds)


def _kill_launch(scene: Scene) -> None:
    for _ in range(3):
        with scene.cause():
            scene.kill("worker")
        scene.wait(0.3)


def _two_beats(scene: Scene) -> None:
    child = scene.up.run_one("beat")
    scene.until_sent(1.0)
    scene.until(scene.is_over, "the campaign is over", scene.kind.time_limit_s)
    child.send_signal(signal.SIGTERM)
    child.wait(10)


KINDS = (
    Kind(
        "sender_killed_once",
        "the sender killed once, in a campaign of 500",
        _kill_sender_once,
        row="23",
        contacts=500,
        rate_per_s=40,
        grace_s=300,
        time_limit_s=420,
    ),
    Kind("sender_killed_five_times", "the sender killed five times", lambda scene: kill_sender(scene, 5)),
    Kind(
        "sender_killed_at_120_per_s",
        "the sender killed five times at 120/s",
        lambda scene: kill_sender(scene, 5),
        contacts=1500,
        rate_per_s=120,
    ),
    Kind(
        "api_killed_in_a_storm",
        "the API killed three times, each status thrice",
        _kill_api_in_a_storm,
        faults={"duplicate_webhooks_share": 1.0, "duplicate_webhooks_times": 2},
    ),
    Kind(
        "all_processes_killed",
        "sender, worker, beat and API killed at once, three times",
        _kill_all_processes,
        row="5",
        contacts=900,
    ),
    Kind(
        "power_cut",
        "the whole tree killed with PostgreSQL and Valkey, back after 2 s",
        lambda scene: _cut_power(scene, 2.0),
        row="6",
        contacts=800,
    ),
    Kind(
        "power_cut_30s",
        "the whole tree killed with PostgreSQL and Valkey, back after 30 s",
        lambda scene: _cut_power(scene, 30.0),
        row="6",
        contacts=800,
        window_s=40,
    ),
    Kind("up_terminated", "SIGTERM to `relance up`, start again", _terminate_up, unknown_at_most=0),
    Kind(
        "group_terminated",
        "SIGTERM to the whole process group, start again",
        _terminate_group,
        row="7",
        unknown_at_most=0,
    ),
    Kind(
        "sender_and_api_killed",
        "sender and API killed, the API out of reach for 25 s",
        _kill_sender_and_api,
        row="8",
        contacts=900,
        window_s=40,
    ),
    Kind("sender_frozen", "the sender frozen 15 s", lambda scene: _freeze(scene, "sender", seconds=15.0)),
    Kind("api_frozen", "the API frozen 15 s", lambda scene: _freeze(scene, "api", seconds=15.0)),
    Kind("worker_frozen", "the worker frozen 15 s", lambda scene: _freeze(scene, "worker", seconds=15.0)),
    Kind("machine_frozen", "everything frozen 20 s", lambda scene: _freeze(scene, seconds=20.0), window_s=40),
    Kind("launch_killed", "the worker killed three times during the launch", _kill_launch, contacts=1500),
    Kind("two_beats", "a second beat runs", _two_beats, unknown_at_most=0),
)
