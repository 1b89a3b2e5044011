"""Run kinds of faults and print a line for each: what `make faults` does.

KIND=name[,name…] some of them (a family's name for all of it), RUNS=n runs of each (1), SEED=n the first seed
(random), FRESH=1 forgets what ran before, JOBS=n at once (one per four cores), KEEP=1 keeps the folders,
RESULTS=file, CODE=commit runs another version of Relance. Ends with 1 when a run failed.
"""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.catalogue import KINDS
from tests.faults.kind import COMPILER, GIT, ROOT, Kind
from tests.faults.results import DEFAULT, Results, describe, summarise
from tests.faults.rig.clocks import find_compiler
from tests.faults.rig.old_version import has_history
from tests.faults.rig.play import describe_run, play

_START_AND_END_S = 240.0


def main() -> int:
    """The exit code."""
    if len(sys.argv) == 4 and sys.argv[1] == "--one":
        return _run_one(KINDS[sys.argv[2]], int(sys.argv[3]))
    results = Results(Path(os.environ.get("RESULTS") or DEFAULT).absolute())
    kinds = _choose(os.environ.get("KIND", ""))
    if os.environ.get("FRESH"):
        results.forget([kind.name for kind in kinds])
    runs = int(os.environ.get("RUNS") or 1)
    jobs = int(os.environ.get("JOBS") or max(1, (os.cpu_count() or 1) // 4))
    with ThreadPoolExecutor(jobs) as threads:
        good = list(threads.map(lambda kind: _run_kind(kind, runs, results), kinds))
    print(f"{sum(good)} of {len(good)} kinds as they must be; results in {results.path}")
    return 0 if all(good) else 1


def _choose(words: str) -> list[Kind]:
    wanted = [word for word in words.split(",") if word]
    if unknown := [word for word in wanted if word not in KINDS and word not in _families()]:
        sys.exit(f"no such kind: {', '.join(unknown)}. There are: {', '.join(KINDS)}")
    return [kind for kind in KINDS.values() if not wanted or kind.name in wanted or kind.family in wanted]


def _families() -> set[str]:
    return {kind.family for kind in KINDS.values()}


def _run_kind(kind: Kind, runs: int, results: Results) -> bool:
    """Until there are so many runs of it; the ones before count."""
    for number in range(len(results.of(kind.name)), runs):
        if (missing := _missing(kind)) is not None:
            results.add({"kind": kind.name, "not_run": missing})
            continue
        seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**6)) + number
        _run_apart(kind, seed, results)
    summary = summarise(results.of(kind.name))
    print(describe(kind.name, summary), flush=True)
    return summary.failed == 0


def _missing(kind: Kind) -> str | None:
    if COMPILER in kind.needs and find_compiler() is None:
        return COMPILER
    if ROOT in kind.needs and os.geteuid() != 0:
        return ROOT
    return GIT if GIT in kind.needs and not has_history() else None


def _run_apart(kind: Kind, seed: int, results: Results) -> None:
    """In a process of its own: what it started ends with it, however it ends."""
    began = time.monotonic()
    before = len(results.of(kind.name))
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults", "--one", kind.name, str(seed)],
        env=os.environ | {"RESULTS": str(results.path)},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    try:
        child.wait(kind.time_limit_s + _START_AND_END_S)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    lines = results.of(kind.name)
    if len(lines) == before:
        problem = f"the run ended without a result after {time.monotonic() - began:.0f} s"
        results.add({**_EMPTY, "kind": kind.name, "seed": seed, "problems": [problem]})
    for problem in results.of(kind.name)[-1]["problems"]:
        print(f"  {kind.name}, seed {seed}: {problem}", flush=True)


_EMPTY = {"lost": 0, "doubled": 0, "unknown": 0, "unknown_allowed": 0, "recovery_s": None}


def _run_one(kind: Kind, seed: int) -> int:
    result = play(kind, seed, keep=bool(os.environ.get("KEEP")))
    line = describe_run(result) | {"version": _version()}
    Results(Path(os.environ.get("RESULTS") or DEFAULT)).add(line)
    return 0 if result.good else 1


def _version() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return found.stdout.strip() or "unknown"


if __name__ == "__main__":
    sys.exit(main())
