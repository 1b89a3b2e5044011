"""Senders and templates as Meta has them, when an API process starts."""

import asyncio

from relance.core.db import Pool
from relance.core.essential import Essential
from relance.core.log import get_logger
from relance.core.settings import Settings
from relance.senders.sync import sync_senders
from relance.templates.sync import sync_templates
from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable

log = get_logger(__name__)


async def keep_in_step(pool: Pool, settings: Settings, essential: Essential) -> None:
    """Read senders and templates from the Graph API at the start; keep trying while it is out of reach."""
    wait_s = 1.0
    while True:
        try:
            async with GraphClient(
                settings.whatsapp_api_url,
                settings.whatsapp_graph_version,
                settings.whatsapp_token,
                max_connections=2,
            ) as graph:
                await sync_senders(pool, graph, settings)
                await sync_templates(pool, graph, settings.whatsapp_business_account_id)
            essential.release_current()
            return
        except (GraphError, GraphUnreachable) as error:
            log.warning("graph_not_read", reason=str(error), again_in_s=wait_s)
        except Exception:
            # The database may be away, or Meta may answer something new: neither may end the trying.
            log.exception("graph_not_stored", again_in_s=wait_s)
        await asyncio.sleep(wait_s)
        wait_s = min(60.0, wait_s * 2)
