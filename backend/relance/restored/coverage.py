"""Whether the sent logs know everything that may have left between the backup and the halt.

Each claim is numbered by its process and lane, and says how many claims of all the database knew: logs that
hold as many as there were hold all of them. The newest claims are counted by none after them: they are there
only if each sender's log goes on past them, or ended in good order. Any doubt means no, and that for all that
waits: what a claim held that is in no log, nobody knows.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from relance.core.db import Row
from relance.installation.identity import ECHO_BEYOND, ECHO_OF_WAITING
from relance.restored.log_reader import Claims

_LAST_SEEN = timedelta(hours=1)
"""Hosts that sent so shortly before the backup sent after it, too."""

_DEAD_BY_THEN_S = 60.0
"""A sender without a line for so long was dead: it writes one every few seconds, by its own clock."""


def is_covered(
    claims: Claims, former: Row, known: Iterable[Row], *, logged_since: datetime, seen: int
) -> bool:
    """`former` is a row of former_installations, `known` are those of last_claims, `seen` is the newest claim
    that Redis knows of.
    """
    if claims.first_at is None or claims.first_at < logged_since.timestamp():
        # No log at all, or the database is from before claims were counted.
        return False
    if claims.highest < max(former["known_claim"], former["seen_claim"] or 0, seen):
        return False
    if any(_is_torn(claims, process, former) for process in claims.alive_at.keys() - claims.ended):
        return False
    if former["reason"] in (ECHO_BEYOND, ECHO_OF_WAITING) and claims.highest <= former["known_claim"]:
        # Claims were made without anybody noticing: the logs that would have told are not these.
        return False
    total, hosts = 0, set()
    counted = dict(claims.last)
    for row in known:
        process = row["process"]
        if process and row["at"] > former["known_at"] - _LAST_SEEN:
            hosts.add(process.partition(":")[0])
        key = (process, row["sender_id"], row["lane"])
        total += max(row["claims"], counted.pop(key, 0))
    total += sum(counted.values())
    return hosts <= claims.hosts and total >= claims.expected


def _is_torn(claims: Claims, process: str, former: Row) -> bool:
    """Whether claims may be missing at the end of the log of a process that did not end in good order.

    None is when it lived at the halt, after which nothing was claimed. Of one that was dead before a claim
    that is known here, that claim's own count tells.
    """
    if process in claims.mute:
        return True
    alive_at = claims.alive_at[process]
    if alive_at > former["halted_at"].timestamp():
        return False
    known_at = former["known_at"].timestamp() if former["known_at"] else 0.0
    return alive_at + _DEAD_BY_THEN_S >= max(claims.last_at, known_at)
