"""Addresses of machines as people write them in settings and proxies in headers."""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

IpAddress = IPv4Address | IPv6Address

_NAME = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def list_words(text: str) -> list[str]:
    """What stands between commas and blanks."""
    return text.replace(",", " ").split()


def as_networks(text: str) -> str:
    """Addresses and networks with commas between them, unchanged. Raises ValueError with one sentence."""
    for word in list_words(text):
        try:
            ip_network(word)
        except ValueError as error:
            if network := _network_around(word):
                raise ValueError(f"'{word}' is an address within a network: write {network}") from error
            raise ValueError(
                f"'{word}' is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/24"
            ) from error
    return text


def _network_around(word: str) -> str:
    try:
        return str(ip_network(word, strict=False))
    except ValueError:
        return ""


def as_url(url: str | None, *, schemes: tuple[str, ...]) -> str | None:
    """A URL of one of these schemes, unchanged. Raises ValueError with words that do not quote it."""
    if url is not None and url.partition("://")[0] not in schemes:
        raise ValueError(f"it must begin with {schemes[0]}://")
    return url


def as_hosts(text: str) -> str:
    """Names of hosts with commas between them, unchanged. Raises ValueError with one sentence."""
    for word in list_words(text.lower()):
        if parse_ip(word) is None and not _NAME.fullmatch(word):
            raise ValueError(
                f"'{word}' is no host such as relance.example.org or *.example.org, without port"
            )
    return text


def as_origin(url: str | None) -> str | None:
    """`https://host[:port]`, small letters, no slash at its end. Raises ValueError with one sentence."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip().lower())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"'{url}' is no address such as https://relance.example.org") from error
    if (
        parts.scheme not in ("http", "https")
        or not host
        or parts.username is not None
        or parts.path not in ("", "/")
        or parts.query
        or parts.fragment
    ):
        raise ValueError(f"'{url}' is no address such as https://relance.example.org, without a path")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + ("" if port is None else f":{port}")


@lru_cache(maxsize=4096)
def parse_ip(text: str) -> IpAddress | None:
    """An address as sockets and proxies write it, also with a port, brackets or a zone; None if it is none.

    An IPv4 address in the clothes of IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
    """
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        parsed = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return parsed if parsed.version == 4 else parsed.ipv4_mapped or parsed


def narrow_network(address: str | None) -> str:
    """Who counts as one: an IPv4 address; the /64 of an IPv6 one, since a household has all of it."""
    return _network(address, 64)


def wide_network(address: str | None) -> str:
    """Who may have many networks at hand: the /48 of an IPv6 address. Of IPv4 there is nothing wider."""
    return _network(address, 48)


def _network(address: str | None, bits: int) -> str:
    parsed = parse_ip(address or "")
    if parsed is None:
        return "unknown"
    return str(parsed) if parsed.version == 4 else str(IPv6Network((parsed, bits), strict=False))
