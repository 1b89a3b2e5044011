"""No function is longer than a screen."""

import ast
from pathlib import Path

PACKAGES = [Path(__file__).parents[2] / name for name in ("relance", "whatsapp_simulator")]
MOST_LINES = 50


def test_no_function_is_longer_than_50_lines() -> None:
    found = [
        f"{file.name}: {node.name} has {node.end_lineno - node.lineno + 1} lines"
        for package in PACKAGES
        for file in sorted(package.rglob("*.py"))
        if "migrations" not in file.parts
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_LINES
    ]
    assert found == []
