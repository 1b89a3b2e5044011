"""Where a request comes from, when a proxy stands before us.

A proxy tells the address of its client in `X-Forwarded-For`; so can anybody. What counts is what machines
wrote that we trust (`RELANCE_TRUSTED_PROXIES`): seen from us, the first address that is none of theirs. What
stands further left was sent by that stranger.
"""

from collections.abc import Iterator
from ipaddress import ip_network

from starlette.types import ASGIApp, Receive, Scope, Send

from relance.core.addresses import IpAddress, list_words, parse_ip
from relance.core.log import get_logger

log = get_logger(__name__)

_SCHEMES = {b"http": "http", b"https": "https"}


class Forwarded:
    """ASGI middleware: `scope["client"]` and `scope["scheme"]` become those of the client of trusted proxies.

    In the application and not left to uvicorn, which would take names and leftovers for addresses.
    """

    def __init__(self, app: ASGIApp, *, trusted: str) -> None:
        """`trusted`: addresses and networks with commas between them."""
        self.api = app
        self._trusted = [ip_network(word) for word in list_words(trusted)]
        self._has_told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on."""
        if scope["type"] == "http" and (client := scope.get("client")) is not None:
            peer = parse_ip(client[0])
            if peer is not None and self._is_trusted(peer):
                self._believe(scope, peer)
            elif peer is not None and peer.is_private and not self._has_told:
                self._tell_of_proxy(scope, peer)
        await self.api(scope, receive, send)

    def _tell_of_proxy(self, scope: Scope, peer: IpAddress) -> None:
        """Once: a machine of one's own that speaks for others is most likely a proxy nobody has named."""
        if any(name == b"x-forwarded-for" for name, _ in scope["headers"]):
            self._has_told = True
            advice = "all people behind it have one address: add it to RELANCE_TRUSTED_PROXIES"
            log.warning("proxy_not_trusted", peer=str(peer), advice=advice)

    def _believe(self, scope: Scope, peer: IpAddress) -> None:
        values = []
        for name, value in scope["headers"]:
            if name == b"x-forwarded-for":
                values.append(value)
            elif name == b"x-forwarded-proto":
                # The nearest proxy's word is the last one.
                scheme = _SCHEMES.get(value.rpartition(b",")[2].strip().lower())
                scope["scheme"] = scheme or scope["scheme"]
        if values:
            scope["client"] = (str(self._find_client(b",".join(values).decode("latin-1"), peer)), 0)

    def _find_client(self, chain: str, peer: IpAddress) -> IpAddress:
        found = peer
        for address in _from_the_right(chain):
            if address is None:
                break  # a proxy of ours that does not know: nothing further left is its word
            found = address
            if not self._is_trusted(address):
                break
        return found

    def _is_trusted(self, address: IpAddress) -> bool:
        return any(address in network for network in self._trusted)


def _from_the_right(chain: str) -> Iterator[IpAddress | None]:
    while chain:
        chain, _, word = chain.rpartition(",")
        yield parse_ip(word)
