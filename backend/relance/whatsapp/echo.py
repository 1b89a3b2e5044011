"""The echo: our own mark on a message, which Meta repeats in every status of it.

It travels as `biz_opaque_callback_data` and reads `{installation}.{message id}.{attempt}`. It is how a
status is matched when the HTTP answer with the wamid was lost, and how statuses of another installation
that shares the number are told apart from ours.
"""

import re
from dataclasses import dataclass

MAX_BIGINT = 2**63 - 1
_MAX_ATTEMPT = 2**31 - 1

OPT_OUT_ANSWER = "relance-opt-out"
"""On what is answered to STOP: no message of a campaign, and its statuses are of no use."""

# Leading zeros are refused so that one message has exactly one spelling.
_ECHO = re.compile(r"([A-Za-z0-9_-]{1,64})\.(0|[1-9][0-9]{0,18})\.(0|[1-9][0-9]{0,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Echo:
    """Which installation sent which message, and in which attempt."""

    installation: str
    message_id: int
    attempt: int


def format_echo(installation: str, message_id: int, attempt: int) -> str:
    """Write the echo of one attempt; at most 96 of the 512 characters Meta allows."""
    return f"{installation}.{message_id}.{attempt}"


def parse_echo(text: str | None) -> Echo | None:
    """Read an echo; None for anything that is not one of ours by its form."""
    if not isinstance(text, str):
        return None
    match = _ECHO.fullmatch(text)
    if match is None:
        return None
    message_id = int(match[2])
    attempt = int(match[3])
    if message_id > MAX_BIGINT or attempt > _MAX_ATTEMPT:
        return None
    return Echo(match[1], message_id, attempt)
