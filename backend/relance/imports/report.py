"""What an import did, and how to tell a person."""

import re
from dataclasses import dataclass, field

MOST_REJECTED = 100_000
MOST_WARNINGS = 10_000
"""Lines kept in memory: a million bad lines are one mistake, and must not fill it. The totals go on, and a
job keeps every rejected line in the database."""

_SHOWN = 20
_OF_ONE_REASON = 5
_NUMBER = re.compile(r"\+?\d+")


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A line that was left out. `line` counts from 1, the header included; `raw` is its beginning."""

    line: int
    raw: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    """Lines of people stored so far.

    `rows` = created + updated + unchanged + duplicates_in_file + rejected_total. A person who stands in the
    file several times counts by the first line, the others are duplicates_in_file.
    """

    category_id: int | None
    category_name: str | None
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates_in_file: int = 0
    rejected_total: int = 0
    warnings_total: int = 0
    rejected: list[RejectedLine] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)
    fraction: float = 0.0
    """How much of the file is stored, 0 to 1."""

    def add_rejected(self, lines: list[RejectedLine]) -> None:
        """Count rejected lines, keep the first MOST_REJECTED."""
        self.rejected_total += len(lines)
        self.rejected += lines[: MOST_REJECTED - len(self.rejected)]

    def add_warnings(self, warnings: list[tuple[int, str]]) -> None:
        """Count warnings, keep the first MOST_WARNINGS."""
        self.warnings_total += len(warnings)
        self.warnings += warnings[: MOST_WARNINGS - len(self.warnings)]


def render_report(report: ImportReport) -> str:
    """The report as text: counts, then rejected lines and warnings, up to twenty each, five of one reason."""
    into = "" if report.category_name is None else f" for category '{report.category_name}'"
    text = [
        f"{report.rows} lines read{into}: {report.created} contacts created, "
        f"{report.updated} updated, {report.unchanged} unchanged, "
        f"{report.duplicates_in_file} duplicates in the file, {report.rejected_total} rejected."
    ]
    rejected = [(line.reason, f"  line {line.line}: {line.reason} [{line.raw}]") for line in report.rejected]
    text += _section("Rejected", rejected, report.rejected_total)
    warnings = [(words, f"  line {line}: {words}") for line, words in report.warnings]
    text += _section("Warnings", warnings, report.warnings_total)
    return "\n".join(text)


def _section(title: str, lines: list[tuple[str, str]], total: int) -> list[str]:
    """`lines`: of each its reason, and how it is shown. Of many whose reasons are alike, a few are."""
    if not total:
        return []
    by_reason: dict[str, list[str]] = {}
    for reason, shown in lines:
        by_reason.setdefault(_NUMBER.sub("", reason), []).append(shown)
    text, shown_lines = [f"{title}:"], 0
    for group in by_reason.values():
        some = group[: min(_OF_ONE_REASON, _SHOWN - shown_lines)]
        if not some:
            break
        text += some
        if len(group) > len(some):
            text.append(f"  … and {len(group) - len(some)} more like this")
        shown_lines += len(some)
        total -= len(group)
    return [*text, *([f"  … and {total} more"] if total > 0 else [])]
