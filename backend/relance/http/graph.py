"""The Graph client of a request, and its failures as answers that say what to do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from relance.core.errors import AppError
from relance.core.settings import Settings
from relance.http.services import Services
from relance.reasons.causes import CAUSES
from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable
from relance.whatsapp.error_words import advise_on_code, explain_code

_MEDIA_REFUSED = (131052, 131053)


@asynccontextmanager
async def open_graph(services: Services) -> AsyncIterator[GraphClient]:
    """The client of the process, else one for this request alone.

    Inside, GraphUnreachable and GraphError become AppError `graph_unreachable`, `graph_refused` (503) and
    `media_refused` (422).
    """
    settings = services.settings
    try:
        if services.graph is not None:
            yield services.graph
            return
        async with _create_client(settings) as graph:
            yield graph
    except GraphUnreachable as error:
        raise AppError(
            "graph_unreachable", url=settings.whatsapp_api_url, details={"reason": str(error)[:500]}
        ) from error
    except GraphError as error:
        details = {"code": error.code, "status": error.status}
        if error.code in _MEDIA_REFUSED:
            raise AppError(
                "media_refused", said=explain_code(error.code, error.message), details=details
            ) from error
        why = CAUSES.make(
            "refused_by_meta",
            said=explain_code(error.code, error.message),
            advice=advise_on_code(error.code, error.message),
        )
        raise AppError("graph_refused", why=why, details=details) from error


def _create_client(settings: Settings) -> GraphClient:
    try:
        return GraphClient(
            settings.whatsapp_api_url,
            settings.whatsapp_graph_version,
            settings.whatsapp_token,
            max_connections=2,
        )
    except ValueError as error:
        raise AppError("graph_refused", why=CAUSES.make("token_unusable")) from error
