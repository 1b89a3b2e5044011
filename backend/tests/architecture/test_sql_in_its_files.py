"""Statements stand in `sql.py` or `…_sql.py`: whoever looks for one knows where, and reads it whole."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from relance.contacts.own_columns import OWN_TEXTS

PACKAGE = Path(__file__).parents[2] / "relance"
STATEMENT = re.compile(
    r"^\s*(WITH\s+\w+\s+AS|SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|TRUNCATE\s)"
)


def list_texts(file: Path) -> Iterator[tuple[int, str]]:
    """All texts of a file but docstrings."""
    tree = ast.parse(file.read_text())
    kept = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    said = {id(node.body[0].value) for node in ast.walk(tree)
            if isinstance(node, kept) and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def test_no_statement_stands_elsewhere() -> None:
    found = [
        f"{file.relative_to(PACKAGE)}:{line}: {text.strip()[:60]}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if not file.name.endswith("sql.py") and "migrations" not in file.parts
        for line, text in list_texts(file)
        if STATEMENT.match(text)
    ]
    assert found == []


def test_a_contact_s_own_texts_are_written_and_compared_by_their_one_list() -> None:
    """Named by hand, a new one would survive an erasure, or be no change in a dry run."""
    named = re.compile(rf"\b({'|'.join(OWN_TEXTS)})\s*(=|IS\s)")
    found = [
        f"{file.relative_to(PACKAGE)}:{line}: {text.strip()[:60]}"
        for file in sorted(PACKAGE.rglob("*sql.py"))
        if "migrations" not in file.parts
        for line, text in list_texts(file)
        if named.search(text)
    ]
    assert found == []
