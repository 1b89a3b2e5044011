"""The Graph client of a request, and its failures as answers that say what to do."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request

from relance.core.errors import AppError, malformed
from relance.core.settings import Settings
from relance.whatsapp.client import GraphClient, GraphError, GraphUnreachable
from relance.whatsapp.errors import find_rule

_MEDIA_REFUSED = (131052, 131053)


@asynccontextmanager
async def open_graph(request: Request) -> AsyncIterator[GraphClient]:
    """The client of the process, else one for this request alone.

    Inside, GraphUnreachable and GraphError become AppError `graph_unreachable`, `graph_refused` (503) and
    `media_refused` (422).
    """
    shared: GraphClient | None = getattr(request.app.state, "graph", None)
    settings: Settings = request.app.state.settings
    try:
        if shared is not None:
            yield shared
            return
        async with _create_client(settings) as graph:
            yield graph
    except GraphUnreachable as error:
        raise AppError(
            "graph_unreachable",
            f"The Graph API at {settings.whatsapp_api_url} cannot be reached; nothing was changed. Check "
            "this machine's connection and RELANCE_WHATSAPP_API_URL, then try again.",
            status=503,
            details={"reason": str(error)[:500]},
        ) from error
    except GraphError as error:
        details = {"code": error.code, "status": error.status}
        if error.code in _MEDIA_REFUSED:
            raise malformed(
                "media_refused", f"Meta refuses this image: {error.message}", **details
            ) from error
        advice = find_rule(error.code).advice_en
        raise AppError(
            "graph_refused", f"Meta refused: {error.message} {advice}".strip(), status=503, details=details
        ) from error


def _create_client(settings: Settings) -> GraphClient:
    try:
        return GraphClient(
            settings.whatsapp_api_url,
            settings.whatsapp_graph_version,
            settings.whatsapp_token,
            max_connections=2,
        )
    except ValueError as error:
        raise AppError("graph_refused", f"RELANCE_WHATSAPP_TOKEN: {error}", status=503) from error
