"""`relance import FILE`."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from relance.cli.environment import load_complete_settings
from relance.core.controls import spell_out_lines
from relance.core.db import create_pool, is_passing
from relance.core.settings import Settings

if TYPE_CHECKING:
    from relance.imports.formats.reading import Reading
    from relance.imports.jobs import NewImport
    from relance.imports.report import ImportReport
    from relance.imports.running.store import OnProgress


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_file)


File = Annotated[Path, typer.Argument(help="CSV or XLSX.", exists=True, dir_okay=False, readable=True)]
DefaultCountry = Annotated[
    str | None,
    typer.Option(
        help="Country of numbers without a country code, such as BJ; none: they all have one. Left out:"
        " the installation's."
    ),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        help="What a column holds, as HEADER=MEANING: phone, full_number, further_phone, country_code,"
        " first_name, last_name, consent_given, consent_date, consent_date_month_first, consent_how,"
        " consent_words, consent_refused, skip, or the name of a field. Others stay as guessed."
    ),
]
Sheet = Annotated[str | None, typer.Option(help="Of a workbook. Left out: the one with most numbers.")]
HiddenRows = Annotated[
    bool, typer.Option("--hidden-rows", help="Import the hidden rows of a workbook as well.")
]
EncodingName = Annotated[str | None, typer.Option(help="Of a text file, such as cp1252.")]
SeparatorMark = Annotated[str | None, typer.Option(help="Of a text file: , ; | or tab.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would be done, and write nothing.")]


def import_file(
    file: File,
    category: Annotated[str, typer.Option(help="Category of the contacts; made if missing.")],
    default_country: DefaultCountry = None,
    column: Column = None,
    sheet: Sheet = None,
    hidden_rows: HiddenRows = False,
    encoding: EncodingName = None,
    separator: SeparatorMark = None,
    dry_run: DryRun = False,
) -> None:
    """Import contacts; prints the counts, and each rejected line with its reason."""
    from rich.console import Console  # see commands.py on imports
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    from relance.imports.jobs import NewImport
    from relance.imports.report import lacks_country, render_report

    settings = load_complete_settings()
    settings.require_database_url()
    new = NewImport(
        file.name,
        category_name=category,
        default_country=default_country,
        dry_run=dry_run,
        reading=_how_to_read(encoding, separator, sheet, with_hidden=hidden_rows),
    )
    named = _read_columns(column or [])
    columns = (TextColumn("Importing"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("import", total=1.0)

        def show(fraction: float) -> None:
            progress.update(task, completed=fraction)

        try:
            report = asyncio.run(_import(settings, file, new, named, show))
        except KeyboardInterrupt:
            typer.echo("Broken off. What is stored stays: to go on, import the file again.", err=True)
            raise
    typer.echo(spell_out_lines(render_report(report)))
    job = report.job
    if job["rejected"] and not job["created"] + job["updated"] + job["unchanged"]:
        if default_country is None and any(lacks_country(line) for line in report.rejected):
            typer.echo("Name the country of these numbers: --default-country BJ, for example.", err=True)
        raise typer.Exit(1)  # nobody was imported


def _how_to_read(
    encoding: str | None, separator: str | None, sheet: str | None, *, with_hidden: bool
) -> "Reading":
    from relance.imports.formats.reading import Encoding, Reading, Separator

    mark = _check(separator, get_args(Separator), "--separator")
    return Reading(
        _check(encoding, get_args(Encoding), "--encoding"),
        "\t" if mark == "tab" else mark,
        sheet,
        with_hidden=with_hidden,
    )


def _check(value: str | None, allowed: tuple[str, ...], option: str) -> str | None:
    if value is not None and value not in allowed:
        raise typer.BadParameter(f"one of {' '.join(allowed)}", param_hint=option)
    return value


def _read_columns(given: list[str]) -> dict[str, str]:
    """By header. It may have an = of its own: the last one parts."""
    named = {}
    for text in given:
        header, parted, meaning = text.rpartition("=")
        if not parted or not header.strip() or not meaning.strip():
            raise typer.BadParameter("as HEADER=MEANING", param_hint="--column")
        named[header.strip()] = meaning.strip()
    return named


async def _import(
    settings: Settings, file: Path, new: "NewImport", named: dict[str, str], show: "OnProgress"
) -> "ImportReport":
    from relance.core.current_settings import CurrentSettings
    from relance.imports.report import read_report
    from relance.imports.running.run_here import make_job, run_to_end
    from relance.messages.news import CacheNews
    from relance.settings.refresh import refresh

    async with await create_pool(settings.require_database_url(), name="import", max_size=2) as pool:
        current = CurrentSettings(settings)
        await refresh(pool, current)
        news = CacheNews(pool)  # a long import is to be seen growing
        job_id = await make_job(pool, file=file, new=new, named=named, setting=current.values.default_country)
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
