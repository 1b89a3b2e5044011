"""Addresses of machines as people write them in settings and proxies in headers."""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

IpAddress = IPv4Address | IPv6Address

_NAME = re.compile(r"(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*")
# RFC 9110 and 3986, without what no machine is called by: escapes, and signs that mean something in a URL.
_HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?)(?::([0-9]{0,5}))?")
_ORIGIN = re.compile(r"(https?)://([^/]+)/?")
_SOCKET = re.compile(r"\[([^\]]*)\](?::[0-9]{1,5})?|([0-9.]+):[0-9]{1,5}")
_ZONE = re.compile(r"%[\w.~-]+$", re.ASCII)


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
        if not (_NAME.fullmatch(word) or _ip(word) or _ip(parse_host(word) or "")):
            raise ValueError(
                f"'{word}' is no host such as relance.example.org or *.example.org, without port"
            )
    return text


def as_origin(url: str | None) -> str | None:
    """`https://host[:port]`, small letters, no slash at its end. Raises ValueError with one sentence."""
    if url is None:
        return None
    # Not by a parser of URLs, which leaves out what it passes over.
    found = _ORIGIN.fullmatch(url.strip().lower())
    host = parse_host(found[2]) if found else None
    if found is None or host is None:
        raise ValueError(f"'{url}' is no address such as https://relance.example.org, without a path")
    port = found[2].rpartition(":")[2]
    shown = f"[{host}]" if ":" in host else host
    return f"{found[1]}://{shown}" + (f":{int(port)}" if port.isdigit() and ":" in found[2] else "")


@lru_cache(maxsize=4096)
def parse_host(text: str) -> str | None:
    """The host of `host[:port]` in small letters, in one spelling; None if it is anything else.

    Only this form: what another program reads as another host must not pass for one of ours.
    """
    found = _HOST.fullmatch(text)
    if found is None or int(found[3] or 0) > 65_535:
        return None
    if found[1] is None:
        return found[2]
    parsed = _ip(found[1])
    return None if parsed is None or ":" not in found[1] else str(parsed)


@lru_cache(maxsize=4096)
def parse_ip(text: str) -> IpAddress | None:
    """An address as sockets and proxies write it, also with a port, brackets or a zone; None if it is none.

    An IPv4 address in the clothes of IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
    """
    text = text.strip().strip('"')
    if found := _SOCKET.fullmatch(text):
        text = found[1] or found[2] or ""
    return _ip(_ZONE.sub("", text) if ":" in text else text)


def _ip(text: str) -> IpAddress | None:
    try:
        parsed = ip_address(text)
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
