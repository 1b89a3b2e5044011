"""FastAPI and Starlette are known at the edges only: what decides and what writes knows no HTTP."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "relance"
FRAMEWORKS = {"fastapi", "starlette"}
ROOMS = {"http", "door", "webapp"}
"""At the root of the package: all of them."""


def is_edge(file: Path) -> bool:
    """Routes, what stands in front of them, what joins and starts them."""
    rooms = file.relative_to(PACKAGE).parts[:-1]
    if not rooms:
        return file.name in {"main.py", "start.py"}
    return (
        rooms[0] in ROOMS
        or "edge" in rooms
        or file.name in {"api.py", "edge.py"}
        or file.name.endswith("_api.py")
    )


def knows_framework(file: Path) -> bool:
    """Also inside a function, or for types only."""
    for node in ast.walk(ast.parse(file.read_text())):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        if any(name.partition(".")[0] in FRAMEWORKS for name in names):
            return True
    return False


def name_of(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


def test_only_edges_know_the_framework() -> None:
    files = [file for file in PACKAGE.rglob("*.py") if knows_framework(file) and not is_edge(file)]
    assert sorted(map(name_of, files)) == []


def test_a_room_called_edge_holds_nothing_else() -> None:
    """Else its name would be a way around the rule."""
    files = [*PACKAGE.rglob("edge/[a-z]*.py"), *PACKAGE.rglob("edge.py")]
    idle = [name_of(file) for file in files if not knows_framework(file)]
    assert idle == ["reasons/refusals/edge.py"], "refusals of the edge: texts"
