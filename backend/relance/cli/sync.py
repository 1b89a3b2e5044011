"""`relance sync`."""

import asyncio
from typing import TYPE_CHECKING

import typer

from relance.cli.environment import load_complete_settings
from relance.core.db import create_pool
from relance.core.errors import CommandError
from relance.core.settings import Settings

if TYPE_CHECKING:
    from relance.templates.sync import TemplateSync


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(sync)


def sync() -> None:
    """Read senders and templates from the Graph API; what was blocked and is mended there may send again."""
    senders, templates = asyncio.run(read_everything(load_complete_settings()))
    typer.echo(
        f"{senders} senders and {templates.listed} templates read; "
        f"{templates.vanished} templates exist at Meta no more."
    )


async def read_everything(settings: Settings) -> tuple[int, "TemplateSync"]:
    """Read senders and templates; returns how many senders, and what became of the templates."""
    from relance.senders.sync import sync_senders  # see commands.py on imports
    from relance.templates.sync import sync_templates
    from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable

    pool = await create_pool(settings.require_database_url(), name="sync", max_size=2)
    try:
        async with GraphClient(
            settings.whatsapp_api_url,
            settings.whatsapp_graph_version,
            settings.whatsapp_token,
            max_connections=2,
        ) as graph:
            senders = await sync_senders(pool, graph, settings, lift_blocks=True)
            waba_id = settings.whatsapp_business_account_id
            return senders, await sync_templates(pool, graph, waba_id, lift_blocks=True)
    except (GraphError, GraphUnreachable) as error:
        raise CommandError("graph_api", f"the Graph API did not answer as it should: {error}") from error
    finally:
        await pool.close()
