"""What pip-audit and `npm audit` answer, and what it is worth.

Both may end well without having looked at anything: pip-audit passes over what its source does not know. So
what was looked at is counted, and what was not is no success.
"""

import json
from dataclasses import dataclass, field
from typing import Any

FOUND = 1
NOT_AUDITED = 2


@dataclass(slots=True)
class Answer:
    """Of one tool. `trouble`: why it could not look at anything, or at some of them."""

    what: str
    audited: int = 0
    findings: list[str] = field(default_factory=list)
    trouble: str | None = None


def read_pip_audit(output: str, errors: str) -> Answer:
    """From what `pip-audit --format json` writes."""
    answer = Answer("Python packages")
    packages = _object(output).get("dependencies")
    if not isinstance(packages, list):
        answer.trouble = _last_line(errors)
        return answer
    passed_over = [package for package in packages if "skip_reason" in package]
    answer.audited = len(packages) - len(passed_over)
    for package in packages:
        for known in package.get("vulns", ()):
            names = ", ".join([known["id"], *known.get("aliases", ())])
            mended = ", ".join(known.get("fix_versions", ())) or "no release yet"
            answer.findings.append(f"{package['name']} {package['version']}: {names} (mended in: {mended})")
    if passed_over:
        first = passed_over[0]
        answer.trouble = (
            f"{len(passed_over)} were passed over, such as {first['name']}: {first['skip_reason']}"
        )
    elif not packages:
        answer.trouble = "no package was found in the locks"
    return answer


def read_npm_audit(output: str, errors: str) -> Answer:
    """From what `npm audit --json` writes."""
    answer = Answer("npm packages")
    told = _object(output)
    if "auditReportVersion" not in told:
        answer.trouble = str(told.get("message") or _last_line(errors))
        return answer
    answer.audited = told["metadata"]["dependencies"]["total"]
    for name, known in sorted(told["vulnerabilities"].items()):
        # A name instead of an advisory: it is only affected by what it needs, which has its own line.
        for advisory in known["via"]:
            if isinstance(advisory, dict):
                words = f"{advisory.get('title')} ({advisory.get('severity')}, {advisory.get('url')})"
                answer.findings.append(f"{name} {advisory.get('range')}: {words}")
    if not answer.audited:
        answer.trouble = "no package was found in the lock"
    return answer


def tell(answers: list[Answer]) -> tuple[list[str], int]:
    """Lines for a person, and the exit code: 0 only if all was looked at and nothing is known of it."""
    lines = []
    for answer in answers:
        lines.append(f"{answer.what}: {answer.audited} audited, {len(answer.findings)} findings")
        lines += [f"  {finding}" for finding in answer.findings]
        if answer.trouble is not None:
            lines.append(f"  not audited: {answer.trouble}")
    if not any(answer.audited for answer in answers):
        lines.append("Nothing was audited: no source of advisories could be asked. This says nothing.")
    elif any(answer.trouble is not None for answer in answers):
        lines.append("Not everything was audited: see above.")
    if any(answer.findings for answer in answers):
        return lines, FOUND
    return lines, NOT_AUDITED if any(answer.trouble is not None for answer in answers) else 0


def _object(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _last_line(errors: str) -> str:
    lines = [line.strip() for line in errors.splitlines() if line.strip()]
    return lines[-1] if lines else "the tool said nothing"
