"""The client of the Graph API: one keep-alive pool, every send an outcome, no request ever written twice."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from types import TracebackType
from typing import Any, Self

import orjson
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import DetailedPyreqwestError, PoolTimeoutError, PyreqwestError
from pyreqwest.http import Url
from pyreqwest.multipart import FormBuilder, PartBuilder
from pyreqwest.request import RequestBuilder

from relance.whatsapp.errors import LOST_ANSWER, NOT_CONNECTED, MetaError
from relance.whatsapp.outcome import Outcome, read_answer, read_error

_CONNECT_TIMEOUT_S = 3.0
_POOL_TIMEOUT_S = 3.0
_TOTAL_TIMEOUT_S = 10.0
_UPLOAD_TIMEOUT_S = 120.0
# Meta's edge closes idle connections; ours go first, so that a request hardly ever meets a closing one.
_IDLE_TIMEOUT_S = 14.0
_RECONNECT_DELAY_S = 1.0
_PAGE_SIZE = 100
_MOST_PAGES = 1000
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")

TEMPLATE_FIELDS = (
    "id,name,language,status,category,components,parameter_format,quality_score,rejected_reason,"
    "correct_category,previous_category"
)
PHONE_NUMBER_FIELDS = (
    "id,display_phone_number,verified_name,quality_rating,whatsapp_business_manager_messaging_limit,throughput,"
    "name_status,status,code_verification_status,account_mode,platform_type,is_on_biz_app"
)

# How the HTTP library names an error that came before the request had a connection. Its exception *classes*
# do not tell: it raises ConnectError also when the server read the request and then closed the connection,
# and ConnectTimeoutError also when the answer took too long. Trusting them would send messages twice.
_NOT_YET_CONNECTED = "client error (Connect)"


class GraphError(Exception):
    """The Graph API answered a management call with an error."""

    def __init__(self, code: int, message: str, status: int) -> None:
        super().__init__(f"Graph API error {code} (HTTP {status}): {message}")
        self.code = code
        self.message = message
        self.status = status


class GraphUnreachable(Exception):
    """No usable answer to a management call: network, timeout, or something else than the Graph API
    answered."""


class GraphClient:
    """A client for one access token. Use as `async with GraphClient(...) as client`.

    `max_connections` bounds what is in flight; a request that finds no free place within `pool_timeout_s` is
    handed back as not sent. A send takes at most `pool_timeout_s + total_timeout_s`: leases must be longer.
    """

    def __init__(
        self,
        base_url: str,
        version: str,
        token: str,
        *,
        max_connections: int = 64,
        connect_timeout_s: float = _CONNECT_TIMEOUT_S,
        total_timeout_s: float = _TOTAL_TIMEOUT_S,
        pool_timeout_s: float = _POOL_TIMEOUT_S,
    ) -> None:
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            # Said here because the HTTP library would quote the token in its own complaint.
            raise ValueError(
                "The access token is empty or holds characters no token has, such as a line end."
            )
        self._address = base_url, version, token
        self._root = f"{base_url.rstrip('/')}/{version.strip('/')}"
        self._host = Url(self._root).host_str
        self._token = token
        self._max_connections = max_connections
        self._connect_timeout_s = connect_timeout_s
        self._total_timeout_s = total_timeout_s
        self._pool_timeout_s = pool_timeout_s
        self._message_urls: dict[str, Url] = {}
        self._client: Client | None = None
        self._retired: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._client = self._build()
        return self

    def _build(self) -> Client:
        builder = (
            ClientBuilder()
            .http1_only()
            .follow_redirects(False)
            .gzip(False)
            .brotli(False)
            .zstd(False)
            .deflate(False)
            .user_agent("relance")
            .default_headers({"Authorization": "Bearer " + self._token})
            .timeout(timedelta(seconds=self._total_timeout_s))
            .connect_timeout(timedelta(seconds=self._connect_timeout_s))
            .pool_timeout(timedelta(seconds=self._pool_timeout_s))
            .pool_idle_timeout(timedelta(seconds=_IDLE_TIMEOUT_S))
            .pool_max_idle_per_host(self._max_connections)
            .max_connections(self._max_connections)
        )
        if self._host in _LOOPBACK_HOSTS:
            builder = builder.no_proxy()  # a proxy of the environment cannot reach our own machine
        return builder.build()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        client, self._client = self._client, None
        for task in self._retired:
            task.cancel()
        if self._retired:
            await asyncio.wait(self._retired)
        if client is not None:
            await client.close()

    def renew(self) -> None:
        """Use new connections from now on: after an outage those of before are dead, and do not know it.

        Requests that are under way on the old ones still end.
        """
        client, self._client = self._open(), self._build()
        task = asyncio.create_task(self._close_later(client))
        self._retired.add(task)
        task.add_done_callback(self._retired.discard)

    async def _close_later(self, client: Client) -> None:
        try:
            await asyncio.sleep(self._pool_timeout_s + self._total_timeout_s)
        finally:
            await client.close()

    def alike(self, *, total_timeout_s: float) -> "GraphClient":
        """A client of its own with the same address and token, for one question on a new connection."""
        return GraphClient(
            *self._address,
            max_connections=1,
            connect_timeout_s=total_timeout_s,
            total_timeout_s=total_timeout_s,
            pool_timeout_s=total_timeout_s,
        )

    async def send_message(self, phone_number_id: str, body: bytes) -> Outcome:
        """Send one message body. Never raises for anything the network or Meta does.

        A failure before the request had a connection is `retry_at` of scope `number`: surely nothing was
        sent, and every other message of the number would meet the same. Any failure later is `unknown`.
        """
        url = self._message_urls.get(phone_number_id)
        if url is None:
            url = Url(self._url(phone_number_id, "messages"))
            self._message_urls[phone_number_id] = url
        request = self._open().post(url).header("Content-Type", "application/json").body_bytes(body).build()
        try:
            response = await request.send()
            content = bytes(await response.bytes())
        except PyreqwestError as error:
            return _read_failure(error)
        return read_answer(response.status, response.get_header("date"), content)

    async def list_templates(self, waba_id: str) -> AsyncIterator[dict[str, Any]]:
        """Iterate over all templates of a business account. Raises GraphError, GraphUnreachable."""
        after: str | None = None
        # Bounded, and by cursor instead of the `next` address: that one carries the token, and any host.
        for _ in range(_MOST_PAGES):
            query = {"fields": TEMPLATE_FIELDS, "limit": str(_PAGE_SIZE)}
            if after:
                query["after"] = after
            url = self._url(waba_id, "message_templates")
            page = await _ask(self._open().get(url).query(query))
            items = page.get("data")
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict):
                    yield item
            following = _read_cursor(page)
            if following is None or following == after:
                return
            after = following

    async def get_phone_number(self, phone_number_id: str) -> dict[str, Any]:
        """Read one business phone number. Raises GraphError, GraphUnreachable."""
        request = self._open().get(self._url(phone_number_id)).query({"fields": PHONE_NUMBER_FIELDS})
        return await _ask(request)

    async def read(
        self,
        node: str,
        edge: str | None = None,
        *,
        query: dict[str, str] | None = None,
        token: str | None = None,
    ) -> dict[str, Any]:
        """Read any node or edge, with another token if one is given. Raises GraphError, GraphUnreachable."""
        request = self._open().get(self._url(node, edge)).query(query or {})
        if token is not None:
            request = request.header("Authorization", f"Bearer {token}")
        return await _ask(request)

    async def upload_media(self, phone_number_id: str, filename: str, mime: str, data: bytes) -> str:
        """Upload a file and return its media id, valid 30 days. Raises GraphError, GraphUnreachable."""
        part = PartBuilder.from_bytes(data).mime(mime).file_name(filename)
        form = FormBuilder().text("messaging_product", "whatsapp").text("type", mime).part("file", part)
        request = self._open().post(self._url(phone_number_id, "media")).multipart(form)
        answer = await _ask(request.timeout(timedelta(seconds=_UPLOAD_TIMEOUT_S)))
        media_id = answer.get("id")
        if not isinstance(media_id, str) or not media_id:
            raise GraphUnreachable("The upload was answered without a media id.")
        return media_id

    def _open(self) -> Client:
        if self._client is None:
            raise RuntimeError("GraphClient is used outside of its `async with` block.")
        return self._client

    def _url(self, node: str, edge: str | None = None) -> str:
        if _ID.fullmatch(node) is None:
            raise ValueError(f"{node!r} is not an id of the Graph API.")
        return f"{self._root}/{node}/{edge}" if edge else f"{self._root}/{node}"


def _read_failure(error: PyreqwestError) -> Outcome:
    words = _describe(error)
    if isinstance(error, PoolTimeoutError) or _NOT_YET_CONNECTED in _list_causes(error):
        failure = MetaError(NOT_CONNECTED, "Not connected", words)
        return Outcome("retry_at", "number", delay_s=_RECONNECT_DELAY_S, error=failure)
    return Outcome("unknown", "row", error=MetaError(LOST_ANSWER, "The answer was lost", words))


def _list_causes(error: PyreqwestError) -> list[str]:
    if not isinstance(error, DetailedPyreqwestError):
        return []
    return [cause["message"] for cause in error.details.get("causes") or ()]


def _describe(error: PyreqwestError) -> str:
    causes = _list_causes(error)
    last = causes[-1] if causes else ""
    return f"{type(error).__name__}: {error.message}; {last}"[:500]


async def _ask(request: RequestBuilder) -> dict[str, Any]:
    """Send a management call and return its JSON object."""
    try:
        response = await request.build().send()
        content = bytes(await response.bytes())
    except PyreqwestError as error:
        raise GraphUnreachable(_describe(error)) from error
    try:
        answer = orjson.loads(content)
    except orjson.JSONDecodeError:
        answer = None
    failure = read_error(answer)
    if failure is not None:
        words = f"{failure.title} {failure.details}".strip()
        raise GraphError(failure.code, words, response.status)
    if not 200 <= response.status <= 299 or not isinstance(answer, dict):
        raise GraphUnreachable(f"HTTP {response.status} without an answer of the Graph API.")
    return answer


def _read_cursor(page: dict[str, Any]) -> str | None:
    paging = page.get("paging")
    if not isinstance(paging, dict) or not paging.get("next"):
        return None
    cursors = paging.get("cursors")
    after = cursors.get("after") if isinstance(cursors, dict) else None
    return after if isinstance(after, str) and after else None
