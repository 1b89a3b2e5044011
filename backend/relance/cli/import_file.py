"""`relance import FILE`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from relance.cli.environment import load_complete_settings
from relance.core.controls import spell_out_lines
from relance.core.db import create_pool
from relance.core.settings import Settings

if TYPE_CHECKING:
    from relance.imports.report import ImportReport
    from relance.imports.service import OnProgress


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
    from relance.contacts.phones.parse import NO_DEFAULT_COUNTRY  # see commands.py on imports
    from relance.imports.report import render_report

    settings = load_complete_settings()
    settings.require_database_url()
    columns = (TextColumn("Importing"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("import", total=1.0)

        def show(report: "ImportReport") -> None:
            progress.update(task, completed=report.fraction)

        report = asyncio.run(_import(settings, file, category, default_country, show))
    typer.echo(spell_out_lines(render_report(report)))
    if report.rejected_total and not report.created + report.updated + report.unchanged:
        if default_country is None and any(NO_DEFAULT_COUNTRY in line.reason for line in report.rejected):
            typer.echo("Name the country of these numbers: --default-country BJ, for example.", err=True)
        raise typer.Exit(1)  # nobody was imported


async def _import(
    settings: Settings, file: Path, category: str, default_country: str | None, show: "OnProgress"
) -> "ImportReport":
    from relance.cli.invalidate import invalidating
    from relance.imports.service import CHANGED_BY_IMPORTS, import_contacts

    async with (
        await create_pool(settings.require_database_url(), name="import", max_size=2) as pool,
        invalidating(settings, pool, CHANGED_BY_IMPORTS) as cache,
    ):

        def show_and_tell(report: "ImportReport") -> None:
            show(report)
            if cache is not None:  # a long import is to be seen growing
                for namespace in CHANGED_BY_IMPORTS:
                    cache.bump_later(namespace)

        return await import_contacts(
            pool,
            source=file,
            category_name=category,
            default_country=default_country,
            on_progress=show_and_tell,
        )
