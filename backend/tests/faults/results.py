"""What runs showed: one JSON line each, kept so that `make faults` goes on where it was stopped."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
DEFAULT = ROOT / "benchmarks" / "results" / "faults.jsonl"


@dataclass(frozen=True, slots=True)
class Results:
    """The lines of a file, oldest first."""

    path: Path

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [line for line in self.read() if line["kind"] == kind]

    def read(self) -> list[dict[str, Any]]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text().splitlines() if line.strip()]

    def add(self, line: dict[str, Any]) -> None:
        """One whole line, at once: a run that is stopped leaves none."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def forget(self, kinds: Sequence[str]) -> None:
        """These kinds are to be run again."""
        kept = [line for line in self.read() if line["kind"] not in kinds]
        unfinished = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in kept))
        unfinished.replace(self.path)


@dataclass(frozen=True, slots=True)
class Summary:
    """All runs of one kind together; the worst of each number."""

    runs: int
    failed: int
    lost: int
    doubled: int
    unknown: int
    unknown_allowed: int
    recovery_s: float | None
    not_run: str | None = None


def summarise(lines: Sequence[dict[str, Any]]) -> Summary:
    """Of the lines of one kind."""
    ran = [line for line in lines if not line.get("not_run")]
    missing = next((line["not_run"] for line in lines if line.get("not_run")), None)
    recoveries = [line["recovery_s"] for line in ran if line["recovery_s"] is not None]
    return Summary(
        runs=len(ran),
        failed=sum(bool(line["problems"]) for line in ran),
        lost=sum(line["lost"] for line in ran),
        doubled=sum(line["doubled"] for line in ran),
        unknown=max((line["unknown"] for line in ran), default=0),
        unknown_allowed=max((line["unknown_allowed"] for line in ran), default=0),
        recovery_s=max(recoveries, default=None),
        not_run=None if ran else missing,
    )


def describe(name: str, summary: Summary) -> str:
    """The line of one kind."""
    if summary.not_run is not None:
        return f"{name:42} not run: {summary.not_run} missing"
    recovery = "-" if summary.recovery_s is None else f"{summary.recovery_s:.1f} s"
    word = "ok" if summary.failed == 0 else f"FAILED {summary.failed}"
    return (
        f"{name:42} runs {summary.runs}  lost {summary.lost}  doubled {summary.doubled}  "
        f"unknown {summary.unknown} (of {summary.unknown_allowed})  recovery {recovery:>7}  {word}"
    )
