"""Percentiles and tables."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one endpoint in one run; milliseconds, and requests a second."""

    p50: float
    p99: float
    most: float
    client_p50: float
    client_p99: float
    per_s: float
    cpu_us: float
    refused: dict[int, int]


def percentile(values: Sequence[float], per_cent: float) -> float:
    """The value that so many per cent do not exceed; 0 of nothing."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * per_cent / 100))]


def median_of(runs: Sequence[Figures]) -> Figures:
    """Each figure's median over the runs; what was refused is summed."""
    names = ("p50", "p99", "most", "client_p50", "client_p99", "per_s", "cpu_us")
    refused: dict[int, int] = {}
    for run in runs:
        for status, n in run.refused.items():
            refused[status] = refused.get(status, 0) + n
    return Figures(
        **{name: statistics.median(getattr(run, name) for run in runs) for name in names}, refused=refused
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]
