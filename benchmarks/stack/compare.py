"""Versions of the code measured in turn, run after run, and the table of what was found."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from measuring.figures import table

OWN_CODE = Path(__file__).parents[2] / "backend"

Figures = Mapping[str, float]
"""By name; `cpu ms …` is for a message."""
Measure = Callable[[Path, Path], Mapping[str, Figures]]
"""A version's `backend` folder and an empty folder, to the figures of each part."""


@dataclass(frozen=True, slots=True)
class Version:
    """A tree of the code."""

    code: Path
    name: str


def add_options(parser: argparse.ArgumentParser) -> None:
    """What both benchmarks can be told."""
    parser.add_argument("--code", type=Path, default=OWN_CODE, help="`backend` folder of what is measured")
    parser.add_argument("--against", type=Path, help="`backend` folder of the base, measured in turn with it")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many, of each version")
    parser.add_argument("--folder", type=Path, help="data go into a new folder in this one; default: /tmp")
    parser.add_argument("--no-result", action="store_true", help="print only")


def compare(given: argparse.Namespace, measure: Measure, *, title: str, about: str, result: Path) -> None:
    """Base, code, base, code, … each on a fresh data folder; print and write the medians."""
    versions = [_describe(code) for code in (given.against, given.code) if code is not None]
    found: dict[str, dict[str, dict[str, list[float]]]] = {}
    load = os.getloadavg()[0]
    for run in range(given.runs):
        for version in versions:
            for part, figures in _measure_once(measure, version, given.folder).items():
                _say(f"run {run + 1}, {version.name}, {part}: {_in_one_line(figures)}")
                for name, value in figures.items():
                    by_version = found.setdefault(part, {}).setdefault(name, {})
                    by_version.setdefault(version.name, []).append(value)
    lines = [
        f"# {title}",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} cores for all "
        f"processes together. Load of the machine before: {load:.1f}. Medians of {given.runs} runs"
        + (", the versions in turn." if len(versions) > 1 else "."),
        "",
        about,
        "",
    ]
    for part, by_name in found.items():
        lines += [f"## {part}", "", *_table(by_name, [version.name for version in versions])]
    text = "\n".join(lines)
    sys.stdout.write("\n" + text + "\n")
    if not given.no_result:
        result.write_text(text)


def cpu_per_message(before: Figures, after: Figures, messages: int) -> dict[str, float]:
    """CPU milliseconds for a message, of each process (those with a number together) and of all."""
    found: dict[str, float] = {}
    for name, seconds in after.items():
        key = f"CPU ms, {name.partition('-')[0]}"
        found[key] = found.get(key, 0.0) + (seconds - before[name]) * 1000 / messages
    return found | {
        "CPU ms, all but the simulator": sum(ms for key, ms in found.items() if "simulator" not in key)
    }


def _measure_once(measure: Measure, version: Version, parent: Path | None) -> Mapping[str, Figures]:
    with tempfile.TemporaryDirectory(dir=parent, prefix="relance-benchmark-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        return measure(version.code, folder / "run")


def _describe(code: Path) -> Version:
    """Named by its commit, `+` for what is not committed."""
    done = subprocess.run(  # noqa: S603 - git
        ["git", "-C", str(code), "describe", "--always", "--dirty=+", "--exclude=*"],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Version(code.resolve(), done.stdout.strip() or code.resolve().parent.name)


def _table(by_name: Mapping[str, Mapping[str, Sequence[float]]], versions: Sequence[str]) -> list[str]:
    """A line for a figure; with two versions also second : first."""
    rows = []
    for name, by_version in by_name.items():
        middle = [median(by_version[version]) for version in versions]
        spread = [
            f"{_figure(value)} ({_figure(min(by_version[version]))}–{_figure(max(by_version[version]))})"
            for value, version in zip(middle, versions, strict=True)
        ]
        ratio = [f"{middle[1] / middle[0]:.0%}" if middle[0] else ""] if len(middle) == 2 else []
        rows.append([name, *spread, *ratio])
    head = ["", *versions, *(["ratio"] if len(versions) == 2 else [])]
    return table(head, rows)


def _in_one_line(figures: Figures) -> str:
    return ", ".join(f"{name} {_figure(value)}" for name, value in figures.items())


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
