"""What became of an import, as text for a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from relance.core.db import Connection, Row
from relance.imports import jobs_sql as sql
from relance.reasons.phones import WITHOUT_COUNTRY

_SHOWN = 20
_OF_ONE_KIND = 5


@dataclass(frozen=True, slots=True)
class ImportReport:
    """A job that is over, with a few of its rejected lines and warnings of each kind."""

    job: Row
    rejected: list[Row]
    warnings: list[Row]


async def read_report(conn: Connection, *, job: Row) -> ImportReport:
    """The report of a job."""
    rejected = await conn.fetch(sql.EXAMPLES, job["id"], True, _OF_ONE_KIND)
    return ImportReport(job, rejected, await conn.fetch(sql.EXAMPLES, job["id"], False, _OF_ONE_KIND))


def render_report(report: ImportReport) -> str:
    """Counts, then rejected lines and warnings, up to twenty each, five of one kind."""
    job = report.job
    into = "" if job["category_name"] is None else f" for category '{job['category_name']}'"
    text = ["Dry run: nothing was written."] if job["dry_run"] else []
    text += [
        f"{job['lines']} lines read{into}: {job['created']} contacts created, "
        f"{job['updated']} updated, {job['unchanged']} unchanged, "
        f"{job['duplicates_in_file']} duplicates in the file, {job['rejected']} rejected."
    ]
    if job["erased"]:
        text.append(f"{job['erased']} erased people left out.")
    if (job["reading"] or {}).get("sheet_is_full"):
        text.append("The sheet is full: the rest of the list is probably on another sheet (--sheet NAME).")
    if doubt := job["country_doubt"]:
        text.append(_tell_doubt(doubt))
    text += _section("Rejected", report.rejected, job["rejected"] + job["erased"], " [{raw}]")
    text += _section("Warnings", report.warnings, job["warnings"], "")
    return "\n".join(text)


_BECAUSE = {
    "file": "the file's other numbers are from there",
    "country_column": "the file's column of countries says so",
    "contacts": "most contacts here are from there",
}


def _tell_doubt(doubt: Mapping[str, Any]) -> str:
    read = f"by {doubt['country']}" if doubt["country"] else "without a country"
    return (
        f"The country of these numbers is in doubt: they were read {read}, but {doubt['numbers']} of"
        f" {doubt['of']} looked at are valid in {doubt['suggested']} ({_BECAUSE[doubt['because']]}): "
        f"{doubt['written']} is {doubt['stored'] or 'refused'}, and {doubt['instead']} there."
        f" To read them so: --default-country {doubt['suggested']}"
    )


def lacks_country(line: Row) -> bool:
    """Whether a default country would have spared a rejected line."""
    problem = (line["reason_values"] or {}).get("problem")
    return problem is not None and problem["code"] in WITHOUT_COUNTRY


def _section(title: str, lines: list[Row], total: int, content: str) -> list[str]:
    if not total:
        return []
    text, shown = [f"{title}:"], 0
    for _, group in groupby(lines, key=lambda line: line["kind"]):
        of_kind = list(group)
        some = of_kind[: _SHOWN - shown]
        if not some:
            break
        text += [
            f"  line {line['line']}: {line['reason']}{content.format(raw=line['raw']) if line['raw'] else ''}"
            for line in some
        ]
        more = some[0]["of_kind"] - len(some)
        if more:
            text.append(f"  … and {more} more like this")
        shown += len(some)
        total -= some[0]["of_kind"]
    return [*text, *([f"  … and {total} more"] if total > 0 else [])]
