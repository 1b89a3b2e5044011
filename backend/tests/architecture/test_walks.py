"""What the papers say of the code is there: files by name, and the three flows walked file by file."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "backend/relance"
ARCHITECTURE = ROOT / "docs/architecture.md"
LONGEST = {"Launch": 8, "Send": 12, "Receive": 12}
HANDED_OVER = "⇢"
"""The step begins in another task or process: what is before does not import it."""


def read_walk(flow: str) -> list[tuple[str, bool]]:
    """Files in order, and whether they were handed over to."""
    part = ARCHITECTURE.read_text().partition(f"**{flow}, file by file")[2].partition("\n\n")[2]
    found = re.findall(rf"^\d+\. ({HANDED_OVER} )?`([\w/]+\.py)`", part.partition("\n\n")[0], re.M)
    return [(name, bool(mark)) for mark, name in found]


def imports_of(name: str) -> set[str]:
    """Modules that a file imports, and what it takes from packages."""
    found = set[str]()
    for node in ast.walk(ast.parse((PACKAGE / name).read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


@pytest.mark.parametrize("flow", LONGEST)
def test_a_flow_goes_downhill_through_files_that_are_there_and_enters_none_twice(flow: str) -> None:
    walk = read_walk(flow)
    names = [name for name, _ in walk]
    assert 4 < len(names) <= LONGEST[flow], names
    assert len(set(names)) == len(names)
    known = set[str]()
    for name, handed_over in walk:
        assert (PACKAGE / name).exists(), name
        module = "relance." + name.removesuffix(".py").replace("/", ".")
        assert not known or handed_over or module in known, f"nothing before {name} imports it"
        known |= imports_of(name)


@pytest.mark.parametrize("paper", [ARCHITECTURE, ROOT / "CONTRIBUTING.md"], ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(paper: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    ends = {f"/{name}"[place.start() :] for name in listed for place in re.finditer("/", f"/{name}")}
    named = re.findall(r"`([\w./-]+\.(?:py|tsx?|mjs|json|sql|toml|lock|in))`", paper.read_text())
    assert [name for name in named if f"/{name}" not in ends] == []
