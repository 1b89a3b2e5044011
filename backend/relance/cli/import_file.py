"""`relance import FILE`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from relance.cli.environment import load_complete_settings

if TYPE_CHECKING:
    from relance.imports.report import ImportReport


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_file)


def import_file(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX.", exists=True, dir_okay=False, readable=True)],
    category: Annotated[str, typer.Option(help="Category of the contacts; made if missing.")],
    default_country: Annotated[
        str | None, typer.Option(help="Country of numbers without a country code, such as BJ.")
    ] = None,
) -> None:
    """Import contacts; prints the counts, and each rejected line with its reason."""
    from relance.imports.command import render_report, run_import  # see commands.py on imports

    database_url = load_complete_settings().require_database_url()
    columns = (TextColumn("Importing"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("import", total=1.0)

        def show(report: "ImportReport") -> None:
            progress.update(task, completed=report.fraction)

        report = asyncio.run(
            run_import(
                database_url,
                path=file,
                category=category,
                default_country=default_country,
                on_progress=show,
            )
        )
    typer.echo(render_report(report))
