"""`relance import FILE`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from relance.cli.environment import load_complete_settings
from relance.core.controls import spell_out_lines
from relance.core.db import create_pool, is_passing
from relance.core.settings import Settings

if TYPE_CHECKING:
    from relance.imports.jobs import NewImport
    from relance.imports.report import ImportReport
    from relance.imports.store import OnProgress


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_file)


def import_file(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX.", exists=True, dir_okay=False, readable=True)],
    category: Annotated[str, typer.Option(help="Category of the contacts; made if missing.")],
    default_country: Annotated[
        str | None,
        typer.Option(
            help="Country of numbers without a country code, such as BJ; none: they all have one. Left out:"
            " the installation's."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be done, and write nothing.")
    ] = False,
) -> None:
    """Import contacts; prints the counts, and each rejected line with its reason."""
    from relance.imports.jobs import NewImport  # see commands.py on imports
    from relance.imports.report import lacks_country, render_report

    settings = load_complete_settings()
    settings.require_database_url()
    new = NewImport(file.name, category_name=category, default_country=default_country, dry_run=dry_run)
    columns = (TextColumn("Importing"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("import", total=1.0)

        def show(fraction: float) -> None:
            progress.update(task, completed=fraction)

        try:
            report = asyncio.run(_import(settings, file, new, show))
        except KeyboardInterrupt:
            typer.echo("Broken off. What is stored stays: to go on, import the file again.", err=True)
            raise
    typer.echo(spell_out_lines(render_report(report)))
    job = report.job
    if job["rejected"] and not job["created"] + job["updated"] + job["unchanged"]:
        if default_country is None and any(lacks_country(line) for line in report.rejected):
            typer.echo("Name the country of these numbers: --default-country BJ, for example.", err=True)
        raise typer.Exit(1)  # nobody was imported


async def _import(settings: Settings, file: Path, new: "NewImport", show: "OnProgress") -> "ImportReport":
    from relance.core.current_settings import CurrentSettings
    from relance.imports.report import read_report
    from relance.imports.run_here import make_job, run_to_end
    from relance.messages.news import CacheNews
    from relance.settings.refresh import refresh

    async with await create_pool(settings.require_database_url(), name="import", max_size=2) as pool:
        current = CurrentSettings(settings)
        await refresh(pool, current)
        news = CacheNews(pool)  # a long import is to be seen growing
        job_id = await make_job(pool, file=file, new=new, setting=current.values.default_country)
        try:
            job = await run_to_end(pool, job_id=job_id, news=news, on_progress=show)
        except Exception as error:
            if is_passing(error):
                words = (
                    f"Import {job_id} is kept, a running worker goes on with it. Without one: import again."
                )
                typer.echo(words, err=True)
            raise
        finally:
            await news.close()
        async with pool.acquire() as conn:
            return await read_report(conn, job=job)
