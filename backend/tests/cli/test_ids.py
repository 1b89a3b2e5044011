"""Ids on the command line that no row can have: refused in words, whatever the command."""

from collections.abc import Callable, Iterator
from typing import Any, get_args, get_type_hints

import pytest
import typer
from typer.testing import CliRunner

from relance.cli import app
from relance.cli.ids import LARGEST_ID
from relance.core.settings import Settings

COUNTS = {"workers", "concurrency", "senders", "contacts", "port"}
"""Whole numbers that name no row."""

COMMANDS_WITH_IDS = [("doubts",), ("webhooks", "replay"), ("webhooks", "parked", "--after")]


def functions(of: typer.Typer) -> Iterator[Callable[..., Any]]:
    for command in of.registered_commands:
        assert command.callback is not None
        yield command.callback
    for group in of.registered_groups:
        assert group.typer_instance is not None
        yield from functions(group.typer_instance)


def is_whole_number(hint: Any) -> bool:
    return hint is int or any(is_whole_number(part) for part in get_args(hint))


def ids() -> dict[str, Any]:
    """How each id of each command is declared, by command and name."""
    return {
        f"{function.__name__} {name}": hint
        for function in functions(app)
        for name, hint in get_type_hints(function, include_extras=True).items()
        if is_whole_number(hint) and name not in COUNTS
    }


def test_every_id_of_every_command_has_room_in_the_database() -> None:
    found = ids()
    assert set(found) == {"doubts campaign", "replay parked_id", "parked after"}  # each is run below
    assert {name: hint.__metadata__[0].max for name, hint in found.items()} == dict.fromkeys(
        found, LARGEST_ID
    )


@pytest.mark.parametrize("command", COMMANDS_WITH_IDS, ids=" ".join)
@pytest.mark.parametrize("wrong", [str(LARGEST_ID + 1), "-1", "9" * 5000, "1.5", "x"], ids=lambda w: w[:20])
def test_an_id_that_no_row_can_have_is_refused_in_words(
    relance_environment: Settings, command: tuple[str, ...], wrong: str
) -> None:
    arguments = [*command, wrong] if command[-1].startswith("--") else [*command, "--", wrong]
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, "Invalid value" in result.stderr) == (2, True), result.output


@pytest.mark.parametrize("command", COMMANDS_WITH_IDS, ids=" ".join)
def test_the_largest_id_is_looked_for(relance_environment: Settings, command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*command, str(LARGEST_ID)])
    assert result.exit_code in (0, 1), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
