"""The commands joined into one program. Each lives in the file of its topic.

A topic imports what it runs inside its functions: all of them together take more than a second to import,
and `relance up` starts five processes.
"""

from typing import Any

import typer
from typer.core import TyperGroup

from relance.cli import (
    access,
    demo,
    doctor,
    import_file,
    migrate,
    openapi,
    recount,
    serve,
    sync,
    up,
    webhooks,
)
from relance.core.db import CONNECTION_LOST
from relance.core.errors import AppError, SettingsError
from relance.core.log import configure_logging


class SentencesNotTracebacks(TyperGroup):
    """What a person can mend is said in one sentence: exit 2 for settings, 1 for a refusal."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. What is logged on the way goes to stderr: stdout is the command's answer."""
        configure_logging(process=ctx.invoked_subcommand or "command", level="WARNING")
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            typer.echo(f"relance: {error}", err=True)
            raise typer.Exit(2) from error
        except AppError as error:
            typer.echo(f"relance: {error.message}", err=True)
            raise typer.Exit(1) from error
        except CONNECTION_LOST as error:
            typer.echo(f"relance: the database or the network is away: {error}", err=True)
            raise typer.Exit(1) from error


app = typer.Typer(
    name="relance",
    cls=SentencesNotTracebacks,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="WhatsApp campaigns on Meta's Cloud API. Settings: see .env.example; first steps: relance demo.",
)
for topic in (up, serve, migrate, access, sync, import_file, recount, webhooks, doctor, demo, openapi):
    topic.register(app)
