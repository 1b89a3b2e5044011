"""`relance recount`."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from relance.cli.environment import load_complete_settings
from relance.core.db import create_pool

if TYPE_CHECKING:
    from relance.counts.recount import Drift


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(recount)


def recount(
    check: Annotated[bool, typer.Option("--check", help="Exit 1 when a count has drifted.")] = False,
) -> None:
    """Count the rows themselves and hold them against the counts and bitmaps that everything else reads."""
    from relance.counts.recount import render_drift  # see commands.py on imports

    drifts = asyncio.run(count_drift(load_complete_settings().require_database_url()))
    typer.echo(render_drift(drifts))
    if check and drifts:
        raise typer.Exit(1)


async def count_drift(database_url: str) -> "list[Drift]":
    """All that differs: counts, courses, the queue and the bitmaps of contacts."""
    from relance.contacts.search_index import check_index
    from relance.counts.recount import Drift, check_counts

    async with await create_pool(database_url, name="recount", max_size=1) as pool:
        drifts = await check_counts(pool)
        gaps = await check_index(pool)
    return drifts + [Drift(gap.subject, gap.what, counted=0, actual=gap.contacts) for gap in gaps]
