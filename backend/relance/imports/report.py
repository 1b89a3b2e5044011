"""What an import did, and how to tell a person."""

from dataclasses import dataclass, field

MOST_REJECTED = 100_000
MOST_WARNINGS = 10_000
"""Lines kept in memory: a million bad lines are one mistake, and must not fill it. The totals go on, and a
job keeps every rejected line in the database."""

_SHOWN = 20


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
    """The report as text: counts, then the rejected lines and the warnings, the first twenty of each."""
    into = "" if report.category_name is None else f" for category '{report.category_name}'"
    text = [
        f"{report.rows} lines read{into}: {report.created} contacts created, "
        f"{report.updated} updated, {report.unchanged} unchanged, "
        f"{report.duplicates_in_file} duplicates in the file, {report.rejected_total} rejected."
    ]
    rejected = [f"  line {line.line}: {line.reason} [{line.raw}]" for line in report.rejected[:_SHOWN]]
    text += _section("Rejected", rejected, report.rejected_total)
    warnings = [f"  line {line}: {warning}" for line, warning in report.warnings[:_SHOWN]]
    text += _section("Warnings", warnings, report.warnings_total)
    return "\n".join(text)


def _section(title: str, lines: list[str], total: int) -> list[str]:
    if not total:
        return []
    more = [f"  … and {total - len(lines)} more"] if total > len(lines) else []
    return [f"{title}:", *lines, *more]
