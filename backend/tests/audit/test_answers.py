"""No success of nothing: what the two tools really wrote, with and without a source that answers."""

import json
from typing import Any

import pytest

from tests.audit.answers import FOUND, NOT_AUDITED, Answer, read_npm_audit, read_pip_audit, tell

CLEAN = {"name": "orjson", "version": "3.13.0", "vulns": []}
KNOWN = {
    "name": "starlette",
    "version": "0.1",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-2026-1"], "fix_versions": ["0.2"]}],
}
PASSED_OVER = {"name": "orjson", "skip_reason": "Dependency not found on PyPI and could not be audited"}


def pip(*packages: dict[str, Any]) -> Answer:
    return read_pip_audit(json.dumps({"dependencies": packages, "fixes": []}), "")


def npm(total: int, **vulnerabilities: Any) -> Answer:
    report = {
        "auditReportVersion": 2,
        "vulnerabilities": vulnerabilities,
        "metadata": {"dependencies": {"total": total}},
    }
    return read_npm_audit(json.dumps(report), "")


def test_all_audited_and_nothing_known_is_success() -> None:
    lines, code = tell([pip(CLEAN), npm(7)])
    assert code == 0
    assert lines == ["Python packages: 1 audited, 0 findings", "npm packages: 7 audited, 0 findings"]


def test_findings_are_told_with_what_mends_them() -> None:
    advisory = {"title": "Too slow", "severity": "high", "url": "https://x.example/1", "range": "<2"}
    lines, code = tell([pip(CLEAN, KNOWN), npm(7, a={"via": [advisory]}, b={"via": ["a"]})])
    assert code == FOUND
    assert lines[1] == "  starlette 0.1: PYSEC-1, CVE-2026-1 (mended in: 0.2)"
    assert lines[3] == "  a <2: Too slow (high, https://x.example/1)"
    assert len(lines) == 4


@pytest.mark.parametrize(
    "python",
    [
        pip(PASSED_OVER),
        pip(),
        read_pip_audit("", "WARNING: x\nERROR: no connection\n"),
        read_pip_audit("[]", ""),
    ],
)
@pytest.mark.parametrize(
    "web",
    [
        npm(0),
        read_npm_audit('{"message": "405 Method Not Allowed", "statusCode": 405}', ""),
        read_npm_audit("", "no"),
    ],
)
def test_nothing_audited_is_no_success(python: Answer, web: Answer) -> None:
    lines, code = tell([python, web])
    assert code == NOT_AUDITED
    assert lines[-1].startswith("Nothing was audited")
    assert sum(line.startswith("  not audited: ") for line in lines) == 2


@pytest.mark.parametrize(
    "answers",
    [[pip(CLEAN, PASSED_OVER), npm(7)], [pip(), npm(7)], [pip(CLEAN), read_npm_audit("", "no way")]],
)
def test_half_of_it_audited_is_no_success(answers: list[Answer]) -> None:
    lines, code = tell(answers)
    assert code == NOT_AUDITED
    assert lines[-1].startswith("Not everything was audited")


def test_findings_weigh_more_than_what_is_missing() -> None:
    assert tell([pip(KNOWN), read_npm_audit("", "no")])[1] == FOUND
