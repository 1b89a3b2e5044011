"""`relance demo`: a whole campaign on real servers against a simulated WhatsApp."""

from typing import Annotated

import typer

from relance.cli.demo_contacts import LARGEST
from relance.cli.demo_options import DemoOptions, read_duration


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    contacts: Annotated[
        int | None,
        typer.Option(min=1, max=LARGEST, help="Number of made-up contacts.", show_default="the sample file"),
    ] = None,
    window: Annotated[
        str, typer.Option(help="Time a contact has to interact; Meta's real one is 24h.")
    ] = "30s",
    rate: Annotated[float, typer.Option(min=1, max=10_000, help="Messages per second.")] = 75,
    port: Annotated[int, typer.Option(min=1, max=65_535, help="Port of the API, if it is free.")] = 8000,
    leave_at_end: Annotated[
        bool, typer.Option("--exit", help="End with the campaign; the result is one line of JSON on stdout.")
    ] = False,
) -> None:
    """Run a whole campaign here and now: real servers, real processes, a simulated WhatsApp."""
    options = DemoOptions(contacts, read_duration(window), rate, port, leave_at_end)
    from relance.cli.demo_show import show  # see commands.py on imports

    raise typer.Exit(show(options))
