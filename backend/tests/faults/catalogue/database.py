"""PostgreSQL and Valkey: killed, stopped, frozen, emptied, cut off."""

import signal
from contextlib import suppress

from redis import Redis

from tests.faults.kind import Kind
from tests.faults.rig import tree
from tests.faults.rig.scene import AWAY, Scene


def kill_postgres(scene: Scene, number: signal.Signals, times: int = 3) -> None:
    """Again and again, each time until it takes connections again."""
    for round_ in range(times):
        scene.until_sent(0.2 + 0.2 * round_)
        with scene.cause():
            before = scene.pid("postgres")
            scene.signal("postgres", number)
            tree.wait_gone([before], 30)
            scene.until(lambda: bool(scene.rows("SELECT 1")), "PostgreSQL is back", 40)


def _settling_dies(scene: Scene) -> None:
    """A statement of the settling fails in a way that no list of errors knows, and then does not."""
    scene.until_sent(0.3)
    with scene.cause():
        scene.kill("sender")
        scene.database.execute("ALTER TABLE send_batches RENAME COLUMN unknown_since TO away")
        scene.wait(6.0)
        scene.database.execute("ALTER TABLE send_batches RENAME COLUMN away TO unknown_since")


def _terminate_backends(scene: Scene) -> None:
    scene.until_sent(0.1)
    with scene.cause():
        for _ in range(40):
            with suppress(*AWAY):
                scene.rows(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = "
                    "'client backend' AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1"
                )
            scene.wait(0.25)


def _freeze(scene: Scene, name: str) -> None:
    scene.until_sent(0.3)
    with scene.cause(), scene.frozen(name):
        scene.wait(20.0)


def _kill_valkey(scene: Scene) -> None:
    for round_ in range(3):
        scene.until_sent(0.2 + 0.2 * round_)
        with scene.cause():
            before = scene.pid("valkey")
            scene.signal("valkey", signal.SIGKILL)
            tree.wait_gone([before], 30)
            scene.pid("valkey")


def _empty_valkey(scene: Scene, times: int) -> None:
    for round_ in range(times):
        with scene.cause():
            scene.empty_redis()
        scene.until_sent(0.15 * (round_ + 1))


def _cut(scene: Scene, which: str) -> None:
    assert scene.place.servers is not None
    proxy = scene.place.servers.to_postgres if which == "postgres" else scene.place.servers.to_redis
    for mode in ("reset", "hold", "blackhole"):
        scene.wait(2.0)
        with scene.cause():
            proxy.set_mode(mode)
            scene.wait(4.0)
            proxy.mend()
            proxy.break_open()


def _half_open(scene: Scene, which: str) -> None:
    """As a failover behind a balancer does, or a firewall that forgets: nobody is told."""
    assert scene.place.servers is not None
    proxy = scene.place.servers.to_postgres if which == "postgres" else scene.place.servers.to_redis
    for _ in range(2):
        scene.wait(3.0)
        with scene.cause():
            proxy.silence_open()
        scene.wait(12.0)


def _flap(scene: Scene) -> None:
    """Lost again while it is being taken up: who counts losses gives up here."""
    assert scene.place.servers is not None
    scene.until_sent(0.1)
    with scene.cause():
        for _ in range(40):
            scene.place.servers.to_redis.break_open()
            scene.wait(0.05 + 0.4 * scene.random.random())


def _read_only_postgres(scene: Scene) -> None:
    """A standby instead of the primary; who connects meanwhile stays with it afterwards."""
    scene.until_sent(0.2)
    (name,) = scene.rows("SELECT quote_ident(current_database()) AS name")
    with scene.cause():
        scene.database.execute(f"ALTER DATABASE {name['name']} SET default_transaction_read_only = on")
        scene.database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' "
            "AND pid <> pg_backend_pid()"
        )
        scene.wait(10.0)
        scene.database.execute(
            f"BEGIN READ WRITE;ALTER DATABASE {name['name']} RESET default_transaction_read_only;COMMIT"
        )


def _valkey_refuses_writes(scene: Scene, begin: str, end: str) -> None:
    scene.until_sent(0.2)
    with scene.cause(), Redis.from_url(scene.place.direct_urls()[1]) as redis:
        for words in begin.split(";"):
            redis.execute_command(*words.split())
        scene.wait(12.0)
        for words in end.split(";"):
            redis.execute_command(*words.split())


KINDS = (
    Kind(
        "postgres_killed",
        "PostgreSQL's postmaster killed (-9) three times",
        lambda scene: kill_postgres(scene, signal.SIGKILL),
        row="1",
        contacts=900,
        window_s=40,
    ),
    Kind(
        "postgres_stopped_fast",
        "PostgreSQL stopped fast three times",
        lambda scene: kill_postgres(scene, signal.SIGINT),
        row="1",
        contacts=900,
        window_s=40,
    ),
    Kind(
        "settling_dies",
        "the settling task made to die, the sender killed beside it",
        _settling_dies,
        row="2",
    ),
    Kind(
        "backends_killed", "single backends of PostgreSQL killed, 40 times", _terminate_backends, contacts=900
    ),
    Kind("postgres_frozen", "PostgreSQL frozen 20 s", lambda scene: _freeze(scene, "postgres"), window_s=40),
    Kind("valkey_killed", "Valkey killed three times", _kill_valkey),
    Kind("valkey_frozen", "Valkey frozen 20 s", lambda scene: _freeze(scene, "valkey"), window_s=40),
    Kind("valkey_emptied", "Valkey emptied five times", lambda scene: _empty_valkey(scene, 5)),
    Kind(
        "valkey_emptied_at_start",
        "Valkey emptied right after the start",
        lambda scene: _empty_valkey(scene, 1),
    ),
    Kind(
        "postgres_cut_off",
        "the way to PostgreSQL reset, held and black-holed, 4 s each",
        lambda scene: _cut(scene, "postgres"),
        shape="up_apart",
        contacts=900,
        window_s=40,
    ),
    Kind(
        "valkey_cut_off",
        "the way to Valkey reset, held and black-holed, 4 s each",
        lambda scene: _cut(scene, "redis"),
        shape="up_apart",
        contacts=900,
        window_s=40,
    ),
    Kind(
        "postgres_half_open",
        "all connections to PostgreSQL fall silent for ever, twice; new ones are well",
        lambda scene: _half_open(scene, "postgres"),
        shape="up_apart",
        contacts=1500,
        window_s=40,
    ),
    Kind(
        "valkey_half_open",
        "all connections to Valkey silent for ever, twice; new ones are well",
        lambda scene: _half_open(scene, "redis"),
        shape="up_apart",
        contacts=1500,
        window_s=40,
    ),
    Kind(
        "valkey_flapping",
        "all connections to Valkey reset forty times within 10 s",
        _flap,
        shape="up_apart",
        contacts=900,
        window_s=40,
    ),
    Kind(
        "postgres_read_only",
        "PostgreSQL takes no writes for 10 s, connections made meanwhile never again",
        _read_only_postgres,
        contacts=900,
        window_s=40,
    ),
    Kind(
        "valkey_read_only",
        "Valkey is a replica for 12 s",
        lambda scene: _valkey_refuses_writes(scene, "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE"),
        contacts=900,
        window_s=40,
    ),
    Kind(
        "valkey_full",
        "Valkey has no memory left for 12 s",
        lambda scene: _valkey_refuses_writes(
            scene,
            "CONFIG SET maxmemory-policy noeviction;CONFIG SET maxmemory 1",
            "CONFIG SET maxmemory 512mb;CONFIG SET maxmemory-policy volatile-lru",
        ),
        contacts=900,
        window_s=40,
    ),
)
