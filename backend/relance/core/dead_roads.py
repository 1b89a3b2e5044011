"""Noticing a connection whose other end is gone without a word.

A host that dies, a failover behind an address that moves, a firewall that forgets: nobody closes anything,
the kernel goes on trying for a quarter of an hour and the driver waits for a minute, though a new connection
would be answered at once. A server that is merely slow still acknowledges, by its kernel: it is never taken
for dead.
"""

import asyncio
import socket

# Often: the idle ones of a pool are to be dead before the one that waits, or each would be tried in turn.
_IDLE_S = 1
_EVERY_S = 1
_UNANSWERED = 4

DEAD_AFTER_S = _IDLE_S + _EVERY_S * _UNANSWERED
"""Whatever lay on the road unacknowledged for so long, data or a question whether somebody is there."""

_OPTIONS = {
    "TCP_KEEPIDLE": _IDLE_S,
    "TCP_KEEPINTVL": _EVERY_S,
    "TCP_KEEPCNT": _UNANSWERED,
    "TCP_USER_TIMEOUT": DEAD_AFTER_S * 1000,
}

TELL_THE_SERVER = {
    "tcp_keepalives_idle": str(_IDLE_S),
    "tcp_keepalives_interval": str(_EVERY_S),
    "tcp_keepalives_count": str(_UNANSWERED),
    "tcp_user_timeout": str(DEAD_AFTER_S * 1000),
}
"""Settings of a session, for the other end: where only the road is gone, what was begun there holds locks."""


def notice_dead_road(transport: asyncio.BaseTransport) -> None:
    """Let the kernel break the connection when its other end does not acknowledge for `DEAD_AFTER_S`."""
    end = transport.get_extra_info("socket")
    if end is None or end.family not in (socket.AF_INET, socket.AF_INET6):
        return  # the other end of a socket file is on this machine: its death is told
    end.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _OPTIONS.items():
        if (option := getattr(socket, name, None)) is not None:  # not every system has them all
            end.setsockopt(socket.IPPROTO_TCP, option, value)
