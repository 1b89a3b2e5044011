"""Write the results of `make faults` into docs/guarantees.md: what `make guarantees` does.

Only what stands between the markers is written; everything else on that page is by hand.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from tests.faults.catalogue import KINDS
from tests.faults.results import DEFAULT, ROOT, Results, Summary, summarise

PAGE = ROOT / "docs" / "guarantees.md"
BEGIN, END = "<!-- results of make faults -->", "<!-- end of results -->"

PROMISES = (
    (
        "Whoever is killed, stopped or frozen, alone or with all others: the campaign goes on by itself",
        "kills",
    ),
    ("PostgreSQL and Valkey may die, stand still, be emptied or cut off", "database"),
    ("The network to and from Meta may break in every way a network has", "network"),
    ("Clocks may be wrong, or jump", "clocks"),
    ("Meta may be ill, refuse, throttle, or fail what it accepted", "meta"),
    ("Webhooks may come late, often, in any order, or without a phone number", "webhooks"),
    ("Any number of people may press any button, at any time", "people"),
    ("A database that went back sends nothing again without a person's word", "restore"),
    ("A full disk or a power cut ends nothing for good", "disk"),
    ("Several stacks keep one pace; versions change under a running campaign", "stacks"),
)


def render(results: Results) -> str:
    """Both tables, without the markers."""
    summaries = {name: summarise(results.of(name)) for name in KINDS}
    lines = [
        "| Promise | Kinds | Runs | Lost | Doubled | In doubt at most | Sending again after | As promised |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for words, family in PROMISES:
        names = [name for name, kind in KINDS.items() if kind.family == family]
        lines.append(_promise(words, [summaries[name] for name in names]))
    lines += ["", "Every kind by itself (`make faults KIND=name`):", ""]
    lines += ["| Kind | What is done | Runs | Lost | Doubled | In doubt (allowed) | Sending again after | |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    lines += [_kind(name, summaries[name]) for name in KINDS]
    return "\n".join(lines)


def _promise(words: str, summaries: list[Summary]) -> str:
    ran = [summary for summary in summaries if summary.runs]
    good = sum(summary.failed == 0 for summary in ran)
    return (
        f"| {words} | {len(summaries)} | {sum(s.runs for s in ran)} | {sum(s.lost for s in ran)} "
        f"| {sum(s.doubled for s in ran)} | {max((s.unknown for s in ran), default=0)} "
        f"| {_seconds(s.recovery_s for s in ran)} | {good} of {len(summaries)} |"
    )


def _kind(name: str, summary: Summary) -> str:
    done = KINDS[name].done
    if summary.not_run is not None:
        return f"| `{name}` | {done} | not run: {summary.not_run} missing | | | | | |"
    if summary.runs == 0:
        return f"| `{name}` | {done} | not run yet | | | | | |"
    word = "✓" if summary.failed == 0 else f"{summary.failed} of {summary.runs} not as promised"
    return (
        f"| `{name}` | {done} | {summary.runs} | {summary.lost} | {summary.doubled} "
        f"| {summary.unknown} ({summary.unknown_allowed}) | {_seconds([summary.recovery_s])} | {word} |"
    )


def _seconds(values: Iterable[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{max(known):.1f} s" if known else "-"


def write(page: Path, results: Results) -> None:
    """Put the tables between the markers of the page. Raises ValueError when it has none."""
    text = page.read_text()
    if BEGIN not in text or END not in text:
        raise ValueError(f"{page} has no markers {BEGIN} … {END}")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{render(results)}\n\n{END}{after}")


if __name__ == "__main__":
    write(PAGE, Results(Path(os.environ.get("RESULTS") or DEFAULT)))
