"""What an API process is built of stands in one typed object, built at its start."""

import ast
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi import FastAPI

from relance.http.services import Services, provide, services_of
from tests.support.services import exchange

BACKEND = Path(__file__).parents[2]
HOME = BACKEND / "relance/http/services.py"


def list_uses_of_state(file: Path) -> list[str]:
    """Where the untyped state of an application is read, written or named."""
    lines = []
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Attribute) and node.attr == "state":
            owner = ast.unparse(node.value)
            if owner.startswith("api_of(") or owner.rpartition(".")[2] in {"app", "api", "application"}:
                lines.append(node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module == "starlette.datastructures":
            lines += [node.lineno for one in node.names if one.name == "State"]
    return [f"{file.relative_to(BACKEND)}:{line}" for line in lines]


def test_nobody_uses_the_untyped_state_of_the_application() -> None:
    files = [file for room in ("relance", "tests") for file in (BACKEND / room).rglob("*.py") if file != HOME]
    assert [use for file in files for use in list_uses_of_state(file)] == []
    assert len(list_uses_of_state(HOME)) == 2, "the check sees what it looks for"


def test_what_is_shared_is_found_by_its_class_and_nothing_is_made_by_who_comes_first() -> None:
    class Own:
        """Shared by nobody yet."""

    app, nothing = FastAPI(), cast("Any", None)
    services = Services(
        settings=nothing,
        current=nothing,
        pool=nothing,
        kept_pool=nothing,
        redis=nothing,
        jobs=nothing,
        ask_sending=nothing,
    )
    provide(app, services)
    with pytest.raises(LookupError, match="Own is not built"):
        services_of(app).of(Own)
    own = Own()
    exchange(app, own)
    assert services_of(app).of(Own) is own
    with pytest.raises(FrozenInstanceError):
        services_of(app).pool = nothing  # type: ignore[misc]
