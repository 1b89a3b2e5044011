"""Who runs a command."""

import getpass
import socket


def say_who(command: str) -> str:
    """`relance doubts (awa on server-1)`."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container without a name for its user
        user = "somebody"
    return f"{command} ({user} on {socket.gethostname()})"
