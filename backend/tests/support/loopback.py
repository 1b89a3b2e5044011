"""Tests talk to this machine only: a connection anywhere else is an error, not a slow surprise."""

import ipaddress
import socket
import sys
from typing import Any


class OutsideConnectionError(RuntimeError):
    """A test tried to reach another machine. Not an OSError: nothing may take it for a dead network."""


def refuse_outside_connections() -> None:
    """Watch every Python socket of this process from now on; cannot be undone."""
    sys.addaudithook(_check)


def _check(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect":
        return
    connection, address = arguments
    if connection.family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = str(address[0])
    if host == "localhost":
        return
    try:
        allowed = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        allowed = False
    if not allowed:
        raise OutsideConnectionError(f"a test tried to connect to {host}")
