"""Migrations run while campaigns do: one chain, and no lock that is held for as long as a table is large."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from alembic.script import ScriptDirectory

from relance.migrations.apply import alembic_config

VERSIONS = Path(__file__).parents[2] / "relance/migrations/versions"
SQUAWK = Path(sys.executable).parent / "squawk"
OLDEST_POSTGRESQL = "15.0"

TASTE = (
    "prefer-bigint-over-int", "prefer-bigint-over-smallint", "prefer-identity", "prefer-robust-stmts",
    "prefer-text-field", "prefer-timestamptz", "ban-char-field",
    # Code that still asks for what goes is a matter of the release notes, not of locks.
    "ban-drop-column", "ban-drop-table", "ban-drop-not-null", "ban-drop-constraint",
    # Set by `relance migrate` for all of them: `migrations/apply.py`.
    "require-timeout-settings",
)  # fmt: skip
"""Rules that are about something else than locks."""

INDEX, DROPPED = "require-concurrent-index-creation", "require-concurrent-index-deletion"
HELD_FOR_LONG = {
    "0004": {INDEX, "adding-field-with-default", "rewrites a large table"},  # before the first release
    "0005": {INDEX, DROPPED},  # users
    "0006": {INDEX},  # before the first release
    # Campaigns are thousands at most; the indexes of messages came before the first release.
    "0007": {INDEX, DROPPED, "adding-field-with-default", "adding-foreign-key-constraint",
             "constraint-missing-not-valid"},
    "0009": {DROPPED},  # the index went together with the column that it was of
    "0010": {INDEX},  # contacts without an address: none, or a handful
    "0020": {"adding-field-with-default"},  # a table of one row
    "0036": {"adding-field-with-default"},  # the same table
    "0040": {INDEX},  # lines of imports: who writes them is an import, which goes on where it was
}  # fmt: skip
"""What older migrations do, and why it was no harm. A new one needs its own line, or another way: an index
CONCURRENTLY in `op.get_context().autocommit_block()`, a constraint NOT VALID that the next one validates."""

LARGE = (
    "messages",
    "contacts",
    "category_contacts",
    "contact_search",
    "interactions",
    "message_wamids",
    "activity",
)
REWRITE = re.compile(rf"^(UPDATE|DELETE FROM) ({'|'.join(LARGE)})\b", re.M)


def list_files() -> list[Path]:
    return sorted(VERSIONS.glob("[0-9]*.py"))


def load(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"migration_{file.stem}", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_sql(file: Path) -> str:
    """What the migration runs, without a database."""
    scripts: list[str] = []
    module = load(file)
    module.run_sql = scripts.append  # type: ignore[attr-defined]
    module.upgrade()
    return "\n".join(script.rstrip().rstrip(";") + ";" for script in scripts)


def ask_squawk(folder: Path, scripts: dict[str, str]) -> dict[str, set[str]]:
    """Rules that are broken, by revision."""
    for revision, script in scripts.items():
        (folder / f"{revision}.sql").write_text(script)
    command: list[str | Path] = [
        SQUAWK,
        "--reporter=json",
        "--assume-in-transaction",
        f"--pg-version={OLDEST_POSTGRESQL}",
    ]
    answer = subprocess.run(
        [*command, f"--exclude={','.join(TASTE)}", *sorted(folder.glob("*.sql"))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found: dict[str, set[str]] = {}
    for problem in json.loads(answer.stdout):
        found.setdefault(Path(problem["file"]).stem, set()).add(problem["rule_name"])
    return found


def test_no_migration_holds_a_lock_for_long(tmp_path: Path) -> None:
    scripts = {file.stem[:4]: read_sql(file) for file in list_files()}
    found = ask_squawk(tmp_path, scripts)
    for revision, script in scripts.items():
        if REWRITE.search(script):
            found.setdefault(revision, set()).add("rewrites a large table")
    assert found == HELD_FOR_LONG


@pytest.mark.parametrize(
    ("script", "rule"),
    [
        ("CREATE INDEX messages_x ON messages (status);", INDEX),
        (
            "ALTER TABLE messages ADD COLUMN x timestamptz DEFAULT clock_timestamp();",
            "adding-field-with-default",
        ),
        ("ALTER TABLE messages ALTER COLUMN wamid SET NOT NULL;", "adding-not-nullable-field"),
        ("ALTER TABLE messages ALTER COLUMN attempt TYPE bigint;", "changing-column-type"),
        ("ALTER TABLE messages ADD CONSTRAINT x CHECK (attempt > 0);", "constraint-missing-not-valid"),
        (
            "ALTER TABLE messages ADD CONSTRAINT x CHECK (attempt > 0) NOT VALID;"
            "ALTER TABLE messages VALIDATE CONSTRAINT x;",
            "constraint-missing-not-valid",
        ),
    ],
)
def test_what_would_hold_one_is_found(tmp_path: Path, script: str, rule: str) -> None:
    assert ask_squawk(tmp_path, {"9999": script}) == {"9999": {rule}}


def test_migrations_are_one_chain_named_by_their_numbers() -> None:
    """Two that were made at the same time have the same predecessor: the later one is renumbered."""
    directory = ScriptDirectory.from_config(alembic_config())
    assert len(directory.get_heads()) == 1, directory.get_heads()
    chain = [(one.revision, one.down_revision) for one in directory.walk_revisions()][::-1]
    numbers = [file.stem[:4] for file in list_files()]
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]
    assert chain == [(number, before) for number, before in zip(numbers, [None, *numbers], strict=False)]
