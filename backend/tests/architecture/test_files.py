"""Rules for files that no linter knows."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from relance.core.changeable_settings import declared_in
from relance.core.settings import Settings

BACKEND = Path(__file__).parents[2]
ROOT = BACKEND.parent
LONGEST_FILE = 300
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"}


def source_files() -> list[Path]:
    return [
        path
        for package in ("relance", "whatsapp_simulator", "tests")
        for path in (BACKEND / package).rglob("*.py")
    ]


def name_of(path: Path) -> str:
    return str(path.relative_to(BACKEND))


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in source_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_csv_files_leave_through_one_function() -> None:
    """The demo's people are made up by ourselves, and a million of them."""
    writers = {name_of(path) for path in source_files() if "csv.writer(" in path.read_text()}
    ours = {name for name in writers if name.startswith("relance/")}
    assert ours == {"relance/core/csv_cells.py", "relance/cli/demo_contacts.py"}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in source_files() if path.stem in FORBIDDEN_NAMES] == []


def test_every_folder_of_python_files_is_a_package() -> None:
    """Two test files of the same name in folders without __init__.py would shadow each other."""
    folders = {path.parent for path in source_files() if path.parent.name != "versions"}
    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_env_example_lists_every_setting_with_its_default() -> None:
    """But for those that the app changes: a copy of the file would lock them all."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    listed = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    defaults = {
        f"RELANCE_{name.upper()}": "" if field.is_required() or field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
        if name not in declared_in(Settings)
    }
    assert listed == defaults


def test_env_example_explains_every_setting() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    unexplained = [
        line
        for before, line in pairwise(lines)
        if line.startswith("RELANCE_") and not before.startswith(("# ", "RELANCE_HOST"))
    ]
    assert unexplained == []


@pytest.mark.parametrize(
    ("lock", "fewest"),
    [
        ("requirements.lock", 31),
        ("requirements-dev.lock", 31),
        ("requirements-web.lock", 2),
        ("requirements-audit.lock", 20),
    ],
)
def test_lock_pins_hashes_and_names_no_registry(lock: str, fewest: int) -> None:
    text = (BACKEND / lock).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    pins = re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    blocks = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    without_hash = [
        block.split("\\")[0] for block in blocks if "==" in block and "--hash=sha256:" not in block
    ]
    assert len(pins) >= fewest
    assert without_hash == []


def test_no_session_of_the_database_is_changed() -> None:
    """Pooled connections are handed on as they are: what is set must end with its transaction."""
    changing = re.compile(
        r"\bset_config\([^)]*false|\bpg_advisory_lock\b|\bLISTEN |\"SET (?!LOCAL)[a-z_.]+ (=|TO) "
    )
    found = [
        name_of(path)
        for path in source_files()
        if "migrations" not in path.parts
        and path.is_relative_to(BACKEND / "relance")
        and changing.search(path.read_text())
    ]
    assert found == []


def test_the_lock_of_the_web_app_names_no_registry() -> None:
    text = (ROOT / "frontend" / "package-lock.json").read_text()
    assert '"resolved"' not in text
    assert '"integrity"' in text


@pytest.mark.parametrize(
    "other", ["requirements-dev.lock", "requirements-web.lock", "requirements-audit.lock"]
)
def test_locks_pin_the_same_versions(other: str) -> None:
    """`make test` installs some on top of the first; what is audited is what is installed."""
    runtime, more = (
        dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", (BACKEND / lock).read_text(), re.MULTILINE))
        for lock in ("requirements.lock", other)
    )
    differing = {name: more[name] for name in runtime.keys() & more.keys() if runtime[name] != more[name]}
    missing = runtime.keys() - more.keys() if other == "requirements-dev.lock" else set()
    assert (differing, missing) == ({}, set())


def test_make_help_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    assert set(phony[1].split()) == explained
