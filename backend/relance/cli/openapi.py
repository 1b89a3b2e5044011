"""The description of the API, without starting anything."""

import json

import typer


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("openapi")(_openapi)


def _openapi() -> None:
    """Print the OpenAPI of the API as JSON: what the web app's types are made of."""
    from relance.core.settings import Settings
    from relance.main import describe_api

    typer.echo(json.dumps(describe_api(Settings.model_construct()), indent=2, ensure_ascii=False))
