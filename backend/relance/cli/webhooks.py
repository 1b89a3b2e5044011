"""`relance webhooks parked` and `relance webhooks replay`."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from relance.cli.environment import load_complete_settings
from relance.cli.ids import AfterId, ParkedId
from relance.core.controls import spell_out, spell_out_lines
from relance.core.current_settings import CurrentSettings
from relance.core.db import connect, create_pool
from relance.core.settings import Settings

if TYPE_CHECKING:
    from relance.webhooks.parked.listing import ParkedWebhook
    from relance.webhooks.replay import Replayed


def register(app: typer.Typer) -> None:
    """Add the group of commands."""
    group = typer.Typer(no_args_is_help=True, help="Webhooks that could not be read, kept for later.")
    group.command()(parked)
    group.command()(replay)
    app.add_typer(group, name="webhooks")


def parked(
    everything: Annotated[bool, typer.Option("--all", help="Also those already replayed.")] = False,
    after: AfterId = 0,
) -> None:
    """List parked webhooks with the reason, a hundred at a time."""
    from relance.webhooks.parked.listing import render_parked  # see commands.py on imports

    url = load_complete_settings().require_database_url()
    found = asyncio.run(_list(url, after_id=after, open_only=not everything))
    typer.echo(spell_out_lines(render_parked(found)))


def replay(
    parked_id: ParkedId = None,
    everything: Annotated[bool, typer.Option("--all", help="All that were not replayed yet.")] = False,
) -> None:
    """Apply parked webhooks again; exit 1 when one stays parked. Replaying twice changes nothing."""
    if (parked_id is None) != everything:
        raise typer.BadParameter("give either an id or --all")
    result = asyncio.run(_replay(load_complete_settings(), parked_id))
    typer.echo(f"{result.replayed} replayed, {len(result.failures)} still parked.")
    for failed_id, reason in result.failures:
        typer.echo(f"  {failed_id}: {spell_out(reason.text)}")
    if result.failures:
        raise typer.Exit(1)


async def _list(database_url: str, *, after_id: int, open_only: bool) -> "list[ParkedWebhook]":
    from relance.webhooks.parked.listing import list_parked

    connection = await connect(database_url, name="webhooks")
    try:
        return await list_parked(connection, beyond_id=after_id, open_only=open_only)
    finally:
        await connection.close()


async def _replay(settings: Settings, parked_id: int | None) -> "Replayed":
    from relance.interactions.keywords.hearing import hearing_by
    from relance.settings.refresh import refresh
    from relance.webhooks.replay import replay as replay_parked

    async with await create_pool(settings.require_database_url(), name="webhooks", max_size=1) as pool:
        current = CurrentSettings(settings)
        await refresh(pool, current)
        return await replay_parked(
            pool,
            unknown_grace_s=settings.unknown_grace_s,
            parked_id=parked_id,
            hearing=hearing_by(current),
        )
