"""The commands joined into one program. Each lives in the file of its topic.

A topic imports what it runs inside its functions: all of them together take more than a second to import,
and `relance up` starts five processes.
"""

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from relance.activity import act_as
from relance.activity.actor import actor_of_this
from relance.cli import (
    access,
    backup,
    demo,
    doctor,
    doubts,
    env_example,
    import_file,
    migrate,
    openapi,
    recount,
    restore,
    restored,
    serve,
    sync,
    up,
    webhooks,
)
from relance.cli.trouble import explain_trouble
from relance.cli.who import say_who
from relance.core.controls import spell_out_lines
from relance.core.db import is_passing
from relance.core.errors import AppError, CommandError, SettingsError
from relance.core.log import configure_logging
from relance.core.secret import hide_secrets
from relance.core.version import VERSION

PROCESSES = ("up", "api", "sender", "worker", "beat")
"""Commands that run on."""


class SentencesNotTracebacks(TyperGroup):
    """What a person can mend is said in one sentence: exit 2 for settings, 1 for a refusal."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command. What is logged on the way goes to stderr: stdout is the command's answer."""
        configure_logging(process=ctx.invoked_subcommand or "command", level="WARNING")
        try:
            with actor_of_this():
                return super().invoke(ctx)
        except SettingsError as error:
            _complain(str(error))
            raise typer.Exit(2) from error
        except (AppError, CommandError) as error:
            _complain(error.message)
            raise typer.Exit(1) from error
        except Exception as error:
            if not is_passing(error):
                raise
            _complain(explain_trouble(error))
            raise typer.Exit(1) from error

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """What a command changes is its doing; what the processes do by themselves, Relance's own."""
        name, command, rest = super().resolve_command(ctx, args)
        if name not in PROCESSES:
            act_as("command", name=say_who(f"relance {name}"))
        return name, command, rest


def _complain(sentence: str) -> None:
    typer.echo(f"relance: {spell_out_lines(hide_secrets(sentence))}", err=True)


app = typer.Typer(
    name="relance",
    cls=SentencesNotTracebacks,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="WhatsApp campaigns on Meta's Cloud API. Settings: relance env-example; first steps: relance demo.",
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"relance {VERSION}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Tell which version this is.", callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    """WhatsApp campaigns on Meta's Cloud API. Settings: relance env-example; first steps: relance demo."""


for topic in (
    up,
    serve,
    migrate,
    access,
    sync,
    import_file,
    recount,
    backup,
    restore,
    restored,
    webhooks,
    doubts,
    doctor,
    demo,
    openapi,
    env_example,
):
    topic.register(app)
