"""`.env.example`, for whoever installed a wheel and has no checkout to look it up in."""

from pathlib import Path

import typer

_PACKED = Path(__file__).parents[1] / "core" / "env.example"
"""Where `make dist` puts it."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("env-example")(_env_example)


def _env_example() -> None:
    """Print .env.example, which explains every setting: `relance env-example > .env`."""
    example = _PACKED if _PACKED.exists() else Path(__file__).parents[3] / ".env.example"
    typer.echo(example.read_text(), nl=False)
