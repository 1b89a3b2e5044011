"""Senders and templates as Meta has them, when an API process starts."""

import asyncio

from relance.core.clock import boottime_s
from relance.core.db import Pool
from relance.core.essential import Essential
from relance.core.log import get_logger
from relance.core.settings import Settings
from relance.senders.sync import sync_senders
from relance.templates.sync import sync_templates
from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable

log = get_logger(__name__)


class OutOfStep:
    """That numbers and templates are not known as Meta has them, and since when: for the heartbeat."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._code: int | None = None

    def note(self, code: int | None) -> None:
        """Meta was asked in vain; `code`: its refusal, None when it could not be reached."""
        self._code = code
        if self._since_s is None:
            self._since_s = boottime_s()

    def end(self) -> None:
        """They are known."""
        self._since_s = None

    def describe(self) -> dict[str, float | int | None] | None:
        """`code` and `for_s`; None while all is well."""
        if self._since_s is None:
            return None
        return {"code": self._code, "for_s": round(boottime_s() - self._since_s, 1)}


async def keep_in_step(pool: Pool, settings: Settings, essential: Essential, out: OutOfStep) -> None:
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
            out.end()
            essential.release_current()
            return
        except (GraphError, GraphUnreachable) as error:
            out.note(error.code if isinstance(error, GraphError) else None)
            log.warning("graph_not_read", reason=str(error), again_in_s=wait_s)
        except Exception:
            # The database may be away, or Meta may answer something new: neither may end the trying.
            log.exception("graph_not_stored", again_in_s=wait_s)
        await asyncio.sleep(wait_s)
        wait_s = min(60.0, wait_s * 2)
