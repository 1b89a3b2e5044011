"""The API process: builds everything once, joins routers with who may call them, and takes in webhooks."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache as once_per_process
from functools import partial
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from relance.activity.api import router as activity
from relance.activity.edge import KnowWhence
from relance.auth.api import router as auth
from relance.auth.api_keys_api import router as api_keys
from relance.auth.edge.access import (
    find_caller,
    require_key,
    require_super_admin,
)
from relance.auth.edge.asked_first import AskedFirst
from relance.auth.edge.cookies import cookie_name
from relance.auth.edge.quotas import CountedCallers
from relance.auth.edge.streams import StreamsEndWithAccess
from relance.auth.users_api import router as users
from relance.cache.api import router as cache
from relance.campaigns.api import router as campaigns
from relance.categories.api import bulk_router as bulk_category_contacts
from relance.categories.api import router as categories
from relance.contacts.api import router as contacts
from relance.contacts.bulk_api import router as bulk_contacts
from relance.contacts.consents_api import router as consents
from relance.contacts.erasure_api import router as erasure
from relance.core.log import configure_logging, get_logger
from relance.core.settings import Settings, load_settings
from relance.core.stopping import LingeringStop
from relance.core.version import VERSION
from relance.dashboard.api import router as dashboard
from relance.dashboard.events_api import router as live
from relance.door.forwarded import Forwarded
from relance.door.hosts import STRICT_TRANSPORT, AllowedHosts, StrictTransport
from relance.door.places import Places
from relance.door.slashes import lead_on
from relance.door.whole import STATE as WHOLE
from relance.door.whole import Headers, Whole
from relance.http.answer_headers import AnswerHeaders
from relance.http.asgi import BodyLimit, RequestId, UnexpectedErrors
from relance.http.compression import Compression
from relance.http.docs import router as docs
from relance.http.docs import serve_document
from relance.http.health import AliveFirst
from relance.http.health import router as health
from relance.http.openapi import complete_openapi
from relance.http.plain import FORM_LIMITS, PlainRequests
from relance.http.requests import answer_errors
from relance.http.services import provide, services_of
from relance.http.strictness import refuse_unknown
from relance.imports.api import router as imports
from relance.interactions.api import router as opt_out_words
from relance.media.api import router as media
from relance.messages.api import router as messages
from relance.monitoring.api import router as monitoring
from relance.monitoring.last_senders import wait_for_last_sender
from relance.restored.api import answers as restored_answers
from relance.restored.api import router as restored
from relance.senders.api import router as senders
from relance.settings.api import router as running_settings
from relance.start import build_services
from relance.templates.api import router as templates
from relance.webapp.serve import WebApp
from relance.webhooks.api import router as parked_webhooks
from relance.webhooks.endpoint import ANSWER as WEBHOOK_STORED
from relance.webhooks.endpoint import PATH as WEBHOOKS
from relance.webhooks.endpoint import WebhookEndpoint
from relance.webhooks.group_commit import Intake

log = get_logger(__name__)

MAX_BODY = 3 * 1024 * 1024
OTHER_BODIES = {
    "/api/contacts/import": 101 * 1024 * 1024,
    "/api/media": 6 * 1024 * 1024,
    # Open to strangers: a name and a password are no megabytes.
    "/api/auth/": 64 * 1024,
}
"""By the beginning of the path."""
KEPT_PLACES = (WEBHOOKS, "/healthz", "/readyz")
TURN_S = 0.0005
"""So long at most a thread that computes (an export, a file that is looked at) keeps the event loop waiting,
each time that it has something to do; Python's own 5 ms were most of what another caller waited."""


class WebhooksFirst:
    """Lets the webhook endpoint see every request first: it costs a third of a FastAPI route."""

    def __init__(self, api: FastAPI) -> None:
        self.api = api

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Requests to the endpoint, which passes on what is not its own; the lifespan to FastAPI."""
        if scope["type"] == "http":
            await services_of(self.api).of(WebhookEndpoint)(scope, receive, send)
        else:
            await self.api(scope, receive, send)


def create_app(settings: Settings | None = None) -> ASGIApp:
    """The ASGI application. Raises SettingsError when a setting is missing or malformed."""
    settings = settings or load_settings()
    configure_logging(process="api")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Whole]]:
        async with AsyncExitStack() as stack:
            services = await build_services(app, settings, stack)
            provide(app, services)
            _spare_the_collector()
            sys.setswitchinterval(TURN_S)
            # A service manager asks all processes to stop at once: what senders have under way is heard out.
            stop = LingeringStop(partial(wait_for_last_sender, services.pool))
            stop.install()
            stack.push_async_callback(stop.remove)
            yield {WHOLE: _take_webhooks_whole(services.of(WebhookEndpoint), services.of(Intake), settings)}

    app = _create_api(settings, lifespan)
    # The last one added is the outermost.
    app.add_middleware(StreamsEndWithAccess)
    app.add_middleware(Compression)
    app.add_middleware(BodyLimit, most_bytes=MAX_BODY, limits=OTHER_BODIES)
    app.add_middleware(CountedCallers, api=app, find_caller=find_caller)
    app.add_middleware(AskedFirst, api=app, find_caller=find_caller)
    app.add_middleware(PlainRequests)
    app.add_middleware(KnowWhence)
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(AliveFirst)
    app.add_middleware(RequestId)
    web = WebApp(WebhooksFirst(app), session_cookie=cookie_name(settings))
    return AnswerHeaders(_stand_before(Places(web, kept_for=KEPT_PLACES), settings))


def _stand_before(app: ASGIApp, settings: Settings) -> ASGIApp:
    """What every request passes first: from where, by which name, and how to come the next time."""
    app = Forwarded(app, trusted=settings.trusted_proxies)
    if settings.allowed_hosts:
        app = AllowedHosts(app, allowed=settings.allowed_hosts)
    return StrictTransport(app) if settings.is_public_tls else app


def _take_webhooks_whole(endpoint: WebhookEndpoint, intake: Intake, settings: Settings) -> Whole:
    """Signed webhooks, without what stands before them: what it asks and adds is asked and added here."""
    hosts = AllowedHosts(endpoint, allowed=settings.allowed_hosts)

    def take(headers: Headers, body: bytes) -> "asyncio.Future[bool] | None":
        is_asked = not settings.allowed_hosts or hosts.allows(headers)
        return intake.offer(body) if is_asked and endpoint.is_signed(headers, body) else None

    strict = b"%s: %s\r\n" % STRICT_TRANSPORT if settings.is_public_tls else b""
    return Whole(WEBHOOKS.encode(), take, strict + WEBHOOK_STORED)


def describe_api(settings: Settings) -> dict[str, Any]:
    """The OpenAPI of the API; connects to nothing."""
    return _create_api(settings, None).openapi()


def _create_api(settings: Settings, lifespan: Lifespan[FastAPI] | None) -> FastAPI:
    app = FastAPI(title="Relance", version=VERSION, lifespan=lifespan, openapi_url=None, redoc_url=None)
    app.router.routes.extend(_join_routers())
    answer_errors(app)
    lead_on(app)
    complete_openapi(app)
    serve_document(app)
    return app


@once_per_process
def _join_routers() -> list[BaseRoute]:
    """Signing in is open; users, keys and the activity log are for super admins; all else needs a caller.

    Once for all applications of a process: to work all routes out takes FastAPI a quarter of a second of CPU.
    """
    joined = APIRouter()
    joined.include_router(health)
    joined.include_router(docs)
    strict = Depends(refuse_unknown)
    joined.include_router(auth, dependencies=[strict])
    for protected in (users, api_keys, restored_answers, activity):
        joined.include_router(protected, dependencies=[Depends(require_super_admin), strict])
    for protected in (
        bulk_contacts,
        bulk_category_contacts,
        imports,
        contacts,
        consents,
        erasure,
        categories,
        campaigns,
        messages,
        senders,
        templates,
        media,
        parked_webhooks,
        monitoring,
        dashboard,
        live,
        cache,
        restored,
        running_settings,
        opt_out_words,
    ):
        joined.include_router(protected, dependencies=[Depends(require_key), strict], form_limits=FORM_LIMITS)
    return joined.routes


@once_per_process
def _spare_the_collector() -> None:
    """What stands now stays. Looking through it took 95 ms, once a second under load, and all else waited.

    From here on the collector works, which the start goes without (`cli/serve.py`).
    """
    gc.collect()
    gc.freeze()
    gc.enable()
