"""`relance create-user`, `set-password`, `create-api-key`."""

import asyncio
import sys
from typing import Annotated

import typer

from relance.cli.environment import load_complete_settings

Username = Annotated[str, typer.Argument(help="The name to log in with.")]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from stdin instead of asking.")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("create-user")(create_user)
    app.command("set-password")(set_password)
    app.command("create-api-key")(create_api_key)


def create_user(
    username: Username,
    role: Annotated[
        str, typer.Option(help="admin, or super_admin who also manages users and keys.")
    ] = "admin",
    password_stdin: PasswordStdin = False,
) -> None:
    """Create a user of the web app."""
    from relance.auth.command import run_create_user  # see commands.py on imports

    database_url = load_complete_settings().require_database_url()
    password = _read_password(password_stdin)
    asyncio.run(run_create_user(database_url, username=username, password=password, role=role))
    typer.echo(f"The {role} {username} can log in.")


def set_password(username: Username, password_stdin: PasswordStdin = False) -> None:
    """Replace the password of a user."""
    from relance.auth.command import run_set_password

    database_url = load_complete_settings().require_database_url()
    password = _read_password(password_stdin)
    asyncio.run(run_set_password(database_url, username=username, password=password))
    typer.echo(f"{username} has a new password.")


def create_api_key(
    name: Annotated[str, typer.Option(help="What the key is for; it is shown in the list of keys.")],
) -> None:
    """Create an API key; it is the last word on stdout and cannot be shown again."""
    from relance.auth.command import run_create_api_key

    database_url = load_complete_settings().require_database_url()
    typer.echo(f"API key {name}: {asyncio.run(run_create_api_key(database_url, name=name))}")


def _read_password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return password
