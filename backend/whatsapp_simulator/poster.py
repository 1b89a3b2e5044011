"""Posting webhook bodies over kept-alive connections."""

from datetime import timedelta
from typing import Self

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import PyreqwestError
from pyreqwest.http import Url

from .signature import sign


class Poster:
    """Posts signed bodies. One HTTP/1.1 pool; redirects count as a refusal, as at Meta's."""

    def __init__(self, *, connections: int, timeout_s: float) -> None:
        self._connections = connections
        self._timeout_s = timeout_s
        self._client: Client | None = None
        # Parsing the address for each post would cost a tenth of the post.
        self._url = ("", Url("http://localhost"))

    async def __aenter__(self) -> Self:
        self._client = (
            ClientBuilder()
            .http1_only()
            .no_proxy()
            .follow_redirects(False)
            .max_connections(self._connections)
            .pool_max_idle_per_host(self._connections)
            .pool_idle_timeout(timedelta(seconds=4))
            .timeout(timedelta(seconds=self._timeout_s))
            .default_headers({"Content-Type": "application/json", "User-Agent": "facebookexternalua"})
            .build()
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def post(self, url: str, body: bytes, app_secret: bytes) -> bool:
        """True when it was answered with 200."""
        assert self._client is not None, "a Poster is used inside `async with`"
        if self._url[0] != url:
            self._url = url, Url(url)
        request = self._client.post(self._url[1]).body_bytes(body)
        try:
            response = await request.header("X-Hub-Signature-256", sign(body, app_secret)).build().send()
        except PyreqwestError:
            return False
        return response.status == 200
